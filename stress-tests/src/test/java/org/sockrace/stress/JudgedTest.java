package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.sockrace.stress.Tallies.fork;
import static org.sockrace.stress.Tallies.holds;
import static org.sockrace.stress.Tallies.seen;
import static org.sockrace.stress.Tallies.tally;
import static org.sockrace.stress.Tallies.twin;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test holds only if it raced often enough to see a defect like its twin's, and a twin's defect must be seen. */
class JudgedTest {

    private static Judged judged(Tally... tallies) {
        return Judged.all(List.of(tallies)).get(0);
    }

    @Test
    void aTestThatRacedEnoughHolds() {
        Judged test = judged(holds(1000, 0));

        assertThat(test.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(test.problems()).isEmpty();
    }

    /** However many samples it took: those that were no races prove nothing. */
    @Test
    void aTestThatRacedTooLittleDoesNotHold() {
        Judged test = judged(holds(999, 1_000_000));

        assertThat(test.verdict()).isEqualTo(Verdict.NOT_RACED);
        assertThat(test.problems()).containsExactly("not raced: the actors ran at the same time in 999 of 1,000,999 samples, and 1,000 are needed: "
                + "give a larger jcstress.budget, or a quieter machine");
    }

    @Test
    void aTestThatNeverRacedDoesNotHold() {
        assertThat(judged(holds(0, 24_383)).verdict()).isEqualTo(Verdict.NOT_RACED);
        assertThat(judged(holds(0, 24_383), twin(5, 5, 0)).verdict()).isEqualTo(Verdict.NOT_RACED);
    }

    /** In 30,000 races a defect that shows in every 10,000th would have shown three times. */
    @Test
    void aDefectThatIsRarelySeenTakesMoreRaces() {
        Tally rare = twin(50_000, 5, 0);

        assertThat(judged(holds(30_000, 0), rare).verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(judged(holds(29_999, 0), rare).verdict()).isEqualTo(Verdict.NOT_RACED);
        assertThat(judged(holds(29_999, 0), rare).needed()).isEqualTo(30_000);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 1000", "1000, 3, 1000", "1001, 3, 1001", "1000, 2, 1500", "10001, 2, 15002"})
    void neededIsThreeTimesWhatOneHitTakesRoundedUp(long races, long hits, long needed) {
        assertThat(judged(holds(1, 0), twin(races, hits, 0)).needed()).isEqualTo(needed);
    }

    @Test
    void theTwinThatIsSeenLeastCounts() {
        Tally other = Tallies.ofOneJvm("Other", true, 8000, 4, 0, 2);

        assertThat(judged(holds(1, 0), twin(100, 50, 0), other).needed()).isEqualTo(6000);
        assertThat(judged(holds(1, 0), other, twin(100, 50, 0)).needed()).isEqualTo(6000);
    }

    @Test
    void twinsOfAnotherSuspicionDoNotCount() {
        Tally other = new Tally("a.Another.Twin", true, 1, 2, List.of(twin(50_000, 5, 0).forks().get(0)));

        assertThat(judged(holds(1, 0), other).needed()).isEqualTo(Judged.FEWEST_RACES);
    }

    @Test
    void aTwinWhoseDefectShowedOnceIsSeen() {
        Judged test = judged(twin(5, 1, 0));

        assertThat(test.verdict()).isEqualTo(Verdict.SEEN);
        assertThat(test.problems()).isEmpty();
    }

    @Test
    void aTwinWhoseDefectDidNotShowIsNotSeen() {
        Judged test = judged(twin(1000, 0, 50));

        assertThat(test.verdict()).isEqualTo(Verdict.NOT_SEEN);
        assertThat(test.problems()).containsExactly("not seen: the defect did not show in 1,000 races");
    }

    @Test
    void aTwinThatRacedTooLittleIsNotRaced() {
        assertThat(judged(twin(999, 0, 50)).verdict()).isEqualTo(Verdict.NOT_RACED);
    }

    /** More races mend nothing that was seen. */
    @Test
    void whatIsForbiddenFailsHoweverManyRaces() {
        Judged test = judged(tally(false, 1, fork("", seen("fd, 0, ok", ACCEPTABLE, 5), seen("fd, fd, ok", FORBIDDEN, 3))));

        assertThat(test.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(test.problems()).containsExactly("Forbidden 3 x fd, fd, ok: what the test says");
        assertThat(judged(tally(true, 2, twin(5, 1, 0).forks().get(0))).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void onlyHoldsAndSeenPass() {
        assertThat(Stream.of(Verdict.values()).filter(Verdict::passed)).containsExactly(Verdict.HOLDS, Verdict.SEEN);
    }

    @Test
    void onlyWhereMoreRacesMayChangeTheVerdictMoreAreMade() {
        Judged forbidden = judged(tally(false, 1, fork("", seen("fd, fd, ok", FORBIDDEN, 1))));

        assertThat(List.of(judged(holds(999, 0)), judged(twin(999, 0, 0)), judged(twin(99_999, 0, 0)))).allMatch(Judged::open);
        assertThat(List.of(judged(holds(1000, 0)), judged(twin(5, 1, 0)), judged(twin(100_000, 0, 0)), forbidden)).noneMatch(Judged::open);
    }

    @Test
    void timeIsMissingAtTheRateSoFar() {
        assertThat(judged(holds(250, 0)).secondsMissing()).isEqualTo(6);
        assertThat(judged(twin(20_000, 0, 0)).secondsMissing()).isEqualTo(8);
        assertThat(judged(holds(0, 50)).secondsMissing()).isInfinite();
    }

    @Test
    void withAModeTheWayOutIsAnother() {
        Tally ofMode = new Tally("a.Race.Holds", false, 1, Double.NaN, holds(3, 7).forks());

        assertThat(judged(ofMode).problems()).singleElement().asString().endsWith("give a longer jcstress.mode, or a quieter machine");
    }
}
