package org.sockrace.kernel;

/** What is linked into a module: its entry points. One object per instance; its tables are cells in that instance's memory. */
public interface ModuleCode {

    /** The module's init function: 0 or a negative errno. */
    int init();

    /** The module's exit function. */
    void exit();

    /** Whether there is an exit function; without one the module is permanent. */
    default boolean hasExit() {
        return true;
    }
}
