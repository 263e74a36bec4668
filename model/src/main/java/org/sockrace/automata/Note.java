package org.sockrace.automata;

import org.sockrace.machine.Property;

/** Something the code said about itself between two operations, or that was noticed about it. */
public sealed interface Note {

    /** A test that guards a goto, and how it came out. */
    record Test(Frame.Stack at, boolean taken) implements Note { }

    /** A goto label that was passed. */
    record Label(Frame.Stack at, String name) implements Note { }

    /** A reference or resource taken (+1) or given up (-1). */
    record Own(String kind, String counter, int change) implements Note { }

    /** A call of the thread's program returned. */
    record Returned(int call, int result) implements Note { }

    /** A family table was published or withdrawn. */
    record Registered(int object, boolean published) implements Note { }

    /** delete_module is about to return 0. */
    record Unloaded(Memory region) implements Note { }

    /** A rule that one thread alone is held to was broken here; the execution goes on. */
    record Breach(Frame.Stack at, Property property, String message) implements Note { }
}
