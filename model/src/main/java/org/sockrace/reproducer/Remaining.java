package org.sockrace.reproducer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.scenario.Argument;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.SetupCall;
import org.sockrace.scenario.ThreadDecl;

/** What of a scenario a real kernel has system calls for. */
final class Remaining {

    private final Scenario scenario;
    private final List<ThreadDecl> threads = new ArrayList<>();
    private final List<SetupCall> setup = new ArrayList<>();
    private final Set<String> left = new LinkedHashSet<>();
    /** Variables that nobody sets any more. */
    private final Set<String> unset = new HashSet<>();

    Remaining(Scenario scenario) {
        this.scenario = scenario;
        scenario.setup().stream().filter(call -> remains(call.call())).forEach(setup::add);
        for (ThreadDecl thread : scenario.threads()) {
            List<Call> calls = thread.calls().stream().filter(this::remains).toList();
            if (!calls.isEmpty()) {
                threads.add(new ThreadDecl(thread.name(), thread.copies(), false, thread.privileged(), calls, thread.where()));
            }
        }
    }

    /** The threads that have calls left, with those. */
    List<ThreadDecl> threads() {
        return threads;
    }

    /** The calls before they start. */
    List<SetupCall> setup() {
        return setup;
    }

    /** The modules that there are. */
    List<ModuleDecl> modules() {
        return scenario.modules().stream().filter(m -> m.known() != null).toList();
    }

    /** What is left out and why, one line each. */
    List<String> left() {
        return List.copyOf(left);
    }

    private boolean remains(Call call) {
        String why = why(call);
        if (why == null) {
            return true;
        }
        left.add(call.text() + ": " + why);
        unset.add(call.result());
        return false;
    }

    /** Why a real kernel cannot be asked for that, or null. */
    private String why(Call call) {
        for (Argument argument : call.arguments()) {
            boolean variable = argument.kind() == Argument.Kind.VARIABLE || argument.kind() == Argument.Kind.END_OF_PAIR;
            if (argument.kind() == Argument.Kind.MODULE && scenario.module(argument.text()).known() == null) {
                return "no kernel has the module " + argument.text();
            }
            if (variable && unset.contains(argument.text())) {
                return "what sets " + argument.text() + " is left out";
            }
        }
        return switch (call.kind()) {
            case SOCK_UNREGISTER, SOCK_CREATE_KERN, SOCK_RELEASE, CALL -> "it is no system call";
            case IO_SOCKET -> "it is a request to a ring";
            case KCM_CLONE -> "its header is in no package of every system";
            case SOCKET, SOCKETPAIR -> without(call);
            case BIND, CONNECT, LISTEN, SHUTDOWN, SETSOCKOPT, GETSOCKOPT, GETSOCKNAME, GETPEERNAME, POLL, IOCTL, SENDMSG, RECVMSG ->
                    "what it is given is not in the scenario";
            case ACCEPT, CLOSE, DUP, DUP2, FCNTL, FCHOWNAT, RMMOD, INSMOD, MODPROBE -> null;
        };
    }

    private String without(Call call) {
        return scenario.modules().stream().filter(m -> mayBe(m, call.number(0))).findFirst()
                .map(m -> "the family is that of " + m.name() + ", which no kernel has").orElse(null);
    }

    /** Whether sockets of the family may be that module's, which no kernel has; one of the user's own need not say which family it is. */
    private boolean mayBe(ModuleDecl module, int family) {
        return module.known() == null && (module.family() == family
                || module.own() && !module.isFamily() && scenario.modules().stream().noneMatch(m -> m.known() != null && m.family() == family));
    }

    /** Whether some call is of that kind. */
    boolean has(CallKind kind) {
        return threads.stream().flatMap(t -> t.calls().stream()).anyMatch(c -> c.kind() == kind) || setup.stream().anyMatch(s -> s.call().kind() == kind);
    }
}
