package org.sockrace.cli;

/** What the exit code says. */
final class ExitCode {

    /** Every expectation is met. */
    static final int MET = 0;
    /** Something is broken that should hold, or the other way round. */
    static final int UNEXPECTED = 1;
    /** Wrong usage, a syntax error in a scenario, or no scenario of that name. */
    static final int USAGE = 2;
    /** A search was cut short. */
    static final int INCONCLUSIVE = 3;
    /** A schedule does not fit any more. */
    static final int STALE = 4;
    /** An error of this program. */
    static final int INTERNAL = 70;
    /** Interrupted by the user. */
    static final int INTERRUPTED = 130;

    private ExitCode() { }
}
