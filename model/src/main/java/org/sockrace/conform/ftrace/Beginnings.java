package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Read before all else: which tasks were inside a call already when the recording began, which modules are named, and which of them each delete_module frees:
 * it takes the base reference away long before it says so. A call that returns without having been
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
        /** The line of the delete_module that it is in, or 0. */
        int deletes;
        /** The module that it frees in a call which began before the recording, or null. */
        String frees;
    }

    private final Map<Integer, Start> starts = new HashMap<>();
    private final Set<String> modules = new HashSet<>();
    /** The module that is freed in the delete_module that begins in that line. */
    private final Map<Integer, String> frees = new HashMap<>();
    private final Set<Integer> slots = new HashSet<>();

    /** Notes the next event. */
    void note(TraceEvent e) {
        slots.add(e.slot());
        if (e.module() != null) {
            modules.add(e.module());
        }
        Start start = starts.computeIfAbsent(e.task(), t -> new Start());
        deletion(e, start);
        int level = level(e.kind());
        if (start.settled || level == 0) {
            return;
        }
        boolean returns = e.kind().returns();
        level -= returns && isOfKernel(e) ? 1 : 0;
        if (!returns) {
            start.open++;
            start.settled = level == 4;
            start.highest = Math.max(start.highest, e.kind() == EventKind.SOCK_CREATE || e.kind() == EventKind.SOCK_RELEASE ? level - 1 : level);
        } else if (start.open > 0) {
            start.open--;
            start.highest = Math.max(start.highest, level);
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

    /** Whether a socket of the kernel's own was made or released, which happens in such calls of users. */
    private static boolean isOfKernel(TraceEvent e) {
        return e.caller() != null && (e.kind() == EventKind.SOCK_CREATE_RET && !e.caller().startsWith("__sys_socket")
                || e.kind() == EventKind.SOCK_RELEASE_RET && !e.caller().equals("sock_close"));
    }

    private void deletion(TraceEvent e, Start start) {
        switch (e.kind()) {
            case DELETE_MODULE -> start.deletes = e.line();
            case DELETE_MODULE_RET -> start.deletes = 0;
            case FINIT_MODULE_RET -> start.frees = start.settled ? start.frees : null;
            case MODULE_FREE -> {
                if (start.deletes > 0) {
                    frees.put(start.deletes, e.module());
                } else if (!start.settled) {
                    start.frees = e.module();
                }
            }
            default -> { }
        }
    }

    /** The module that the delete_module frees which begins in that line, null if none; empty if the recording ends before that is known. */
    String frees(TraceEvent delete) {
        Start start = starts.get(delete.task());
        String open = start != null && start.deletes == delete.line() ? "" : null;
        return frees.getOrDefault(delete.line(), open);
    }

    /** The module that the task frees in a delete_module which began before the recording, or null. */
    String freesFirst(TraceEvent e) {
        Start start = starts.get(e.task());
        return start == null || e.line() > start.insideUntil ? null : start.frees;
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

    /** All contexts of processors in which something happened, as {@link TraceEvent#slot()} numbers them. */
    Set<Integer> slots() {
        return slots;
    }

    /** All modules that are named. */
    Set<String> modules() {
        return modules;
    }
}
