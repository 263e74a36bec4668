package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A task and the calls that it is in, innermost first. Not thread-safe. */
final class Task {

    final Deque<OpenCall> calls = new ArrayDeque<>();
    /** The event at which it began to wait for a grace period, or null. */
    TraceEvent waiting;
    /** Its last event, or null. */
    TraceEvent last;

    /** The sockets that it has made, and done nothing else since, by address. */
    final Set<Long> justMade = new HashSet<>();

    /** From where on others may have done something since its last event, as a line; 0 if there was none. */
    int since() {
        return last == null ? 0 : last.at();
    }

    /** The innermost call of that kind that it is in, or null. */
    OpenCall in(EventKind kind) {
        for (OpenCall call : calls) {
            if (call.opened.kind() == kind) {
                return call;
            }
        }
        return null;
    }

    /** The delete_module that it is in, or null. */
    ModuleCall deleting() {
        OpenCall call = in(EventKind.DELETE_MODULE);
        return call == null ? null : call.moduleCall;
    }

    /** The finit_module that it is in, or null. */
    ModuleCall loading() {
        OpenCall call = in(EventKind.FINIT_MODULE);
        return call == null ? null : call.moduleCall;
    }
}
