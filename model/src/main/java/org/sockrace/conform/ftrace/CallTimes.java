package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sockrace.conform.FileFormatException;

/**
 * How long calls took. The time between two events of a task belongs to the function that it was in, innermost; two segments of __sock_create are functions of
 * their own: sock_alloc, up to its return, and sk_alloc, from its reference to the module to its return. Of calls that may fail those count that did not: the
 * others did not do all of it.
 */
final class CallTimes {

    private static final Map<EventKind, String> FUNCTIONS = new EnumMap<>(Map.of(EventKind.SOCK_CREATE, "__sock_create", EventKind.SOCK_RELEASE,
            "__sock_release", EventKind.SOCK_REGISTER, "sock_register", EventKind.SOCK_UNREGISTER, "sock_unregister", EventKind.SYNCHRONIZE_RCU,
            "synchronize_rcu", EventKind.DELETE_MODULE, "delete_module", EventKind.FINIT_MODULE, "finit_module", EventKind.REQUEST_MODULE,
            "request_module"));
    private static final Pattern IN_SECONDS = Pattern.compile("[0-9]\\.[0-9]+: ");

    /** A call that has not returned: what was spent in it so far. */
    private static final class Open {
        private final EventKind kind;
        private long spent;

        Open(EventKind kind) {
            this.kind = kind;
        }
    }

    /** What a task is in, and its last event. */
    private static final class Calls {
        private final Deque<Open> open = new ArrayDeque<>();
        private TraceEvent last;
    }

    private final Map<Integer, Calls> tasks = new HashMap<>();
    private final Map<String, List<Long>> samples = new TreeMap<>();
    private boolean any;

    /** By function: how long each call of it took, in nanoseconds, in the order in which they returned. */
    Map<String, List<Long>> samples() {
        return samples;
    }

    void note(TraceEvent event) {
        if (!any && !IN_SECONDS.matcher(event.text()).find()) {
            throw new FileFormatException("line " + event.line() + ": the clock of this recording counts, so nobody knows how long a second is: "
                    + "record with 'echo global > trace_clock'");
        }
        any = true;
        if (event.context() != 0) {
            return;
        }
        Calls calls = tasks.computeIfAbsent(event.task(), t -> new Calls());
        spend(calls, event);
        if (event.kind().returns()) {
            end(calls, event);
        } else if (FUNCTIONS.containsKey(event.kind())) {
            calls.open.push(new Open(event.kind()));
        }
        calls.last = event;
    }

    /** The time since the task's last event. */
    private void spend(Calls calls, TraceEvent event) {
        if (calls.open.isEmpty()) {
            return;
        }
        long time = event.time() - calls.last.time();
        if (event.kind() == EventKind.SOCK_ALLOC_RET && calls.last.kind() == EventKind.SOCK_CREATE) {
            sample("sock_alloc", time);
        } else if (event.kind() == EventKind.SK_ALLOC_RET && calls.last.kind() == EventKind.MODULE_GET && "sk_prot_alloc".equals(calls.last.caller())) {
            sample("sk_alloc", time);
        } else {
            calls.open.peek().spent += time;
        }
    }

    /** What is open and does not return here was lost: nobody knows how long it took. */
    private void end(Calls calls, TraceEvent event) {
        EventKind opened = event.kind().open();
        if (calls.open.stream().noneMatch(call -> call.kind == opened)) {
            return;
        }
        Open call = calls.open.pop();
        boolean whole = true;
        while (call.kind != opened) {
            whole = false;
            call = calls.open.pop();
        }
        boolean failed = event.kind() != EventKind.REQUEST_MODULE_RET && event.value() < 0;
        if (whole && !failed) {
            sample(FUNCTIONS.get(opened), call.spent);
        }
    }

    private void sample(String function, long nanoseconds) {
        samples.computeIfAbsent(function, f -> new ArrayList<>()).add(nanoseconds);
    }
}
