package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Source;
import org.sockrace.weak.explore.Position;

/**
 * What one worker has found. Merged it is the same whoever found what: nothing of it depends on who was first. Not thread-safe: each worker has its own.
 */
final class Harvest {

    /** No more executions than this that reach what is not known are of use. */
    static final int ENOUGH = 16;

    private static final Comparator<Ending> BY_NUMBERS = Comparator.comparing(Ending::nodes, Harvest::compare)
            .thenComparing(Ending::contested, Harvest::compare);

    final Findings findings;
    final Sketches sketches;
    /** How often each edge was taken, by role, node and edge. */
    final long[][][] taken;
    /** How many executions there were in which a thread waits for ever. */
    long stuck;
    /** What is not known, of the first executions that reach such. */
    private final TreeMap<Position, List<Source.Unknown>> unknown = new TreeMap<>();

    Harvest(World world, Sketches sketches) {
        this.findings = new Findings(world);
        this.sketches = sketches;
        this.taken = Exploration.counts(world);
    }

    /** The execution at that position reaches what is not known. */
    void unknown(Position position, List<Source.Unknown> what) {
        unknown.put(position, what);
        if (unknown.size() > ENOUGH) {
            unknown.pollLastEntry();
        }
    }

    /** Adds what another worker found. */
    void merge(Harvest other) {
        findings.merge(other.findings);
        sketches.merge(other.sketches);
        other.unknown.forEach(this::unknown);
        stuck += other.stuck;
        for (int r = 0; r < taken.length; r++) {
            for (int n = 0; n < taken[r].length; n++) {
                for (int e = 0; e < taken[r][n].length; e++) {
                    taken[r][n][e] += other.taken[r][n][e];
                }
            }
        }
    }

    /** All findings, in an order of their own; nothing is added any more. */
    Findings settled() {
        List<Map.Entry<Ending, Long>> endings = new ArrayList<>(findings.endings().entrySet().stream().map(e -> Map.entry(e.getKey(), e.getValue())).toList());
        endings.sort(Map.Entry.comparingByKey(BY_NUMBERS));
        findings.endings().clear();
        endings.forEach(ending -> findings.endings().put(ending.getKey(), ending.getValue()));
        unknown.values().forEach(some -> some.forEach(u -> findings.unknown(u.role(), u.node(), u.observed())));
        return findings;
    }

    private static int compare(List<Integer> some, List<Integer> others) {
        int first = 0;
        while (first < some.size() && some.get(first).equals(others.get(first))) {
            first++;
        }
        return first == some.size() ? 0 : Integer.compare(some.get(first), others.get(first));
    }
}
