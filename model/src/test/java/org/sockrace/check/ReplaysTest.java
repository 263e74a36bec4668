package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** A replayed schedule says what it shows, and no more. */
class ReplaysTest {

    private static final String UNLOAD = schedule(Property.NO_USE_AFTER_UNLOAD);

    private static String schedule(Property property) {
        return Checker.check(inet(), CheckOptions.DEFAULT, Progress.NONE).violations().stream().filter(v -> v.property() == property)
                .findFirst().orElseThrow().counterexample().replay();
    }

    private static Scenario inet() {
        return Catalogue.load().matching("inet-vs-rmmod").get(0).scenario();
    }

    @Test
    void whatItBreaksIsSaidOfTheStepThatBreaksIt() {
        Replay replay = Checker.replay(inet(), UNLOAD);
        assertThat(replay.broken().property()).isEqualTo(Property.NO_USE_AFTER_UNLOAD);
        assertThat(replay.checked()).isTrue();
        Counterexample.Step last = replay.execution().steps().get(replay.execution().steps().size() - 1);
        assertThat(last.kind()).isEqualTo(Kind.BROKEN);
        assertThat(replay.broken().message()).startsWith(last.operation());
        assertThat(replay.execution().minimal()).as("nobody searched for less").isFalse();
        assertThat(replay.notRun()).isZero();
    }

    @Test
    void stepsAfterTheViolationAreNotRunAndThatIsSaid() {
        Replay replay = Checker.replay(inet(), UNLOAD + ",0x2,1");
        assertThat(replay.broken().property()).isEqualTo(Property.NO_USE_AFTER_UNLOAD);
        assertThat(replay.notRun()).isEqualTo(3);
    }

    @Test
    void whatIsNotCheckedIsToldButDoesNotCount() {
        Replay replay = Checker.replay(inet().checking(EnumSet.of(Property.NO_DEADLOCK)), UNLOAD);
        assertThat(replay.broken().property()).isEqualTo(Property.NO_USE_AFTER_UNLOAD);
        assertThat(replay.checked()).isFalse();
    }

    @Test
    void allThatIsBrokenAtTheSameEndIsTold() {
        Scenario scenario = Catalogue.load().matching("phonet-protocol-change").get(0).scenario();
        List<Violation> found = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE).violations();
        assertThat(found).extracting(Violation::property)
                .containsExactlyInAnyOrder(Property.NO_USE_AFTER_UNLOAD, Property.REFCOUNT_BALANCE, Property.ROLLBACK);
        for (Violation violation : found) {
            Replay replay = Checker.replay(scenario, violation.counterexample().replay());
            assertThat(replay.violations()).as(violation.message()).extracting(Violation::property).doesNotHaveDuplicates();
            assertThat(replay.violations()).as(violation.message()).anySatisfy(again -> {
                assertThat(again.property()).isEqualTo(violation.property());
                assertThat(again.message()).isEqualTo(violation.message());
                assertThat(again.counterexample().why()).isEqualTo(violation.counterexample().why());
            });
            assertThat(replay.execution()).isSameAs(replay.broken().counterexample());
        }
    }

    @Test
    void theStepsOnWhichTheArgumentRestsAreNotFolded() {
        Counterexample shown = Checker.replay(inet(), UNLOAD).execution();
        Counterexample.Step left = shown.steps().stream().filter(s -> s.operation().equals("rcu_read_unlock()") && s.thread() == 0)
                .reduce((a, b) -> b).orElseThrow();
        assertThat(shown.why()).contains("T0 had left its read-side critical section at step " + left.number() + ".");
        assertThat(left.telling()).isTrue();
        assertThat(left.changes()).containsExactly("T0 is no reader any more");
    }

    @Test
    void aNestedSectionMakesNoReaderTwice() {
        Scenario nested = ScenarioParser.parse("kernel 4.4 preemptible=no; module toy family=PF_TOY; T0: s = socket(PF_TOY)", "", "nested");
        Counterexample shown = Checker.replay(nested, "0x40").execution();
        assertThat(shown.steps().stream().flatMap(s -> s.changes().stream())).doesNotContain("T0 becomes a reader", "T0 is no reader any more");
    }

    @Test
    void testsSayWhatTheGotoOfTheCDoes() {
        Counterexample shown = Checker.replay(inet(), "0x24").execution();
        assertThat(shown.steps().stream().flatMap(s -> s.remarks().stream()).map(Counterexample.Remark::text)).doesNotContain("taken -> lookup_protocol")
                .contains("not taken");
        assertThat(shown.steps().stream().map(Counterexample.Step::operation)).allMatch(o -> !o.contains("Lambda") && !o.contains("@"));
    }
}
