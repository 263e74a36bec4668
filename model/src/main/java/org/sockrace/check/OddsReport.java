package org.sockrace.check;

import java.util.List;
import org.sockrace.machine.Property;

/**
 * How likely everything is that one execution of a scenario may come to.
 *
 * @param scenario its name
 * @param columns the names of its outcomes' results
 * @param limit why there are no figures: the state graph is not whole; an empty string if it is
 * @param states how many states it has
 * @param transitions how many transitions
 * @param table what the figures rest on
 * @param all what may come of an execution: violations first, then outcomes, each group beginning with the likeliest
 * @param goal what is asked for; null if there is nothing to ask for, or no figures
 * @param notes what one should know before one believes it, one line each
 */
public record OddsReport(String scenario, List<String> columns, String limit, long states, long transitions, Basis table, List<Likelihood> all, GoalOdds goal,
                         List<String> notes) {

    /**
     * The table of durations.
     *
     * @param name its name
     * @param machine on which machine operations take so long
     * @param kinds how many kinds of operations the scenario has
     * @param assumed for how many of them nobody has measured it
     */
    public record Basis(String name, String machine, int kinds, int assumed) { }

    /**
     * What may come of an execution.
     *
     * @param property the property that is broken; null for an outcome
     * @param outcome the results; empty for a property
     * @param message what breaks it; empty for an outcome
     * @param probability its probability
     */
    public record Likelihood(Property property, List<String> outcome, String message, double probability) {

        /** Copies the results. */
        public Likelihood {
            outcome = List.copyOf(outcome);
        }
    }

    /**
     * How soon the goal is met if the threads try again and again.
     *
     * @param what the goal
     * @param half after how many attempts it was met with a probability of one half; not a number if it never is
     * @param nearly after how many it was with one of 99 percent
     * @param attemptSeconds how long an attempt takes on average, until it meets the goal or ends
     * @param seconds how long it takes on average to meet it
     * @param influences what it depends on, the most important first
     * @param slowed what becomes of it if the operation takes longer that matters most
     */
    public record GoalOdds(Likelihood what, double half, double nearly, double attemptSeconds, double seconds, List<Influence> influences,
                           List<Slowed> slowed) {

        /** Copies the lists. */
        public GoalOdds {
            influences = List.copyOf(influences);
            slowed = List.copyOf(slowed);
        }
    }

    /**
     * An operation on which the goal depends.
     *
     * @param operation its name, as a table has it
     * @param threads who does it
     * @param seconds how long it takes on average
     * @param elasticity by how many percent the probability grows if it takes one percent longer
     * @param assumed whether nobody has measured it
     */
    public record Influence(String operation, List<String> threads, double seconds, double elasticity, boolean assumed) {

        /** Copies the threads. */
        public Influence {
            threads = List.copyOf(threads);
        }
    }

    /**
     * What becomes of the goal if one operation takes longer.
     *
     * @param operation which
     * @param seconds how long it takes then
     * @param probability the probability of the goal then
     */
    public record Slowed(String operation, double seconds, double probability) { }

    /** Copies the lists. */
    public OddsReport {
        columns = List.copyOf(columns);
        all = List.copyOf(all);
        notes = List.copyOf(notes);
    }

    /** Whether there are figures. */
    public boolean isExact() {
        return limit.isEmpty();
    }
}
