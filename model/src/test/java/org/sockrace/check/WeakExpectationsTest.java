package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.report.Judgement;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;
import org.sockrace.weak.world.NotSupportedException;

/** The catalogue under the Linux-kernel memory model: a few graphs of each scenario; with {@code -Dlkmm.all=true} two thousand. */
@SameOnEveryJdk
class WeakExpectationsTest {

    private static final int GRAPHS = Boolean.getBoolean("lkmm.all") ? 2_000 : 40;
    private static final int ALL_GRAPHS = 1_000_000;
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final WeakExpectations EXPECTATIONS = WeakExpectations.recorded();

    private static Scenario scenario(String name) {
        return CATALOGUE.matching(name).get(0).scenario();
    }

    /** A search that is cut short after about so many graphs. */
    private static Judgement judgement(Scenario scenario, int graphs) {
        int[] polls = {0};
        CheckOptions options = CheckOptions.DEFAULT.with(EngineKind.EXECUTION_GRAPHS).withoutCounterexamples().cancelledBy(() -> polls[0]++ > graphs);
        return Judgement.of(scenario, Checker.check(scenario, options, Progress.NONE));
    }

    @Test
    void nothingIsUnexpectedAndWhatIsRefusedIsKnown() {
        Map<String, Integer> refused = new TreeMap<>();
        List<String> unexpected = new ArrayList<>();
        for (Scenario each : CATALOGUE.scenarios()) {
            try {
                if (judgement(EXPECTATIONS.of(each), GRAPHS) == Judgement.UNEXPECTED) {
                    unexpected.add(each.name());
                }
            } catch (NotSupportedException e) {
                refused.merge(e.getMessage(), 1, Integer::sum);
            }
        }
        assertThat(unexpected).isEmpty();
        assertThat(refused).isEqualTo(Map.of(
                "the property no-deadlock, which the scenario expects to be broken", 4,
                "the property unregister-contract, which the scenario expects to be broken", 2));
    }

    /** To the end, and exactly so. */
    @Test
    void everyRowIsMet() {
        assertThat(EXPECTATIONS.rows()).isNotEmpty().allSatisfy((name, row) -> {
            Scenario expecting = EXPECTATIONS.of(scenario(name));
            assertThat(expecting.expectation().properties()).isEqualTo(row.properties());
            assertThat(judgement(expecting, ALL_GRAPHS)).as(name).isEqualTo(Judgement.MET);
        });
    }

    @Test
    void noRowIsStale() {
        assertThat(EXPECTATIONS.stale(CATALOGUE.scenarios())).isEmpty();
        String stale = """
                # Why.
                no-such-scenario holds
                rmmod-vs-socket holds
                pppox-vs-rmmod breaks no-use-after-unload unregister-contract
                autoload-itself holds
                """;
        assertThat(WeakExpectations.parse(stale).stale(CATALOGUE.scenarios())).containsExactly("no-such-scenario: no such scenario",
                "rmmod-vs-socket: is expected anyway", "pppox-vs-rmmod: expects what is not looked for", "autoload-itself: is refused all the same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a holds", "# why\n\na holds", "# why\na", "# why\na holds a", "# why\na breaks", "# why\na breaks a",
        "# why\na holds\na holds", "# why\na bounded"})
    void whatIsNoTableIsSaid(String text) {
        assertThatThrownBy(() -> WeakExpectations.parse(text)).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("lkmm.txt: ");
    }

    @Test
    void onlyWhatIsCheckedIsExpected() {
        Scenario narrow = scenario("rmmod-forced").checking(EnumSet.of(Property.ROLLBACK, Property.NO_DATA_RACE));
        assertThat(EXPECTATIONS.of(narrow).expectation().text()).isEqualTo("breaks rollback");
        assertThat(EXPECTATIONS.of(scenario("rmmod-forced").checking(EnumSet.of(Property.OUTCOMES))).expectation().text()).isEqualTo("holds");
        assertThat(EXPECTATIONS.of(scenario("rmmod-vs-socket"))).isSameAs(scenario("rmmod-vs-socket"));
    }

    /** Cut short is not as expected because it is under interleavings. */
    @Test
    void nothingIsExpectedToBeCutShort() {
        Scenario large = scenario("inet-sk-alloc-fails");
        assertThat(large.expectation().kind()).isEqualTo(Expectation.Kind.BOUNDED);
        assertThat(EXPECTATIONS.of(large).expectation().kind()).isEqualTo(Expectation.Kind.HOLDS);
        assertThat(judgement(EXPECTATIONS.of(large), 1)).isEqualTo(Judgement.INCONCLUSIVE);
    }

    @Test
    void whatIsNotLookedForNeverHolds() {
        Scenario narrow = EXPECTATIONS.of(scenario("rmmod-waits-vs-socket-3-10").checking(EnumSet.of(Property.NO_DEADLOCK)));
        assertThatThrownBy(() -> judgement(narrow, 1)).isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("no-deadlock, which the scenario expects");
        Scenario other = EXPECTATIONS.of(scenario("rmmod-vs-socket").checking(EnumSet.of(Property.NO_DEADLOCK, Property.TERMINATION)));
        assertThatThrownBy(() -> judgement(other, 1)).isInstanceOf(NotSupportedException.class)
                .hasMessage("no-deadlock, termination, and nothing else is to be checked");
    }
}
