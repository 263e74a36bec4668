package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.openjdk.jcstress.annotations.Expect.UNKNOWN;
import static org.sockrace.stress.Tallies.fork;
import static org.sockrace.stress.Tallies.seen;
import static org.sockrace.stress.Tallies.tally;

import org.junit.jupiter.api.Test;

/** What is counted, and what must not come up in any JVM. */
class TallyTest {

    private static final Fork GOOD = fork("", seen("fd, 0, ok", ACCEPTABLE, 10));

    @Test
    void hitsAreAmongTheRacesAndRacesAmongTheSamples() {
        Tally tally = tally(true, 2, fork("", seen("fd, 0, ok", ACCEPTABLE, 5), seen("fd, 0, ok, alone", ACCEPTABLE, 100),
                seen("fd, 0, no-deadlock", ACCEPTABLE_INTERESTING, 3), seen("fd, 0, no-deadlock, alone", ACCEPTABLE_INTERESTING, 20)), GOOD);

        assertThat(tally.samples()).isEqualTo(138);
        assertThat(tally.races()).isEqualTo(18);
        assertThat(tally.hits()).isEqualTo(3);
        assertThat(tally.racesPerSecond()).isEqualTo(18 / (2 * 2.0));
    }

    /** An outcome of a sample that was no race must be possible as well. */
    @Test
    void outcomesAreThoseOfAllSamples() {
        Tally tally = tally(false, 2, fork("", seen("fd, 0, ok", ACCEPTABLE, 5), seen("fd, 0, ok, alone", ACCEPTABLE, 100)), GOOD);

        assertThat(tally.outcomes()).hasSize(1).containsEntry("fd, 0, ok", 115L);
    }

    @Test
    void aTestWithoutForbiddenResultsHasNoFault() {
        assertThat(tally(false, 2, GOOD, GOOD).faults()).isEmpty();
    }

    @Test
    void aTestThatWasNotScheduledFails() {
        assertThat(tally(false, 2).faults()).singleElement().asString().contains("0 of 2 JVMs left results");
    }

    @Test
    void aTestThatOneJvmDidNotEndFails() {
        assertThat(tally(false, 2, GOOD).faults()).singleElement().asString().contains("1 of 2 JVMs left results");
    }

    @Test
    void aForbiddenResultFailsRaceOrNot() {
        assertThat(tally(false, 1, fork("", seen("fd, 0, ok", ACCEPTABLE, 5), seen("fd, fd, ok", FORBIDDEN, 3), seen("fd, fd, ok, alone", FORBIDDEN, 2)))
                .faults()).containsExactly("Forbidden 3 x fd, fd, ok: what the test says", "Forbidden 2 x fd, fd, ok, alone: what the test says");
    }

    @Test
    void aResultThatTheTestDoesNotKnowFails() {
        assertThat(tally(false, 1, fork("", seen("?", UNKNOWN, 1))).faults()).hasSize(1);
    }

    @Test
    void aCrashFails() {
        assertThat(tally(false, 1, fork("VM_ERROR [SIGSEGV]", seen("fd, 0, ok", ACCEPTABLE, 5))).faults()).containsExactly("VM_ERROR [SIGSEGV]");
    }

    @Test
    void aJvmWithoutSamplesFails() {
        assertThat(tally(false, 1, fork("")).faults()).containsExactly("a JVM took no sample");
    }

    @Test
    void twoLooksAreAddedUp() {
        Tally both = Tallies.ofOneJvm("Twin", true, 30, 1, 100, 2).and(Tallies.ofOneJvm("Twin", true, 50, 2, 200, 8));

        assertThat(both.samples()).isEqualTo(380);
        assertThat(both.races()).isEqualTo(80);
        assertThat(both.hits()).isEqualTo(3);
        assertThat(both.jvms()).isEqualTo(2);
        assertThat(both.seconds()).isEqualTo(5);
        assertThat(both.racesPerSecond()).isEqualTo(8);
    }

    @Test
    void aSecondLookForgivesNothing() {
        assertThat(tally(true, 1, fork("", seen("fd, fd, ok", FORBIDDEN, 1))).and(tally(true, 1, GOOD)).faults()).hasSize(1);
        assertThat(tally(true, 2, GOOD).and(tally(true, 1, GOOD)).faults()).hasSize(1);
    }
}
