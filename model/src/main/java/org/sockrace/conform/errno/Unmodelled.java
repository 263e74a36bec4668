package org.sockrace.conform.errno;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sockrace.kernel.Net;

/**
 * Says whether a result that differs from the model's can come from what the model does not have: a module that is loaded, a family that is built in, a
 * protocol that is a matter of configuration.
 *
 * <p>A module can only add: it cannot take the place of a family or protocol that is registered. So it can change what a call comes to only if the kernel
 * looked for a module on the way, in vain. Where a family is missing, the module's own may then return anything; where a protocol is, what comes before the
 * look-up still holds: the family is there, and numbers outside its range are refused.
 */
final class Unmodelled {

    private static final int SHOWN = 3;

    private final boolean netlinkSaid;
    private final Strangers strangers = new Strangers();

    Unmodelled(BuiltIns builtIn) {
        this.netlinkSaid = builtIn.netlinkSaid();
    }

    /** Takes note of a row; all rows must be noted before anything is asked. */
    void note(Row row) {
        Row.Call call = row.call();
        boolean family = Strangers.foreign(call.slot());
        strangers.note(row, call.modules().stream().anyMatch(m -> LoneKernels.has(m) ? registers(m, call)
                : family ? Registrations.mayHave(m, call.slot()) : Registrations.mayHave(m, call.slot(), call.baseType(), call.protocol())));
    }

    /** Why the model cannot speak of the row, or nothing if it can, and the kernel does something else. */
    Optional<String> why(Row row, LoneKernel.Answer modelled) {
        Row.Call call = row.call();
        Result recorded = row.result();
        if (recorded.errno().equals(Result.OK) && !Result.made(call.type()).agreesWith(recorded)) {
            return Optional.empty(); // The flags of a new descriptor are the core's business, whatever the family.
        }
        if (modelled.moduleWanted() && possible(call, modelled.result().errno(), recorded.errno())) {
            List<String> modules = suspects(call, modelled.result().errno(), recorded.errno());
            if (!modules.isEmpty()) {
                return Optional.of("the model has no module " + list(modules));
            }
        }
        return Strangers.foreign(call.slot()) ? Optional.of("was there, but is not modelled").filter(w -> strangers.there(call)) : configuration(row, modelled);
    }

    private Optional<String> configuration(Row row, LoneKernel.Answer modelled) {
        boolean more = is(modelled.result(), "EPROTONOSUPPORT") && is(row.result(), Result.OK) && strangers.there(row.call());
        boolean less = is(modelled.result(), Result.OK) && is(row.result(), "EPROTONOSUPPORT") && strangers.notThere(row.call());
        return Strangers.configurable(row.call()).filter(p -> !netlinkSaid && (more || less && !registers(p.module(), row)))
                .map(p -> p.id() + " is a matter of configuration: see --built-in");
    }

    private static boolean registers(String module, Row row) {
        return row.call().modules().contains(module);
    }

    /** Whether a modelled module has registered what is asked for. */
    private static boolean registers(String module, Row.Call call) {
        return Strangers.configurable(call).filter(p -> p.module().equals(module)).isPresent();
    }

    private static boolean is(Result result, String errno) {
        return result.errno().equals(errno);
    }

    /** Whether any module can make the second result of the first. */
    private static boolean possible(Row.Call call, String modelled, String recorded) {
        if (modelled.equals("EAFNOSUPPORT")) {
            return true;
        }
        boolean inet = call.slot() == Net.PF_INET || call.slot() == Net.PF_INET6;
        if (inet && call.baseType() == Net.SOCK_RAW && !call.root()) {
            return recorded.equals("EPERM");
        }
        if (call.slot() == Net.PF_NETLINK) {
            return recorded.equals(Result.OK);
        }
        return switch (recorded) {
            case "EAFNOSUPPORT", "EINVAL", "ESOCKTNOSUPPORT" -> false;
            // The type had no protocol at all, and has another one now.
            case "EPROTONOSUPPORT" -> modelled.equals("ESOCKTNOSUPPORT");
            default -> true;
        };
    }

    /** The modules that may have done it: those of which it is known, or else all of which nothing is known. */
    private static List<String> suspects(Row.Call call, String modelled, String recorded) {
        List<String> all = call.modules().stream().filter(m -> !LoneKernels.has(m)).filter(m -> modelled.equals("EAFNOSUPPORT")
                ? Registrations.mayHave(m, call.slot())
                : recorded.equals("EPROTONOSUPPORT") ? Registrations.mayHave(m, call.slot(), call.baseType())
                : Registrations.mayHave(m, call.slot(), call.baseType(), call.protocol())).toList();
        List<String> certain = all.stream().filter(Registrations::known).toList();
        return certain.isEmpty() ? all : certain;
    }

    private static String list(List<String> modules) {
        String first = modules.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return modules.size() <= SHOWN ? first : first + " and " + (modules.size() - SHOWN) + " more";
    }
}
