package org.sockrace.stress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sockrace.report.Numbers;

/**
 * A test and what may be said of it.
 *
 * @param tally what was seen
 * @param needed how many races it takes to say something if nothing shows, at least 1
 */
record Judged(Tally tally, long needed) {

    /** The rule of three: in so many races that a defect is expected to show three times, it is missed once in 20 times. */
    static final long EXPECTED_HITS = 3;

    /**
     * So many races rule out, by the rule of three, what shows in every 333rd race or more often. Most twins do. Those that show less often
     * make their sound kernel race longer, so what holds has always been looked at for long enough to see a defect like its twins'.
     */
    static final long FEWEST_RACES = 1000;

    /** A twin whose defect does not show in so many will not show it: the rarest is seen in every 8,000th race. */
    static final long MOST_RACES = 100_000;

    /** All of them: how often a test has to race depends on how often its twins' defects show. */
    static List<Judged> all(Collection<Tally> tallies) {
        return tallies.stream().map(tally -> new Judged(tally, needed(tally, tallies))).toList();
    }

    private static long needed(Tally tally, Collection<Tally> all) {
        return tally.twin() ? FEWEST_RACES : all.stream()
                .filter(other -> other.twin() && other.hits() > 0 && other.suspicion().equals(tally.suspicion()))
                .mapToLong(twin -> -Math.floorDiv(-EXPECTED_HITS * twin.races(), twin.hits())).reduce(FEWEST_RACES, Math::max);
    }

    Verdict verdict() {
        if (!tally.faults().isEmpty()) {
            return Verdict.FAILED;
        }
        if (tally.hits() > 0) {
            return Verdict.SEEN;
        }
        return tally.races() < needed ? Verdict.NOT_RACED : tally.twin() ? Verdict.NOT_SEEN : Verdict.HOLDS;
    }

    /** Why the test fails, in one line each; nothing if it passes. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(tally.faults());
        switch (verdict()) {
            case NOT_RACED -> problems.add("not raced: the actors ran at the same time in " + Numbers.number(tally.races()) + " of "
                    + Numbers.count(tally.samples(), "sample") + ", and " + Numbers.number(needed) + " are needed: give "
                    + remedy() + ", or a quieter machine");
            case NOT_SEEN -> problems.add("not seen: the defect did not show in " + Numbers.count(tally.races(), "race"));
            case HOLDS, SEEN, FAILED -> { }
        }
        return problems;
    }

    private String remedy() {
        return tally.timed() ? "a larger jcstress.budget" : "a longer jcstress.mode";
    }

    /** How many races more may change the verdict: 0 if none can. */
    private long missing() {
        return switch (verdict()) {
            case NOT_RACED -> needed - tally.races();
            case NOT_SEEN -> Math.max(0, MOST_RACES - tally.races());
            case HOLDS, SEEN, FAILED -> 0;
        };
    }

    /** Whether more races may change the verdict. */
    boolean open() {
        return missing() > 0;
    }

    /** For how many seconds, in all JVMs together, an open test has to be sampled more at the rate so far; infinite if it has not raced. */
    double secondsMissing() {
        return missing() / tally.racesPerSecond();
    }
}
