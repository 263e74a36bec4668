package org.sockrace.weak.graph;

/**
 * A candidate execution.
 *
 * @param skeleton its events and what orders them within their threads
 * @param location the number of the location of each event, -1 if it has none
 * @param value what each access reads or writes; nothing is said of others
 * @param rf reads-from: from a write to the reads that read it
 * @param co coherence: for each location a total and transitive order of its writes
 * @param fr from-reads: from a read to the writes that come after the one that it reads
 */
public record Execution(Skeleton skeleton, int[] location, long[] value, Relation rf, Relation co, Relation fr) {

    /** One of which no write is left out. */
    public Execution(Skeleton skeleton, int[] location, long[] value, Relation rf, Relation co) {
        this(skeleton, location, value, rf, co, rf.inverse().then(co));
    }

    /** Pairs of events with the same location. */
    public Relation loc() {
        Relation same = new Relation(location.length);
        for (int a = 0; a < location.length; a++) {
            for (int b = 0; b < location.length && location[a] >= 0; b++) {
                if (location[a] == location[b]) {
                    same.add(a, b);
                }
            }
        }
        return same;
    }
}
