package org.sockrace.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What goes on over several steps of an execution, for a picture of it. Steps are numbered from 1, as those of the counterexample; where something begins, 0
 * is before the first step; where something ends, {@link #OPEN} is after the last.
 *
 * @param spans sections, locks and references of threads, in the order in which they begin
 * @param gracePeriods grace periods, in the order in which they begin
 * @param variables what cells, memory and threads hold, over time
 * @param waits when which thread could not go on, and why, in the order in which they begin
 * @param causes for each step, the steps of other threads that it directly depends on: see {@link Causes}; steps without any are not there
 * @param ends what each thread would have done next at the end, by its number; null for those that have ended, or that nobody asks to do anything
 */
public record Timeline(List<Span> spans, List<GracePeriod> gracePeriods, List<Variable> variables, List<Wait> waits, Map<Integer, List<Integer>> causes,
                       List<Standing> ends) {

    /** The end of what has not ended. */
    public static final int OPEN = -1;
    /** Of an execution of which nothing is known but its steps. */
    public static final Timeline NONE = new Timeline(List.of(), List.of(), List.of());

    /** One of which is known only what goes on. */
    public Timeline(List<Span> spans, List<GracePeriod> gracePeriods, List<Variable> variables) {
        this(spans, gracePeriods, variables, List.of(), Map.of(), List.of());
    }


    /** What a thread is in, or has, for a while. */
    public enum Kind {
        /** It is a reader of RCU. */
        READER,
        /** It runs with preemption disabled. */
        PREEMPTION_OFF,
        /** It holds a lock. */
        LOCK,
        /** It has references that it took. */
        REFERENCE,
        /** It is in a call. */
        CALL,
        /** It knows memory that will be freed before the thread uses it, and is protected from that by nothing. */
        UNPROTECTED
    }

    /**
     * Something that a thread is in, or has.
     *
     * @param kind what
     * @param thread the thread's number
     * @param what the lock, the counter or the memory; empty for a section
     * @param from the step that begins it
     * @param to the step that ends it
     */
    public record Span(Kind kind, int thread, String what, int from, int to) { }

    /**
     * A grace period.
     *
     * @param thread the thread that waits for it, or that gave memory to be freed after it
     * @param what what waits: {@code synchronize_rcu()}, {@code kfree_rcu(sock)}
     * @param from the step that begins it
     * @param to the step that ends it
     * @param waitsFor the numbers of the threads that have to leave their sections first
     */
    public record GracePeriod(int thread, String what, int from, int to, List<Integer> waitsFor) { }

    /**
     * That a thread cannot go on.
     *
     * @param thread the thread's number
     * @param why what it waits for
     * @param from the step after which it is so, 0 for the beginning
     * @param to the step after which it is not so any more
     */
    public record Wait(int thread, String why, int from, int to) { }

    /**
     * A value that is followed.
     *
     * @param group what it belongs to: {@code threads}, {@code memory} for memory itself, else the memory in which the cell lies; a cell keeps its value when
     *     that is freed
     * @param name its name, with that of the object, as the counterexample's changes have it
     * @param values what it holds, the initial value first
     */
    public record Variable(String group, String name, List<Value> values) {

        /** Copies the values. */
        public Variable {
            values = List.copyOf(values);
        }

        /** What it holds after that step. */
        public String at(int step) {
            String text = "";
            for (Value value : values) {
                text = value.step() <= step ? value.text() : text;
            }
            return text;
        }
    }

    /**
     * A value that something has from a step on.
     *
     * @param step the step that gave it, 0 for what it is at the beginning
     * @param text the value
     */
    public record Value(int step, String text) { }

    /** Copies all. */
    public Timeline {
        spans = List.copyOf(spans);
        gracePeriods = List.copyOf(gracePeriods);
        variables = List.copyOf(variables);
        waits = List.copyOf(waits);
        causes = Map.copyOf(causes);
        ends = Collections.unmodifiableList(new ArrayList<>(ends));
    }
}
