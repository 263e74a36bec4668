package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.List;

/** The calls that load and unload modules, while they go on. Not thread-safe. */
final class ModuleCalls {

    private final Beginnings beginnings;
    private final ModuleBook modules;
    private final FamilyBook families;
    private final DependencyBook dependencies;
    private final Changes unloading = new Changes();
    private final Changes loading = new Changes();

    /** Calls of one kind that are open somewhere, and when one was last. */
    private static final class Changes {
        final List<ModuleCall> open = new ArrayList<>();
        /** Those that have returned in the tie of the last that has. */
        final List<ModuleCall> closed = new ArrayList<>();
        int lastClosed;

        boolean since(int line) {
            return !open.isEmpty() || lastClosed >= line;
        }
    }

    ModuleCalls(Beginnings beginnings, ModuleBook modules, FamilyBook families, DependencyBook dependencies) {
        this.beginnings = beginnings;
        this.modules = modules;
        this.families = families;
        this.dependencies = dependencies;
    }

    /** A finit_module or delete_module is entered. */
    ModuleCall begin(TraceEvent e) {
        boolean delete = e.kind() == EventKind.DELETE_MODULE;
        ModuleCall call = new ModuleCall(e, delete ? beginnings.frees(e) : null);
        (delete ? unloading : loading).open.add(call);
        return call;
    }

    /** It has returned. */
    void end(TraceEvent e, ModuleCall call) {
        Changes changes = call.isDelete() ? unloading : loading;
        changes.open.remove(call);
        if (changes.lastClosed != e.at()) {
            changes.closed.clear();
            changes.lastClosed = e.at();
        }
        changes.closed.add(call);
    }

    /** The next event, before anything else is made of it: the first in a delete_module that succeeds comes after the base reference was taken away. */
    void seen(TraceEvent e, Task task) {
        ModuleCall call = task.deleting();
        if (call != null && !call.left && call.frees != null && !call.frees.isEmpty()) {
            call.left = true;
            modules.leaving(call.frees, e);
        } else if (call == null && task.last == null && beginnings.freesFirst(e) != null) {
            modules.leaving(beginnings.freesFirst(e), e);
        }
    }

    /** A reference is taken or given back, while calls of delete_module may have taken the base reference away, or have lowered the count for a moment. */
    void count(TraceEvent e, Task task) {
        ModuleCall loads = task.loading();
        if (loads != null && loads.module != null && "resolve_symbol".equals(e.caller())) {
            throw new UnexplainedException(e, Rule.PATH, "symbols are resolved before a module is formed, but " + loads.module + " was");
        }
        int goings = beginnings.unloadingUntil() >= e.line() ? 1 : 0;
        int exits = 0;
        for (ModuleCall call : unloading.open) {
            boolean unfinished = call.frees != null && call.frees.isEmpty();
            exits += unfinished ? 1 : 0;
            goings += unfinished || call != task.deleting() && call.mayLower(e.module()) ? 1 : 0;
        }
        if (unloading.lastClosed == e.at()) {
            goings += (int) unloading.closed.stream().filter(c -> c.mayLower(e.module())).count();
        }
        modules.count(e, goings, exits);
    }

    /** A module is formed. */
    void load(TraceEvent e, Task task) {
        modules.load(e);
        ModuleCall finit = task.loading();
        if (finit != null) {
            dependencies.loaded(e, finit.uses);
            finit.module = e.module();
        }
    }

    /** A module is about to be freed. */
    void free(TraceEvent e, Task task) {
        modules.free(e);
        ModuleCall delete = task.deleting();
        if (delete != null) {
            delete.module = e.module();
            families.freed(e.module(), delete.unregistered);
        }
    }

    /** A sock_unregister of that family has returned. */
    void unregistered(int family, Task task) {
        if (task.deleting() != null) {
            task.deleting().unregistered.add(family);
        } else if (task.loading() != null) {
            families.learn(task.loading().module, family);
        }
    }

    /** Whether some module may have been loaded or unloaded since that line. */
    boolean since(int line) {
        return unloading.since(line) || loading.since(line) || beginnings.unloadingUntil() >= line;
    }

    /** What goes on, for messages. */
    String text() {
        return !unloading.open.isEmpty() ? " while a module was being unloaded" : !loading.open.isEmpty() ? " while a module was being loaded" : "";
    }
}
