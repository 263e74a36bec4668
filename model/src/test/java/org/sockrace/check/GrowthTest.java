package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Growth;
import org.sockrace.explore.Progress;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** How many states there are in all is guessed while a search runs, and is within the bounds that are given, nine times of ten. */
class GrowthTest {

    /** One scenario of so many is searched; {@code -Dgrowth.every=1} for all. */
    private static final int EVERY = Integer.getInteger("growth.every", 5);
    private static final long MOST = 1_000_000;
    private static final int WORTH_IT = 3_000;

    private static final List<String> OTHERS = List.of(
            "module toy family=PF_TOY create=ok|-ENOMEM; T0: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy); faults all",
            "module toy family=PF_TOY; T0: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy) || T2: q = rmmod(toy)",
            "module af_packet; T0 x2: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet)",
            "module can loaded=no; module can_raw loaded=no; kernel 6.1; "
            + "T0 x2: s = socket(PF_CAN, SOCK_RAW, CAN_RAW) || T1: i = insmod(can_raw); r = rmmod(can_raw)",
            "module ipv6 ; T0: s = socket(PF_INET6, SOCK_DGRAM, 0) || T1: t = socket(PF_INET6, SOCK_STREAM, 0); faults all");

    /** What was guessed at one level. */
    private record Guess(Growth.Estimate estimate, long count) { }

    private final List<Guess> guesses = new ArrayList<>();
    private Growth growth = new Growth();
    /** Of each search, the part of its guesses that were right, and how many times as large as the least the most was. */
    private final List<Double> right = new ArrayList<>();
    private double wide;

    private void heard(Progress.Phase phase, long count, int level) {
        if (phase == Progress.Phase.SEARCHING) {
            if (level <= 1) {
                guesses.clear();
                growth = new Growth();
            }
            growth.level(level, count);
            if (growth.estimate() != null) {
                guesses.add(new Guess(growth.estimate(), count));
            }
        }
    }

    private void search(Scenario scenario, Reductions reductions) {
        CheckOptions options = CheckOptions.DEFAULT.with(reductions).withWorkers(1).withoutCounterexamples().withLimits(MOST, 0, 0);
        CheckReport report = Checker.check(scenario, options, (phase, count, frontier, level) -> heard(phase, count, level));
        ended(report.exhaustive(), report.states());
    }

    private void ended(boolean exhaustive, long states) {
        List<Guess> open = guesses.stream().filter(g -> g.count() < states).toList();
        if (exhaustive && states >= WORTH_IT && !open.isEmpty()) {
            right.add(open.stream().filter(g -> g.estimate().least() <= states && states <= g.estimate().most()).count() / (double) open.size());
            // Each search counts once here, too: else one with many levels decides alone, and another sample of the catalogue says something else.
            wide += open.stream().mapToDouble(g -> Math.log((double) g.estimate().most() / g.estimate().least())).average().orElseThrow();
        }
        guesses.clear();
    }

    private double rightOfAll() {
        return right.stream().mapToDouble(r -> r).average().orElse(0);
    }

    @Test
    void nineOfTenAreRight() {
        List<CatalogueEntry> entries = List.copyOf(Catalogue.load().entries());
        for (int i = 0; i < entries.size(); i += EVERY) {
            for (Reductions reductions : List.of(Reductions.ALL, Reductions.NONE)) {
                search(entries.get(i).scenario(), reductions);
            }
        }
        assertThat(right).hasSizeGreaterThan(10);
        assertThat(rightOfAll()).as(right.toString()).isBetween(0.85, 0.99);
        assertThat(Math.exp(wide / right.size())).as("mean width").isLessThan(10);
    }

    @Test
    void alsoOfSearchesThatTheBoundsDoNotComeFrom() {
        for (String program : OTHERS) {
            search(ScenarioParser.parse(program, "program", "program"), new Reductions(true, false));
        }
        assertThat(right).hasSameSizeAs(OTHERS);
        assertThat(rightOfAll()).as(right.toString()).isGreaterThan(0.8);
    }

    @Test
    void nothingIsSaidOfSmallSearches() {
        Growth few = new Growth();
        for (int level = 1; level <= 20; level++) {
            few.level(level, level * 10L);
        }
        assertThat(few.estimate()).isNull();
    }
}
