package org.sockrace.kernel;

import org.sockrace.machine.Code;

/** What is linked into a module: its entry points. One object per instance; its tables are cells in that instance's memory. */
public interface ModuleCode {

    /** {@code int (*init)(void)}. */
    @FunctionalInterface
    interface init_fn extends Code {
        /** Sets the module up: 0 or a negative errno. */
        int init();
    }

    /** {@code void (*exit)(void)}. */
    @FunctionalInterface
    interface exit_fn extends Code {
        /** Undoes what init did. */
        void exit();
    }

    /** The function that {@code module_init()} names. */
    init_fn module_init();

    /** The function that {@code module_exit()} names, or null: without one the module is permanent. */
    exit_fn module_exit();
}
