package org.sockrace.machine.simulated;

/** Thrown to leave modelled code in the middle of a run. There is only one; it carries nothing. */
final class Unwind extends Error {

    static final Unwind INSTANCE = new Unwind();
    private static final long serialVersionUID = 1L;

    private Unwind() {
        super(null, null, false, false);
    }
}
