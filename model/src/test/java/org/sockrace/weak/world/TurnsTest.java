package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.UnloadModel.Variant;

/** Of executions that become each other by exchanging identical threads one is visited, and none is missed. */
class TurnsTest {

    private static Exploration search(World world, boolean symmetry, int workers) {
        return new WeakSearch(ModelKind.LKMM_PORF, workers, symmetry).explore(Source.of(world), Monitor.all(), Budget.NONE);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void missesNoExecution(Variant variant) {
        World world = UnloadModel.world(2, variant);
        Orbits all = Orbits.of(world, false, Long.MAX_VALUE);
        Orbits turns = Orbits.of(world, true, Long.MAX_VALUE);
        assertThat(turns.classes()).isEqualTo(all.classes());
        assertThat(turns.executions()).isLessThan(all.executions() * 6 / 10);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void findsTheSame(Variant variant) {
        World world = UnloadModel.world(2, variant);
        Exploration all = search(world, false, 1);
        Exploration turns = search(world, true, 2);
        assertThat(turns.claim().complete()).isTrue();
        assertThat(turns.findings().all()).isEqualTo(all.findings().all());
        assertThat(turns.findings().stops()).isEqualTo(all.findings().stops());
        assertThat(Told.exchanged(world, turns.findings())).isEqualTo(Told.exchanged(world, all.findings()));
    }

    @Test
    void oneThreadOfARoleWaitsForNobody() {
        World world = UnloadModel.world(1, Variant.CORRECT);
        assertThat(search(world, true, 1).states()).isEqualTo(search(world, false, 1).states()).isEqualTo(13);
    }

    private static World world(SimulatedMachine k, Runnable twice, Runnable once) {
        return WorldBuilder.complete(k, List.of(program("twice", 2, twice), program("once", 1, once))).world(Budget.NONE);
    }

    private static ThreadProgram program(String name, int copies, Runnable body) {
        return new ThreadProgram(name, name, List.of(new ThreadProgram.Call(name, vars -> {
            body.run();
            return 0;
        }, -1, Set.of())), copies, false, 0, Set.of());
    }

    /** Who writes after a plain store cannot know who has written before that: such a cell is of no use. */
    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void onlyAtomicOperationsTellWhoWasThere(boolean atomic, int fraction) {
        SimulatedMachine k = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage("org.sockrace.weak.world"));
        Word word = k.word(k.image(), "word", -7);
        World world = world(k, () -> word.xchg(1), () -> {
            if (atomic) {
                word.xchg(2);
            } else {
                word.store(2, Order.ONCE);
            }
        });
        Orbits all = Orbits.of(world, false, Long.MAX_VALUE);
        Orbits turns = Orbits.of(world, true, Long.MAX_VALUE);
        assertThat(all.executions()).isEqualTo(6);
        assertThat(turns.executions()).isEqualTo(6 / fraction);
        assertThat(turns.classes()).isEqualTo(all.classes());
    }
}
