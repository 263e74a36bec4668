package org.sockrace.cli;

import java.util.Collection;
import java.util.List;
import org.sockrace.report.Judgement;

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

    /** What a run exits with whose pieces come to several of these: the first of them. */
    private static final List<Integer> WORST = List.of(INTERNAL, INTERRUPTED, USAGE, UNEXPECTED, MISSED, INCONCLUSIVE, MET);

    private ExitCode() { }

    /** What a judgement comes to. */
    static int of(Judgement judgement) {
        return switch (judgement) {
            case MET -> MET;
            case UNEXPECTED -> UNEXPECTED;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }

    /** The worst of them; {@link #MET} if there are none. One that is not known here is none to pass over: {@link #INTERNAL}. */
    static int worst(Collection<Integer> codes) {
        return WORST.containsAll(codes) ? WORST.stream().filter(codes::contains).findFirst().orElse(MET) : INTERNAL;
    }
}
