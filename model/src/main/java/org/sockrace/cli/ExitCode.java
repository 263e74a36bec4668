package org.sockrace.cli;

/** What the exit code says. */
final class ExitCode {

    /** Every expectation is met. */
    static final int MET = 0;
    /** Something is broken that should hold, or the other way round. */
    static final int UNEXPECTED = 1;
    /** Wrong usage, a syntax error in a scenario, no scenario of that name, or one that cannot be set up. */
    static final int USAGE = 2;
    /** A search was cut short. */
    static final int INCONCLUSIVE = 3;
    /** A schedule does not fit any more. */
    static final int STALE = 4;
    /** A defect was noticed by nothing. */
    static final int MISSED = 5;
    /** An error of this program. */
    static final int INTERNAL = 70;
    /** The output cannot be written. */
    static final int NOT_WRITTEN = 74;
    /** Interrupted by the user. */
    static final int INTERRUPTED = 130;
    /** Nobody reads the output any more: what a program is said to end with that does not look after SIGPIPE. */
    static final int PIPE_CLOSED = 141;

    private ExitCode() { }
}
