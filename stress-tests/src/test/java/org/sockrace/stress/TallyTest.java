package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.openjdk.jcstress.annotations.Expect.UNKNOWN;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Expect;

/** A test passes only if every JVM ran it, nothing forbidden came up, and its defect was seen if it has one. */
class TallyTest {

    private static final Fork GOOD = fork("", new Fork.Seen("fd, 0, ok", ACCEPTABLE, 10, ""));
    private static final Fork HIT = fork("", seen(ACCEPTABLE, 9), seen(ACCEPTABLE_INTERESTING, 1));

    private static Fork.Seen seen(Expect expect, long samples) {
        return new Fork.Seen(expect.toString(), expect, samples, "what the test says");
    }

    private static Fork fork(String trouble, Fork.Seen... seen) {
        return new Fork("a.Test", trouble, List.of(seen));
    }

    private static Tally tally(boolean twin, int jvms, Fork... forks) {
        return new Tally("a.Test", twin, jvms, 2, List.of(forks));
    }

    @Test
    void aTestWithoutForbiddenResultsPasses() {
        assertThat(tally(false, 2, GOOD, GOOD).problems()).isEmpty();
    }

    @Test
    void aTestThatWasNotScheduledFails() {
        assertThat(tally(false, 2).problems()).singleElement().asString().contains("0 of 2 JVMs left results");
    }

    @Test
    void aTestThatOneJvmDidNotEndFails() {
        assertThat(tally(false, 2, GOOD).problems()).singleElement().asString().contains("1 of 2 JVMs left results");
    }

    @Test
    void aForbiddenResultFails() {
        assertThat(tally(false, 1, fork("", seen(ACCEPTABLE, 5), seen(FORBIDDEN, 3))).problems())
                .containsExactly("Forbidden 3 x Forbidden: what the test says");
    }

    @Test
    void aResultThatTheTestDoesNotKnowFails() {
        assertThat(tally(false, 1, fork("", seen(UNKNOWN, 1))).problems()).hasSize(1);
    }

    @Test
    void aCrashFails() {
        assertThat(tally(false, 1, fork("VM_ERROR [SIGSEGV]", seen(ACCEPTABLE, 5))).problems()).containsExactly("VM_ERROR [SIGSEGV]");
    }

    @Test
    void aJvmWithoutSamplesFails() {
        assertThat(tally(false, 1, fork("")).problems()).containsExactly("a JVM took no sample");
    }

    @Test
    void aTwinWhoseDefectWasNotSeenFails() {
        assertThat(tally(true, 1, GOOD).problems()).containsExactly("the defect was not seen in 10 samples");
        assertThat(tally(true, 1, HIT).problems()).isEmpty();
    }

    @Test
    void aSecondLookMayFindTheDefect() {
        Tally both = tally(true, 1, GOOD).and(new Tally("a.Test", true, 2, 8, List.of(GOOD, HIT)));

        assertThat(both.problems()).isEmpty();
        assertThat(both.samples()).isEqualTo(30);
        assertThat(both.hits()).isEqualTo(1);
        assertThat(both.jvms()).isEqualTo(3);
        assertThat(both.seconds()).isEqualTo(6);
    }

    @Test
    void aSecondLookForgivesNothing() {
        Fork forbidden = fork("", seen(FORBIDDEN, 1));

        assertThat(tally(true, 1, forbidden).and(tally(true, 1, HIT)).problems()).hasSize(1);
        assertThat(tally(true, 2, GOOD).and(tally(true, 1, HIT)).problems()).hasSize(1);
    }

    @Test
    void withoutATimeThereIsNoRate() {
        Tally ofMode = new Tally("a.Test", false, 1, Double.NaN, List.of(GOOD, GOOD));

        assertThat(ofMode.races()).isEqualTo(20);
        assertThat(ResultTable.of(List.of(ofMode))).containsPattern("a[.]Test +20 +- +- +- +holds");
    }

    @Test
    void theTableShowsWhatFailed() {
        long races = 1000;
        Fork good = fork("", seen(ACCEPTABLE, Effort.samplesBefore() + races));
        Fork hit = fork("", seen(ACCEPTABLE, Effort.samplesBefore() + races - 100), seen(ACCEPTABLE_INTERESTING, 100));
        String table = ResultTable.of(List.of(tally(false, 1, good), tally(true, 1, hit), tally(true, 1, good)));

        assertThat(table.lines().map(line -> line.replaceAll(" +", " "))).containsExactly(
                "TEST RACES PER SECOND DEFECT SEEN HIT RATE VERDICT",
                "a.Test 1,000 500 - - holds",
                "a.Test 1,000 500 100 1.0e-01 seen",
                "a.Test 1,000 500 0 0 FAILED",
                "3 tests, 2 of them with a defect; 1 failed");
    }
}
