package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Progress.Phase;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Every phase of a check asks now and then whether to go on, says how far it is, and gives up with what is known. No clock is looked at: polls are counted. */
class LimitsTest {

    /** Each phase of it takes a while, and something is broken. */
    private static final Scenario BREAKS = ScenarioParser.parse("""
            module l2tp_ip
            T0 x2: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP)
            T1: r = rmmod(l2tp_ip)
            faults sk_alloc, fd_table
            outcome s[0], s[1], r
            """, "", "breaks");

    /** One state stands for 3^8 outcomes. */
    private static final Scenario MANY_OUTCOMES = ScenarioParser.parse("""
            module toy family=PF_TOY create=ok|-ENOMEM|-EINVAL
            T0 x8: s = socket(PF_TOY)
            """, "", "many");

    /** Counts, by the phase that was heard of last. */
    private static final class Polls implements Progress {

        private final Map<Phase, AtomicLong> polls = new EnumMap<>(Phase.class);
        private final Map<Phase, AtomicLong> heard = new EnumMap<>(Phase.class);
        private final Phase stopIn;
        private final long stopAfter;
        private Phase now = Phase.BUILDING;

        /** Says stop after so many polls in that phase; null for never. */
        Polls(Phase stopIn, long stopAfter) {
            this.stopIn = stopIn;
            this.stopAfter = stopAfter;
            for (Phase phase : Phase.values()) {
                polls.put(phase, new AtomicLong());
                heard.put(phase, new AtomicLong());
            }
        }

        @Override
        public void at(Phase phase, long count, long frontier, int level) {
            now = phase;
            heard.get(phase).incrementAndGet();
        }

        boolean poll() {
            polls.get(now).incrementAndGet();
            return stopIn != null && polls.get(stopIn).get() > stopAfter;
        }

        CheckReport check(Scenario scenario, CheckOptions options) {
            return Checker.check(scenario, options.cancelledBy(this::poll), this);
        }
    }

    @Test
    void everyPhaseIsHeardOfAndPolls() {
        Polls polls = new Polls(null, 0);
        CheckReport report = polls.check(BREAKS, CheckOptions.DEFAULT);
        assertThat(report.verdict()).isEqualTo(Verdict.BREAKS);
        for (Phase phase : Phase.values()) {
            assertThat(polls.heard.get(phase).get()).as("heard of " + phase).isPositive();
            assertThat(polls.polls.get(phase).get()).as("polls while " + phase).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aPhaseThatIsToldToStopStops(Phase phase) {
        Polls polls = new Polls(phase, 0);
        CheckReport report = polls.check(BREAKS, CheckOptions.DEFAULT);
        assertThat(polls.polls.get(phase).get()).as("it went on").isLessThan(100);
        assertThat(report.columns()).containsExactly("s[0]", "s[1]", "r");
        switch (phase) {
            case BUILDING, REDUCING, SEARCHING -> assertThat(report.limit()).isEqualTo("interrupted");
            case JUDGING -> {
                assertThat(report.limit()).isEqualTo("interrupted");
                assertThat(report.verdict()).as("what was found before is said").isEqualTo(Verdict.BREAKS);
            }
            case EXPLAINING -> {
                assertThat(report.verdict()).isEqualTo(Verdict.BREAKS);
                assertThat(report.violations()).isNotEmpty().allMatch(v -> v.counterexample() == null);
            }
        }
        assertThat(report.verdict()).isNotEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest
    @EnumSource(value = EngineKind.class, mode = EnumSource.Mode.EXCLUDE, names = "EXECUTION_GRAPHS")
    void everyEngineStops(EngineKind engine) {
        long[] polls = {0};
        CheckOptions options = CheckOptions.DEFAULT.with(engine).with(Reductions.NONE).cancelledBy(() -> ++polls[0] > 50);
        CheckReport report = Checker.check(BREAKS, options, Progress.NONE);
        assertThat(report.exhaustive()).isFalse();
        assertThat(report.limit()).startsWith("interrupted");
        assertThat(report.engine()).isEqualTo(engine);
        assertThat(polls[0]).isLessThan(200);
    }

    @Test
    void oneFinalStateThatIsManyOutcomesIsGivenUpToo() {
        Polls all = new Polls(null, 0);
        CheckReport complete = all.check(MANY_OUTCOMES, CheckOptions.DEFAULT);
        assertThat(complete.endings().outcomes()).hasSize(6561);
        assertThat(complete.outcomes()).as("eight identical threads with three results").hasSize(45);
        assertThat(all.polls.get(Phase.JUDGING).get()).isGreaterThan(10);
        Polls some = new Polls(Phase.JUDGING, 10);
        CheckReport report = some.check(MANY_OUTCOMES, CheckOptions.DEFAULT);
        assertThat(report.verdict()).isEqualTo(Verdict.BOUNDED);
        assertThat(report.endings().outcomes()).as("enough to look at").hasSize(1000);
    }

    @Test
    void whatWasNotYetReachedWhenJudgingStoppedIsNotSaidToBeMissing() {
        Scenario declared = ScenarioParser.parse("""
                module toy family=PF_TOY create=ok|-ENOMEM|-EINVAL
                T0 x8: s = socket(PF_TOY)
                outcome s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
                  EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL, EINVAL  acceptable
                  fd, fd, fd, fd, fd, fd, fd, fd  acceptable
                  ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM, ENOMEM  acceptable
                  *, *, *, *, *, *, *, *  allowed
                """, "", "declared");
        assertThat(new Polls(null, 0).check(declared, CheckOptions.DEFAULT).verdict()).isEqualTo(Verdict.HOLDS);
        for (int polls = 0; polls < 20; polls++) {
            assertThat(new Polls(Phase.JUDGING, polls).check(declared, CheckOptions.DEFAULT).violations()).as(polls + " polls").isEmpty();
        }
    }

    @Test
    void aRandomWalkNeverSaysHolds() {
        Scenario holds = ScenarioParser.parse("module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet)", "", "holds");
        CheckReport report = Checker.check(holds, CheckOptions.DEFAULT.with(EngineKind.RANDOM_WALK).withWalks(300, 7), Progress.NONE);
        assertThat(report.verdict()).isEqualTo(Verdict.BOUNDED);
        assertThat(report.limit()).isEqualTo("300 random executions, 96 % of the threads' transitions seen");
        assertThat(report.violations()).isEmpty();
        CheckReport found = Checker.check(BREAKS, CheckOptions.DEFAULT.with(EngineKind.RANDOM_WALK).withWalks(300, 7), Progress.NONE);
        assertThat(found.verdict()).isEqualTo(Verdict.BREAKS);
        List<Violation> shown = found.violations().stream().filter(v -> v.counterexample() != null).toList();
        assertThat(shown).isNotEmpty();
        assertThat(Checker.replay(BREAKS, shown.get(0).counterexample().replay()).broken().property()).isEqualTo(shown.get(0).property());
    }

    @Test
    void aRandomWalkIsTheSameForTheSameSeed() {
        CheckOptions options = CheckOptions.DEFAULT.with(EngineKind.RANDOM_WALK).withoutCounterexamples();
        CheckReport one = Checker.check(BREAKS, options.withWalks(50, 1), Progress.NONE);
        CheckReport same = Checker.check(BREAKS, options.withWalks(50, 1), Progress.NONE);
        CheckReport other = Checker.check(BREAKS, options.withWalks(50, 1000), Progress.NONE);
        assertThat(same.states()).isEqualTo(one.states());
        assertThat(same.outcomes()).isEqualTo(one.outcomes());
        assertThat(other.states()).isNotEqualTo(one.states());
    }
}
