package org.sockrace.explain;

import java.util.List;

/**
 * One execution, step by step.
 *
 * @param threads the threads' names, in order of their numbers
 * @param calls what each thread runs, as the user wrote it
 * @param initial the initial values of the shared cells that matter, one per line
 * @param steps the steps
 * @param preemptions how often a thread was interrupted that could have gone on
 * @param minimal whether no execution with fewer preemptions, or as many and fewer steps, shows the same
 * @param replay the schedule, to be replayed with {@code sockrace replay}
 * @param why the argument in prose, one sentence per entry
 * @param timeline sections, references and values over time
 */
public record Counterexample(List<String> threads, List<String> calls, List<String> initial, List<Step> steps, int preemptions, boolean minimal,
                             String replay, List<String> why, Timeline timeline) {

    /** One of which only the steps are known. */
    public Counterexample(List<String> threads, List<String> calls, List<String> initial, List<Step> steps, int preemptions, boolean minimal,
                          String replay, List<String> why) {
        this(threads, calls, initial, steps, preemptions, minimal, replay, why, Timeline.NONE);
    }

    /** What kind of line a step is. */
    public enum Kind {
        /** An operation was executed. */
        OPERATION,
        /** The operation that breaks the property. */
        BROKEN,
        /** The thread has ended; no operation. */
        FINISHED,
        /** The thread was preempted; no operation. */
        PREEMPTED,
        /** The thread waits for another one; no operation. */
        BLOCKED
    }

    /**
     * One line of the execution.
     *
     * @param number the step's number, from 1; 0 for lines that are no step
     * @param thread the thread's number
     * @param kind what kind of line
     * @param functions the kernel functions on the stack, innermost first
     * @param file the source file of the innermost line, or an empty string
     * @param line the line in that file, or 0
     * @param source the text of that line
     * @param operation what the operation did, for example {@code atomic_inc_not_zero(af_packet.refcnt) = true}
     * @param telling whether it is worth a row of its own: other threads can notice it, or the argument rests on it
     * @param changes what changed, for example {@code refcnt 1 -> 2}
     * @param remarks goto tests ("taken -> out_release", "not taken"), labels passed, and results of calls, in the order in which they happened after it
     */
    public record Step(int number, int thread, Kind kind, List<String> functions, String file, int line, String source, String operation,
                       boolean telling, List<String> changes, List<Remark> remarks) { }

    /**
     * Something the code said after a step.
     *
     * @param line its line in the source, or 0
     * @param source the text of that line, or an empty string
     * @param text the remark, for example {@code taken -> out_release}
     */
    public record Remark(int line, String source, String text) { }
}
