package org.sockrace.explore;

import org.sockrace.automata.World;

/**
 * What an engine did and found.
 *
 * @param world the automata it explored in the end, or null if there was no time to build any
 * @param claim how much of all executions it has seen
 * @param findings what it found; null without a world
 * @param taken how often each edge was taken, by role, node and edge; null without a world
 * @param states states visited
 * @param transitions transitions taken
 * @param levels the largest distance from the initial state, counted in states: 1 for the initial state alone; 0 if the engine does not count it
 * @param bytes the most memory that its states took
 */
public record Exploration(World world, Claim claim, Findings findings, long[][][] taken, long states, long transitions, int levels, long bytes) {

    /** The budget was used up before there was anything to explore. */
    public static Exploration nothing(String why) {
        return new Exploration(null, new Claim.CutShort(why), null, null, 0, 0, 0, 0);
    }

    /** As far as that one came, which is cut short for that reason; there may have been no time for it, then it is null. */
    public static Exploration cutShort(Exploration last, String why) {
        return last == null ? nothing(why) : last.claiming(new Claim.CutShort(why));
    }

    /** A count for each edge of a world, by role, node and edge: 0. */
    public static long[][][] counts(World world) {
        return world.automata().stream().map(a -> a.nodes().stream().map(n -> new long[n.edges().size()]).toArray(long[][]::new)).toArray(long[][][]::new);
    }

    /** The same with another claim. */
    public Exploration claiming(Claim other) {
        return new Exploration(world, other, findings, taken, states, transitions, levels, bytes);
    }
}
