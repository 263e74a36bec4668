package org.sockrace.conform.ftrace;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far a finit_module or delete_module has come. Not thread-safe. */
final class ModuleCall {

    final TraceEvent opened;
    /** The module that a delete_module is going to free, null if none; empty if the recording ends before that is known. */
    final String frees;
    /** Whether it is certain that it has taken the base reference away. */
    boolean left;
    /** The module that it has loaded or freed, or null. */
    String module;
    /** References that were taken before the module was loaded, or given back after it was freed: those to the modules whose symbols it uses. */
    final Map<String, Integer> uses = new TreeMap<>();
    /** The families that its exit has withdrawn. */
    final Set<Integer> unregistered = new TreeSet<>();
    /** The families that its init has registered, as far as they are known, and how many others. */
    final Set<Integer> registered = new TreeSet<>();
    int registeredOthers;

    ModuleCall(TraceEvent opened, String frees) {
        this.opened = opened;
        this.frees = frees;
    }

    boolean isDelete() {
        return opened.kind() == EventKind.DELETE_MODULE;
    }

    /** Whether references that it takes or gives back now are those to modules whose symbols the module uses. */
    boolean isAboutUses() {
        return isDelete() == (module != null);
    }

    /** How it may change the count of that module at an event of another task, in a way that is not certain. */
    boolean mayLower(String name) {
        return isDelete() && (frees == null || frees.isEmpty() || frees.equals(name) && !left);
    }
}
