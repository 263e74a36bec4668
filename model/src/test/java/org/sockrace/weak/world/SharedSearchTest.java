package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.UnloadModel.Variant;

/** A search by several workers finds what one finds, to the last number; and where it is cut short, it says so. */
class SharedSearchTest {

    private static WeakSearch.Found found(Variant variant, int workers, Budget budget) {
        return new WeakSearch(ModelKind.LKMM_PORF, workers, false).search(Source.of(UnloadModel.world(2, variant)), Monitor.all(), budget);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void findsTheSame(Variant variant) {
        WeakSearch.Found alone = found(variant, 1, Budget.NONE);
        assertThat(alone.exploration().claim().complete()).isTrue();
        for (int workers = 2; workers <= 3; workers++) {
            assertThat(Told.of(found(variant, workers, Budget.NONE))).isEqualTo(Told.of(alone));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isBoundedByStates(int workers) {
        Exploration cut = found(Variant.CORRECT, workers, new Budget(100, 0, 0, () -> false, Progress.NONE)).exploration();
        assertThat(cut.claim().complete()).isFalse();
        assertThat(cut.states()).isBetween(101L, 100L + workers);
        assertThat(cut.claim().text()).isEqualTo("--max-states 100, after " + cut.states() + " executions");
    }

    /** Wherever it is interrupted, also at the very last graph. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isBoundedWhereverItIsInterrupted(int workers) {
        int[] graphs = new int[1];
        found(Variant.CORRECT, 1, new Budget(0, 0, 0, () -> graphs[0]++ < 0, Progress.NONE));
        for (int last : new int[] {0, 1, 2, 10, 100, 1_000, graphs[0] - 1}) {
            int[] asked = new int[1];
            Exploration cut = found(Variant.CORRECT, workers, new Budget(0, 0, 0, () -> asked[0]++ >= last, Progress.NONE)).exploration();
            assertThat(cut.claim().complete()).as("after %d graphs", last).isFalse();
            assertThat(cut.claim().text()).startsWith("interrupted, after ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isBoundedByTimeAndByMemory(int workers) {
        Exploration late = found(Variant.CORRECT, workers, new Budget(0, 0, System.nanoTime() - 1, () -> false, Progress.NONE)).exploration();
        assertThat(late.claim().text()).isEqualTo("--time, after 0 executions");
        Exploration full = found(Variant.CORRECT, workers, new Budget(0, 4 << 10, 0, () -> false, Progress.NONE)).exploration();
        assertThat(full.claim().text()).startsWith("--max-memory 4k, after ");
        Exploration roomy = found(Variant.CORRECT, workers, new Budget(0, 4 << 20, 0, () -> false, Progress.NONE)).exploration();
        assertThat(roomy.claim().complete()).isTrue();
    }

    /** What was found before it was cut short is not lost. */
    @Test
    void keepsWhatItHasFound() {
        Exploration all = found(Variant.NO_GRACE_PERIOD, 1, Budget.NONE).exploration();
        for (int workers = 1; workers <= 3; workers++) {
            Exploration cut = found(Variant.NO_GRACE_PERIOD, workers, new Budget(all.states() - 10, 0, 0, () -> false, Progress.NONE)).exploration();
            assertThat(cut.claim().complete()).isFalse();
            assertThat(cut.findings().byProperty().keySet()).isEqualTo(all.findings().byProperty().keySet());
        }
    }

    /** A loop that is not followed to its end: what was found until then is what one worker finds, although others come further. */
    @Test
    void findsTheSameWhereALoopHasNoEnd() {
        String alone = Told.of(endless(1));
        assertThat(alone).startsWith(Claim.CutShort.ENDLESS + " ").contains("Unknown[", "NO_USE_AFTER_FREE");
        for (int workers = 2; workers <= 3; workers++) {
            assertThat(Told.of(endless(workers))).isEqualTo(alone);
        }
    }

    /** Two count in any order and use what a third gives back; a fourth waits for that in a loop. */
    private static WeakSearch.Found endless(int workers) {
        SimulatedMachine k = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage("org.sockrace.weak.world"));
        Word ready = k.word(k.image(), "ready", 0);
        Atomic counter = k.atomic(k.image(), "counter", 0);
        Word[] data = new Word[1];
        Region memory = k.alloc("memory", Region.Kind.OBJECT, r -> {
            data[0] = k.word(r, "data", 0);
            return r;
        });
        Runnable counts = () -> {
            counter.inc();
            counter.inc();
            counter.inc();
            data[0].load(Order.ONCE);
        };
        Runnable gives = () -> {
            ready.store(1, Order.ONCE);
            k.free(memory);
        };
        Runnable waits = () -> {
            while (ready.load(Order.ONCE) == 0) {
                Thread.onSpinWait();
            }
        };
        List<ThreadProgram> programs = List.of(program("a", counts), program("b", counts), program("c", gives), program("d", waits));
        return new WeakSearch(ModelKind.LKMM_PORF, workers, false).search(WorldBuilder.complete(k, programs), Monitor.all(), Budget.NONE);
    }

    private static ThreadProgram program(String name, Runnable body) {
        return new ThreadProgram(name, name, List.of(new ThreadProgram.Call(name, vars -> {
            body.run();
            return 0;
        }, -1, Set.of())), 1, false, 0, Set.of());
    }
}
