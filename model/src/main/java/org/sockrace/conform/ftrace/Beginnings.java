package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Read before all else: which tasks were inside a call already when the recording began, and which modules are named. A call that returns without having been
 * entered began before only if the task did nothing earlier that cannot happen inside such a call. Not thread-safe.
 */
final class Beginnings {

    /** How far out a call is: no call is made inside one of the same or a lower level. */
    private static int level(EventKind kind) {
        return switch (kind) {
            case SYNCHRONIZE_RCU, SYNCHRONIZE_RCU_RET, REQUEST_MODULE, REQUEST_MODULE_RET -> 1;
            case SOCK_RELEASE, SOCK_RELEASE_RET, SOCK_REGISTER, SOCK_REGISTER_RET, SOCK_UNREGISTER, SOCK_UNREGISTER_RET -> 2;
            case SOCK_CREATE, SOCK_CREATE_RET -> 3;
            case DELETE_MODULE, DELETE_MODULE_RET, FINIT_MODULE, FINIT_MODULE_RET -> 4;
            default -> 0;
        };
    }

    /** A task, until it is known to be in no call that began before. */
    private static final class Start {
        int highest;
        int open;
        int insideUntil;
        boolean unloading;
        boolean settled;
    }

    private final Map<Integer, Start> starts = new HashMap<>();
    private final Set<String> modules = new HashSet<>();
    private long processors;

    /** Notes the next event. */
    void note(TraceEvent e) {
        processors |= Processors.bit(e.cpu());
        if (e.module() != null) {
            modules.add(e.module());
        }
        Start start = starts.computeIfAbsent(e.task(), t -> new Start());
        int level = level(e.kind());
        if (start.settled || level == 0) {
            return;
        }
        boolean returns = e.kind().returns();
        if (!returns) {
            start.open++;
            start.settled = level == 4;
            start.highest = Math.max(start.highest, level);
        } else if (start.open > 0) {
            start.open--;
        } else if (level > start.highest) {
            start.highest = level;
            start.insideUntil = e.line();
            start.unloading = start.unloading || e.kind() == EventKind.DELETE_MODULE_RET || e.kind() == EventKind.FINIT_MODULE_RET
                    || e.kind() == EventKind.SOCK_UNREGISTER_RET || e.kind() == EventKind.SYNCHRONIZE_RCU_RET;
            start.settled = level == 4;
        } else {
            start.settled = true;
        }
    }

    /** Whether the task is still in a call that began before the recording. */
    boolean inside(TraceEvent e) {
        Start start = starts.get(e.task());
        return start != null && e.line() <= start.insideUntil;
    }

    /** The last line up to which some task may be unloading a module since before the recording, or 0. */
    int unloadingUntil() {
        return starts.values().stream().filter(s -> s.unloading).mapToInt(s -> s.insideUntil).max().orElse(0);
    }

    /** How many tasks were inside a call. */
    int tasks() {
        return (int) starts.values().stream().filter(s -> s.insideUntil > 0).count();
    }

    /** All processors on which something happened, as bits. */
    long processors() {
        return processors;
    }

    /** All modules that are named. */
    Set<String> modules() {
        return modules;
    }
}
