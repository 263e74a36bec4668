package org.sockrace.machine.simulated;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Role;

/**
 * What one thread, or several identical ones, run: calls one after the other.
 *
 * @param name the name in traces
 * @param task what {@code current} is
 * @param calls the calls, in order
 * @param copies how many identical threads run it, at least 1
 * @param daemon whether the thread serves others and may stay blocked for ever between two of its calls
 * @param endless whether the calls are rounds of a loop that has no end: as many of them are followed as anything is done in, if that is fewer
 * @param variables how many local variables the calls use
 * @param observed the variables whose values are results of the scenario
 */
public record ThreadProgram(String name, Object task, List<Call> calls, int copies, boolean daemon, boolean endless, int variables, Set<Integer> observed) {

    /**
     * One call.
     *
     * @param text as the user wrote it
     * @param body runs it; it may read and must not keep the variables
     * @param result the variable that takes the result, or -1
     * @param uses the variables that it reads
     */
    public record Call(String text, Body body, int result, Set<Integer> uses) { }

    /** The code of a call. */
    @FunctionalInterface
    public interface Body {
        /** Runs the call on the thread's variables and returns its result. */
        int run(int[] variables);
    }

    /** Copies what it is given. */
    public ThreadProgram {
        calls = List.copyOf(calls);
        observed = Set.copyOf(observed);
        if (copies < 1) {
            throw new IllegalArgumentException("copies: " + copies);
        }
    }

    /** A program with an end. */
    public ThreadProgram(String name, Object task, List<Call> calls, int copies, boolean daemon, int variables, Set<Integer> observed) {
        this(name, task, calls, copies, daemon, false, variables, observed);
    }

    /**
     * A thread that serves others for ever. Between two rounds it keeps nothing but what is in memory: where many rounds are needed, those that begin alike are
     * taken for one.
     *
     * @param round one round, whose first operation is to wait for something to do
     */
    public static ThreadProgram server(String name, Object task, Call round) {
        return new ThreadProgram(name, task, Collections.nCopies(WorldBuilder.MOST_UNROLLING + 1, round), 1, true, true, 0, Set.of());
    }

    /** What identical threads that run this have in common besides their code. */
    Role role() {
        return new Role(name, copies, daemon, observed);
    }

    /** Runs the call of that number. The stack of the modelled code ends here. */
    int run(int call, int[] locals) {
        return calls.get(call).body().run(locals);
    }

    /** Whether a call from that one on reads the variable, before it is set again. */
    boolean uses(int variable, int from) {
        for (int i = from; i < calls.size(); i++) {
            if (calls.get(i).uses().contains(variable)) {
                return true;
            }
            if (calls.get(i).result() == variable) {
                return false;
            }
        }
        return false;
    }

    /** Whether the variable's value matters after that many calls. */
    boolean live(int variable, int callsDone) {
        return observed.contains(variable) || uses(variable, callsDone);
    }
}
