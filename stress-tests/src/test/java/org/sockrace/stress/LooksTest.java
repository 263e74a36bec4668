package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;

/** Tests that did not race enough are looked at again, for as long as they need, while there is time; nothing is looked at for ever. */
class LooksTest {

    private static final Effort FIRST = new Effort(2, 1);
    private static final Duration LONG = Duration.ofMinutes(20);

    /** A machine on which a test makes so many races and hits in a second of sampling, and all takes so many times as long as it should. */
    private static final class Fake implements Looks.Look {
        private final Map<String, double[]> rates;
        private final double slowness;
        private final List<String> looks = new ArrayList<>();
        private double now;

        Fake(double slowness, Map<String, double[]> rates) {
            this.slowness = slowness;
            this.rates = rates;
        }

        @Override
        public Collection<Tally> at(Collection<String> tests, int number, Effort effort, Duration limit) {
            looks.add(number + " " + String.join(" ", tests));
            if (effort == null) {
                return tests.stream().map(test -> tally(test, 1, Double.NaN, 1)).toList();
            }
            now += slowness * effort.secondsOnAQuietMachine(tests.size(), 1);
            if (now > LONG.toSeconds()) {
                throw new JcstressRun.FailedException("stopped");
            }
            return tests.stream().map(test -> tally(test, effort.forks(), effort.seconds(), effort.seconds())).toList();
        }

        private Tally tally(String test, int jvms, double seconds, double sampled) {
            double[] rate = rates.get(test);
            long hits = (long) (rate[1] * sampled);
            Fork fork = Tallies.ofOneJvm("any", true, (long) (rate[0] * sampled), hits, 1000, seconds).forks().get(0);
            return new Tally(test, test.endsWith("Twin"), jvms, seconds, Collections.nCopies(jvms, fork));
        }

        List<Judged> run(Effort first, String... tests) throws Exception {
            return new Looks(this, 1, LONG, () -> (long) (now * 1e9)).at(List.of(tests), first);
        }
    }

    private static double[] rate(double races, double hits) {
        return new double[] {races, hits};
    }

    @Test
    void oneLookIsEnoughOnAQuietMachine() throws Exception {
        Fake fake = new Fake(1, Map.of("a.X.Holds", rate(5000, 0), "a.X.Twin", rate(5000, 10)));

        assertThat(fake.run(FIRST, "a.X.Holds", "a.X.Twin")).extracting(Judged::verdict).containsExactly(Verdict.HOLDS, Verdict.SEEN);
        assertThat(fake.looks).containsExactly("1 a.X.Holds a.X.Twin");
    }

    @Test
    void whatDidNotRaceEnoughIsLookedAtAgainAndOnlyThat() throws Exception {
        Fake fake = new Fake(5, Map.of("a.X.Holds", rate(40, 0), "a.X.Twin", rate(40, 10)));

        assertThat(fake.run(FIRST, "a.X.Holds", "a.X.Twin")).extracting(Judged::verdict).containsExactly(Verdict.HOLDS, Verdict.SEEN);
        assertThat(fake.looks).containsExactly("1 a.X.Holds a.X.Twin", "2 a.X.Holds", "3 a.X.Holds");
    }

    /** The first look says how rare the defect is, and so how often the sound kernel has to race. */
    @Test
    void aRareDefectMakesTheSoundKernelRaceLonger() throws Exception {
        Fake fake = new Fake(1, Map.of("a.X.Holds", rate(5000, 0), "a.X.Twin", rate(50_000, 2)));

        List<Judged> judged = fake.run(FIRST, "a.X.Holds", "a.X.Twin");

        assertThat(judged).extracting(Judged::verdict).containsExactly(Verdict.HOLDS, Verdict.SEEN);
        assertThat(judged.get(0).needed()).isEqualTo(75_000);
        assertThat(fake.looks).containsExactly("1 a.X.Holds a.X.Twin", "2 a.X.Holds", "3 a.X.Holds");
    }

    @Test
    void aDefectThatWasNotSeenIsLookedForLonger() throws Exception {
        Fake fake = new Fake(1, Map.of("a.X.Twin", rate(5000, 0.3)));

        assertThat(fake.run(FIRST, "a.X.Twin")).extracting(Judged::verdict).containsExactly(Verdict.SEEN);
        assertThat(fake.looks).hasSize(3);
    }

