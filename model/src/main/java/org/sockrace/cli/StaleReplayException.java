package org.sockrace.cli;

/** A schedule does not fit its scenario any more. The message says why: who cannot move, and who can. */
public final class StaleReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int step;

    /** With the first step that does not fit, from 1. */
    public StaleReplayException(String message, int step) {
        super(message);
        this.step = step;
    }

    /** The first step that does not fit, from 1. */
    public int step() {
        return step;
    }
}
