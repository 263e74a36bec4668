package org.sockrace.explore;

/** A schedule does not fit the model any more. The message says at which step and why. */
public final class StaleScheduleException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int step;

    /** At that step, from 1; the message says why. */
    public StaleScheduleException(int step, String message) {
        super(message);
        this.step = step;
    }

    /** The first step that does not fit, from 1. */
    public int step() {
        return step;
    }
}
