package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Net;
import org.sockrace.scenario.Constants;

/** Writes the calls of a window as a scenario. Modules that are modelled keep their code; any other becomes a toy of the same shape. */
final class ScenarioWriter {

    /** What calls return when something fails that need not. */
    private static final Set<Integer> FAULTS = Set.of(Errno.ENOMEM, Errno.ENFILE, Errno.EMFILE, Errno.EACCES, Errno.EPERM);

    private final CallLog log;
    private final Window window;
    private final String source;
    private final String kernel;
    private final Map<RecordedCall, String> names = new HashMap<>();

    ScenarioWriter(CallLog log, Window window, String source, String kernel) {
        this.log = log;
        this.window = window;
        this.source = source;
        this.kernel = kernel;
    }

    /** The scenario's text. */
    String text() {
        nameResults();
        StringBuilder text = new StringBuilder();
        text.append("# Lines ").append(window.first()).append(" to ").append(window.last()).append(" of ").append(source)
                .append(": this is what happened; check -f shows what else could have.\n").append(failures())
                .append("\nscenario from-").append(source.replaceAll("[^A-Za-z0-9]+", "-"))
                .append("-").append(window.first()).append('\n');
        text.append("  kernel ").append(kernel).append('\n');
        modules().forEach((name, options) -> text.append("  module ").append(name).append(options).append('\n'));
        for (RecordedCall open : window.openBefore()) {
            text.append("  setup: ").append(call(open)).append("  # line ").append(open.start).append('\n');
        }
        int number = 0;
        for (Map.Entry<Integer, List<RecordedCall>> thread : window.threads().entrySet()) {
            text.append("  T").append(number++).append(":  # task ").append(thread.getKey()).append('\n');
            for (RecordedCall call : thread.getValue()) {
                text.append("    ").append(call(call)).append("  # line ").append(call.start).append(": ").append(result(call)).append('\n');
            }
        }
        return text.toString();
    }

    /** A hint if a call failed as it does for want of memory, of a descriptor or of a permission: such failures happen in a scenario only if it says so. */
    private String failures() {
        return window.calls().stream().filter(c -> c.finished() && FAULTS.contains(-c.result)).findFirst()
                .map(c -> "# Line " + c.start + " " + result(c) + "; 'faults all' lets allocations, limits and security hooks fail here, too.\n").orElse("");
    }

    private static String result(RecordedCall call) {
        return !call.finished() ? "did not return before the recording ended"
                : call.kind == RecordedCall.Kind.SOCKET && call.result == 0 ? "returned a socket"
                : "returned " + (call.result == 0 ? "0" : Races.result(call.result));
    }

    private void nameResults() {
        List<RecordedCall> all = new ArrayList<>(window.openBefore());
        all.addAll(window.calls());
        Map<RecordedCall.Kind, Integer> counts = new HashMap<>();
        for (RecordedCall call : all) {
            String letter = switch (call.kind) {
                case SOCKET -> "s";
                case CLOSE -> "c";
                case RMMOD -> "r";
                case INSMOD -> "i";
            };
            names.put(call, letter + counts.merge(call.kind, 1, Integer::sum));
        }
    }

    private String call(RecordedCall call) {
        return names.get(call) + " = " + switch (call.kind) {
            case SOCKET -> "socket(" + Constants.familyName(call.arguments.family()) + ", " + Constants.typeName(call.arguments.type()) + ", "
                    + call.arguments.protocol() + ")";
            case CLOSE -> "close(" + names.getOrDefault(call.partner, "s0") + ")";
            case RMMOD -> "rmmod(" + window.module(call) + ")";
            case INSMOD -> "insmod(" + window.module(call) + ")";
        };
    }

    // ---- modules -------------------------------------------------------------------------------------------------------

    /** The modules that the calls concern, with what is said of each; those that others need come first. */
    private Map<String, String> modules() {
        Set<String> needed = new LinkedHashSet<>();
        Map<String, Integer> families = new HashMap<>();
        Set<RecordedCall> sockets = new LinkedHashSet<>(window.openBefore());
        sockets.addAll(window.calls());
        for (RecordedCall call : sockets) {
            if (call.kind == RecordedCall.Kind.SOCKET) {
                of(call.arguments, needed, families);
            } else if (call.kind != RecordedCall.Kind.CLOSE) {
                need(window.module(call), needed);
            }
        }
        Map<String, String> modules = new LinkedHashMap<>();
        Set<String> absent = new LinkedHashSet<>();
        for (String name : needed) {
            if (!log.loadedAt(name, window.first()) || dependencies(name, families.get(name)).stream().anyMatch(absent::contains)) {
                absent.add(name);
            }
            modules.put(name, (CallModel.isKnown(name) ? "" : toy(name, families.get(name))) + (absent.contains(name) ? " loaded=no" : ""));
        }
        return modules;
    }

    /** What the module needs, without which it is not loaded, whatever a recording that begins late says. */
    private List<String> dependencies(String name, Integer family) {
        CallLog.Pins pins = family == null ? null : log.pins(family);
        return CallModel.isKnown(name) ? CallModel.dependencies(name) : pins == null || pins.ops == null ? List.of() : List.of(pins.ops);
    }

    /** The modelled families need the modules that they have in the model; numbers that are no family need none. */
    private void of(TraceEvent.SocketCall call, Set<String> needed, Map<String, Integer> families) {
        int family = call.lookedUp();
        switch (family) {
            case Net.PF_UNSPEC, Net.PF_UNIX, Net.PF_INET6, Net.PF_NETLINK -> { }
            case Net.PF_INET, Net.PF_PACKET, Net.PF_PPPOX, Net.PF_CAN, Net.PF_PHONET -> needed.addAll(Templates.modules(call));
            default -> {
                if (family > 0 && family < Net.NPROTO) {
                    toyOf(family, needed, families);
                }
            }
        }
    }

    private static void need(String module, Set<String> needed) {
        needed.addAll(CallModel.dependencies(module));
        needed.add(module);
    }

    private void toyOf(int family, Set<String> needed, Map<String, Integer> families) {
        CallLog.Pins pins = log.pins(family);
        String owner = pins == null ? "family_" + family : pins.family;
        if (pins != null && pins.ops != null && !pins.ops.equals(owner)) {
            need(pins.ops, needed);
        }
        need(owner, needed);
        families.put(owner, family);
    }

    /** A toy that is pinned like the family in the recording, and whose create fails as it did there. */
    private String toy(String name, Integer family) {
        if (family == null) {
            return " family=" + unusedFamily();
        }
        CallLog.Pins pins = log.pins(family);
        StringBuilder options = new StringBuilder(" family=").append(Constants.familyName(family));
        if (pins != null && pins.ops == null) {
            options.append(" owner=none");
        } else if (pins != null && !pins.ops.equals(name)) {
            options.append(" owner=").append(pins.ops).append(" depends=").append(pins.ops);
        }
        Set<String> errors = new TreeSet<>();
        for (RecordedCall call : window.calls()) {
            boolean own = call.kind == RecordedCall.Kind.SOCKET && call.arguments.family() == family && call.finished();
            if (own && call.result < 0 && call.result != -Errno.EAFNOSUPPORT && Errno.name(-call.result).startsWith("E")) {
                errors.add("-" + Errno.name(-call.result));
            }
        }
        return options + (errors.isEmpty() ? "" : " create=ok|" + String.join("|", errors));
    }

    /** A number for a module of which no socket is made. */
    private int unusedFamily() {
        return Net.NPROTO - 1;
    }
}
