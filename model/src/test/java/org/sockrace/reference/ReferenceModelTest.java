package org.sockrace.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.reference.ReferenceModel.Bug;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.ByPreemptions;
import org.sockrace.search.DepthFirst;

/** The engine must count exactly what SPIN, TLC and a recount by hand agree on. */
class ReferenceModelTest {

    private static final Reductions SYMMETRY = new Reductions(true, false);
    private static final Reductions PARTIAL_ORDER = new Reductions(false, true);

    private static Exploration search(int creators, Bug bug, Reductions reductions, int workers) {
        return search(creators, bug, new BreadthFirst(reductions, workers), Budget.NONE);
    }

    private static Exploration search(int creators, Bug bug, Engine engine, Budget budget) {
        return engine.explore(Source.of(ReferenceModel.world(creators, bug)), Monitor.all(), budget);
    }

    @ParameterizedTest
    @CsvSource({"1, 82, 138, 16", "2, 1016, 2658, 29", "3, 14176, 51185, 42", "4, 211364, 977296, 55", "5, 3263152, 18397507, 68"})
    void countsAsSpinAndTlcDo(int creators, long states, long transitions, int levels) {
        for (int workers = 1; workers <= 2; workers++) {
            Exploration result = search(creators, Bug.NONE, Reductions.NONE, workers);
            assertThat(result.states()).isEqualTo(states);
            assertThat(result.transitions()).isEqualTo(transitions);
            assertThat(result.levels()).isEqualTo(levels);
            assertThat(result.claim().complete()).isTrue();
            assertThat(result.findings().all()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 82, 16", "2, 549, 29", "3, 2898, 42", "4, 12837, 55", "5, 49381, 68", "6, 168987, 81", "7, 524049, 94", "8, 1494372, 107"})
    void countsStatesUpToExchangingCreators(int creators, long states, int levels) {
        Exploration result = search(creators, Bug.NONE, SYMMETRY, 2);
        assertThat(result.states()).isEqualTo(states);
        assertThat(result.levels()).isEqualTo(levels);
    }

    @Test
    void depthFirstVisitsTheSameStates() {
        for (Reductions reductions : Set.of(Reductions.NONE, SYMMETRY, PARTIAL_ORDER, Reductions.ALL)) {
            Exploration breadth = search(3, Bug.NONE, reductions, 1);
            Exploration depth = search(3, Bug.NONE, new DepthFirst(reductions), Budget.NONE);
            assertThat(depth.states()).isEqualTo(breadth.states());
            assertThat(depth.transitions()).isEqualTo(breadth.transitions());
            assertThat(depth.findings().endings()).isEqualTo(breadth.findings().endings());
        }
    }

    @Test
    void partialOrderReductionRemovesStates() {
        assertThat(search(3, Bug.NONE, PARTIAL_ORDER, 1).states()).isEqualTo(1494).isLessThan(14176);
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void findsTheSeededBugsWithEveryReduction(Bug bug) {
        Set<Property> expected = switch (bug) {
            case NONE, NO_LIVENESS_TEST -> Set.of();
            case LEAKED_REFERENCE -> Set.of(Property.REFCOUNT_BALANCE);
            case NO_GRACE_PERIOD, NO_MODULE_REFERENCE, NO_READ_SIDE_SECTION, FORCED_UNLOAD -> Set.of(Property.NO_USE_AFTER_UNLOAD);
        };
        for (int creators = 1; creators <= 3; creators++) {
            for (Reductions reductions : Set.of(Reductions.NONE, SYMMETRY, PARTIAL_ORDER, Reductions.ALL)) {
                assertThat(search(creators, bug, reductions, 1).findings().byProperty().keySet()).as(bug + " " + creators + " " + reductions)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void withoutTheLivenessTestTheModelIsStillSafe() {
        // SPIN counts three states of its own more: 877
        assertThat(search(2, Bug.NO_LIVENESS_TEST, Reductions.NONE, 1).states()).isEqualTo(874);
    }

    @Test
    void mergingEqualFuturesLeavesOneNodeForEachProgramCounter() {
        World world = ReferenceModel.world(1, Bug.NONE);
        assertThat(world.automata().get(0).nodes()).hasSize(17);
        assertThat(world.automata().get(1).nodes()).hasSize(9);
    }

    @Test
    void aStoredStateTakesLessThanFortyBytes() {
        Exploration result = search(4, Bug.NONE, Reductions.NONE, 1);
        assertThat((double) result.bytes() / result.states()).isLessThan(40);
    }

    @Test
    void limitsStopTheSearchAndSaySo() {
        Exploration states = search(5, Bug.NONE, new BreadthFirst(Reductions.NONE, 2), new Budget(1000, 0, 0, () -> false, Progress.NONE));
        assertThat(states.claim().complete()).isFalse();
        assertThat(states.claim().text()).contains("--max-states");
        Exploration memory = search(5, Bug.NONE, new BreadthFirst(Reductions.NONE, 1), new Budget(0, 1 << 20, 0, () -> false, Progress.NONE));
        assertThat(memory.claim().text()).isEqualTo("--max-memory 1m");
        long room = Budget.roomForStates();
        assertThat(new Budget(0, room, 0, () -> false, Progress.NONE).reached(1, room + 1)).startsWith("the heap: ")
                .endsWith(" of states (java -Xmx gives more)");
        assertThat(new Budget(0, 1000, 0, () -> false, Progress.NONE).reached(1, 1001)).isEqualTo("--max-memory 1000");
        Exploration stopped = search(5, Bug.NONE, new DepthFirst(Reductions.NONE), new Budget(0, 0, 0, () -> true, Progress.NONE));
        assertThat(stopped.claim().text()).isEqualTo("interrupted");
    }

    @Test
    void aSearchThatIsCutShortSaysWhatItHasSeen() {
        long[] statesAt = new long[5];
        for (int k = 0; k < statesAt.length; k++) {
            Exploration found = search(4, Bug.NONE, new ByPreemptions(Reductions.ALL, k), Budget.NONE);
            assertThat(found.claim()).isEqualTo(new Claim.UpToPreemptions(k));
            statesAt[k] = found.states();
        }
        assertThat(statesAt).isSorted().doesNotHaveDuplicates();
        assertThat(search(4, Bug.NONE, new ByPreemptions(Reductions.ALL, 5), Budget.NONE).claim()).as("nothing takes six").isEqualTo(new Claim.Exhaustive());
        ByPreemptions all = new ByPreemptions(Reductions.ALL, ByPreemptions.ALL);
        Exploration cut = search(4, Bug.NONE, all, new Budget(statesAt[2] + 1, 0, 0, () -> false, Progress.NONE));
        assertThat(cut.claim()).isEqualTo(new Claim.UpToPreemptions(2, "--max-states " + (statesAt[2] + 1)));
        Exploration atOnce = search(4, Bug.NONE, all, new Budget(0, 0, 0, () -> true, Progress.NONE));
        assertThat(atOnce.claim()).isEqualTo(new Claim.CutShort("interrupted"));
    }
}
