package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Expect;

/** Tallies as tests want them. */
final class Tallies {

    private Tallies() { }

    static Fork.Seen seen(String result, Expect expect, long samples) {
        return new Fork.Seen(result, expect, samples, "what the test says");
    }

    static Fork fork(String trouble, Fork.Seen... seen) {
        return new Fork("a.Race.Test", trouble, List.of(seen));
    }

    static Tally tally(boolean twin, int jvms, Fork... forks) {
        return new Tally("a.Race.Test", twin, jvms, 2, List.of(forks));
    }

    static Tally holds(long races, long alone) {
        return ofOneJvm("Holds", false, races, 0, alone, 2);
    }

    static Tally twin(long races, long hits, long alone) {
        return ofOneJvm("Twin", true, races, hits, alone, 2);
    }

    /** What one JVM saw: so many races, some of them hits, and besides so many samples that were no races. */
    static Tally ofOneJvm(String name, boolean twin, long races, long hits, long alone, double seconds) {
        List<Fork.Seen> seen = new ArrayList<>();
        seen.add(seen("fd, 0, ok", ACCEPTABLE, races - hits));
        seen.add(seen("fd, 0, broken", ACCEPTABLE_INTERESTING, hits));
        seen.add(seen("fd, 0, ok, alone", ACCEPTABLE, alone));
        seen.removeIf(one -> one.samples() == 0);
        return new Tally("a.Race." + name, twin, 1, seconds, List.of(new Fork("a.Race." + name, "", seen)));
    }
}
