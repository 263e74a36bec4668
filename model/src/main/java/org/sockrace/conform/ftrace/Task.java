package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.Deque;

/** A task and the calls that it is in, innermost first. Not thread-safe. */
final class Task {

    final Deque<OpenCall> calls = new ArrayDeque<>();
    /** The event at which it began to wait for a grace period, or null. */
    TraceEvent waiting;
    /** Its last event, or null. */
    TraceEvent last;

    /** The line of its last event, or 0. */
    int lastLine() {
        return last == null ? 0 : last.line();
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
}