    /** A machine of which others leave little: ten races a second, or three. */
    @Test
    void aBusyMachineIsGivenTime() throws Exception {
        Fake fake = new Fake(2, Map.of("a.X.Holds", rate(10, 0), "a.Y.Holds", rate(3, 0)));

        assertThat(fake.run(FIRST, "a.X.Holds", "a.Y.Holds")).extracting(Judged::verdict).containsExactly(Verdict.HOLDS, Verdict.HOLDS);
        assertThat(fake.looks).last().asString().endsWith(" a.Y.Holds");
    }

    @Test
    void whatNeverRacesIsNotRacedAndNotLookedAtForEver() throws Exception {
        Fake fake = new Fake(1, Map.of("a.X.Holds", rate(0, 0), "a.X.Twin", rate(0, 0)));

        assertThat(fake.run(FIRST, "a.X.Holds", "a.X.Twin")).extracting(Judged::verdict).containsExactly(Verdict.NOT_RACED, Verdict.NOT_RACED);
        assertThat(fake.now).isBetween(LONG.toSeconds() * 0.8, (double) LONG.toSeconds());
    }

    /** In 100,000 races it would have shown. */
    @Test
    void whatCannotBeSeenIsNotSeenAndNotLookedAtMuchLonger() throws Exception {
        Fake fake = new Fake(1, Map.of("a.X.Twin", rate(5000, 0)));

        Judged test = fake.run(FIRST, "a.X.Twin").get(0);

        assertThat(test.verdict()).isEqualTo(Verdict.NOT_SEEN);
        assertThat(test.tally().races()).isBetween(Judged.MOST_RACES, 3 * Judged.MOST_RACES);
        assertThat(fake.now).isLessThan(LONG.toSeconds() / 2.0);
    }

    /** What was seen before it is still told. */
    @Test
    void afterALookThatFailedThereIsNoOther() throws Exception {
        List<Integer> looks = new ArrayList<>();
        Looks.Look failsSecond = (tests, number, effort, limit) -> {
            looks.add(number);
            return number == 1 ? List.of(Tallies.holds(5, 0)) : List.of();
        };

        assertThat(new Looks(failsSecond, 1, LONG, () -> 0).at(List.of("a.Race.Holds"), FIRST)).extracting(Judged::verdict)
                .containsExactly(Verdict.NOT_RACED);
        assertThat(looks).containsExactly(1, 2);
    }

    /** However much it would take, and however slow the machine is: a look that does not fit is not begun, or it would be stopped and lost. */
    @Test
    void allLooksTogetherKeepTheLimit() throws Exception {
        for (double slowness = 1; slowness < 50; slowness *= 1.3) {
            Fake fake = new Fake(slowness, Map.of("a.X.Holds", rate(0.4, 0), "a.Y.Holds", rate(0.4, 0)));

            assertThat(fake.run(FIRST, "a.X.Holds", "a.Y.Holds")).extracting(Judged::verdict).containsOnly(Verdict.NOT_RACED);
            assertThat(fake.now).as("slowness %s", slowness).isLessThan((double) LONG.toSeconds());
        }
    }

    @Test
    void whatIsForbiddenIsNotLookedAtAgain() throws Exception {
        List<Integer> looks = new ArrayList<>();
        Looks.Look forbidden = (tests, number, effort, limit) -> {
            looks.add(number);
            return List.of(Tallies.tally(false, 1, Tallies.fork("", Tallies.seen("fd, fd, ok", Expect.FORBIDDEN, 1))));
        };

        assertThat(new Looks(forbidden, 1, LONG, () -> 0).at(List.of("a.Race.Test"), FIRST))
                .extracting(Judged::verdict).containsExactly(Verdict.FAILED);
        assertThat(looks).containsExactly(1);
    }

    @Test
    void aModeDecidesItself() throws Exception {
        Fake fake = new Fake(1, Map.of("a.X.Holds", rate(5, 0)));

        assertThat(fake.run(null, "a.X.Holds")).extracting(Judged::verdict).containsExactly(Verdict.NOT_RACED);
        assertThat(fake.looks).hasSize(1);
    }

    @Test
    void aLookThatIsStoppedFailsTheRun() {
        Fake fake = new Fake(1000, Map.of("a.X.Holds", rate(5000, 0)));

        assertThatThrownBy(() -> fake.run(FIRST, "a.X.Holds")).isInstanceOf(JcstressRun.FailedException.class);
    }
}
