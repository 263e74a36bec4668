package org.sockrace.conform.ftrace;

import java.util.List;
import java.util.Map;

/**
 * What a recording shows of calls of socket() and of unloads that succeeded, in two halves: up to the beginning of an unload, and from there on.
 *
 * @param line the line at which the second half begins
 * @param before how many unloads there are in the first half
 * @param after how many in the second one
 * @param durations of the first half: by function how long each call took, in nanoseconds
 * @param cycles of the first half: by result of socket(), how long it took on average from one call to the next one of the same task, in nanoseconds
 * @param observed of the second half: how often calls of socket() that began during an unload had each result
 */
public record Halves(int line, int before, int after, Map<String, List<Long>> durations, Map<String, Double> cycles, Map<String, Long> observed) {

    /** Copies the maps. */
    public Halves {
        durations = Map.copyOf(durations);
        cycles = Map.copyOf(cycles);
        observed = Map.copyOf(observed);
    }

    /**
     * Which calls are looked at.
     *
     * @param family the family that is given to socket()
     * @param type the type, without flags
     * @param protocol the protocol
     * @param module the module that is unloaded
     */
    public record Calls(int family, int type, int protocol, String module) { }
}
