package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.NotSupportedException;
import org.sockrace.weak.world.Orbits;
import org.sockrace.weak.world.Told;
import org.sockrace.weak.world.WeakSearch;

/**
 * Under sequential consistency the explorer of execution graphs says of random programs over the alphabet what the exhaustive search says: the same broken
 * properties, the same at which executions end, the same endings. Under the kernel's model there is nothing less. {@code -Dweak.programs=50000} asks for more.
 */
class WeakOracleTest {

    private static final int PROGRAMS = Integer.getInteger("weak.programs", 400);
    private static final int FIRST = Integer.getInteger("weak.first", 0);
    private static final long MOST = 3_000;
    /** What an explorer of execution graphs does not look for, or finds by other means. */
    private static final Set<Property> NOT_LOOKED_FOR = EnumSet.of(Property.NO_DEADLOCK, Property.UNREGISTER_CONTRACT, Property.NO_DATA_RACE,
            Property.GRACE_PERIOD, Property.TERMINATION);

    private record Answer(Set<Property> broken, Set<Property> stops, Set<String> endings, boolean complete) { }

    private static Answer answer(Engine engine, RandomProgram program) {
        RandomProgram.Ready ready = program.ready();
        Budget budget = new Budget(MOST, 0, 0, () -> false, Progress.NONE);
        Exploration found = engine.explore(WorldBuilder.complete(ready.machine(), ready.programs()), Monitor.all(), budget);
        Set<Property> broken = new TreeSet<>(found.findings().byProperty().keySet());
        Set<Property> stops = new TreeSet<>(found.findings().stops());
        broken.removeAll(NOT_LOOKED_FOR);
        stops.removeAll(NOT_LOOKED_FOR);
        Set<String> endings = new TreeSet<>();
        found.findings().endings().keySet().forEach(ending -> endings.add(OracleTest.ending(found.world(), ending)));
        return new Answer(broken, stops, endings, found.claim().complete());
    }

    /** Several workers find what one finds, and show the same executions, also where the automata grow meanwhile. */
    @Test
    void findsTheSameWithAnyNumberOfWorkers() {
        int asked = 0;
        int refused = 0;
        int[] grown = new int[1];
        for (long seed = FIRST; asked < PROGRAMS / 4; seed++) {
            RandomProgram program = RandomProgram.draw(seed);
            try {
                WeakSearch.Found alone = found(1, program, new Budget(MOST, 0, 0, () -> false, Progress.NONE), grown);
                if (alone.exploration().claim().complete()) {
                    asked++;
                    for (int workers = 2; workers <= 3; workers++) {
                        assertThat(Told.of(found(workers, program, Budget.NONE, grown))).as("seed " + seed + ": " + program).isEqualTo(Told.of(alone));
                    }
                }
            } catch (NotSupportedException | SplitException e) {
                refused++;
            }
        }
        assertThat(grown[0]).isPositive();
        assertThat(refused).as("few are refused").isLessThan(PROGRAMS);
    }

    /** Where identical threads take turns nothing is missed: neither an execution, but for exchanged threads, nor a finding, nor a final state. */
    @Test
    void missesNothingWhereThreadsTakeTurns() {
        int asked = 0;
        int fewer = 0;
        int refused = 0;
        for (long seed = FIRST; asked < PROGRAMS / 4; seed++) {
            RandomProgram program = RandomProgram.draw(seed);
            if (program.threads().stream().allMatch(team -> team.copies() == 1)) {
                continue;
            }
            try {
                RandomProgram.Ready ready = program.ready();
                World world = WorldBuilder.complete(ready.machine(), ready.programs()).world(Budget.NONE);
                Orbits all = Orbits.of(world, false, MOST);
                if (all.complete()) {
                    asked++;
                    Orbits turns = Orbits.of(world, true, Long.MAX_VALUE);
                    assertThat(turns.classes()).as("seed " + seed + ": " + program).isEqualTo(all.classes());
                    assertThat(turns.executions()).isLessThanOrEqualTo(all.executions());
                    fewer += turns.executions() < all.executions() ? 1 : 0;
                    Findings right = new WeakSearch(ModelKind.LKMM_PORF).explore(Source.of(world), Monitor.all(), Budget.NONE).findings();
                    Findings given = new WeakSearch(ModelKind.LKMM_PORF, 1, true).explore(Source.of(world), Monitor.all(), Budget.NONE).findings();
                    assertThat(given.all()).as("seed " + seed + ": " + program).isEqualTo(right.all());
                    assertThat(Told.exchanged(world, given)).as("seed " + seed + ": " + program).isEqualTo(Told.exchanged(world, right));
                }
            } catch (NotSupportedException | SplitException e) {
                refused++;
            }
        }
        assertThat(fewer).as("and often there is less to visit").isGreaterThan(asked / 20);
        assertThat(refused).as("few are refused").isLessThan(PROGRAMS);
    }

    private static WeakSearch.Found found(int workers, RandomProgram program, Budget budget, int[] grown) {
        RandomProgram.Ready ready = program.ready();
        WorldBuilder builder = WorldBuilder.onDemand(ready.machine(), ready.programs());
        Source counting = new Source() {
            @Override
            public World world(Budget within) {
                return builder.world(within);
            }

            @Override
            public boolean extend(Collection<Unknown> unknown, Budget within) {
                grown[0]++;
                return builder.extend(unknown, within);
            }
        };
        return new WeakSearch(ModelKind.LKMM_PORF, workers, false).search(counting, Monitor.all(), budget);
    }

    @Test
    void saysWhatTheSearchSays() {
        int asked = 0;
        Set<Property> broken = new TreeSet<>();
        for (long seed = FIRST; asked < PROGRAMS; seed++) {
            RandomProgram program = RandomProgram.draw(seed);
            Answer given;
            Answer right;
            Answer weak;
            try {
                given = answer(new WeakSearch(ModelKind.SC), program);
                weak = answer(new WeakSearch(ModelKind.LKMM_PORF), program);
                right = answer(new BreadthFirst(Reductions.NONE, 1), program);
            } catch (NotSupportedException | SplitException e) {
                continue;
            }
            if (given.complete && right.complete) {
                asked++;
                assertThat(given).as("seed " + seed + ": " + program).isEqualTo(right);
                broken.addAll(right.broken);
                assertThat(!weak.complete || weak.broken.containsAll(right.broken)).as("seed " + seed + ": " + program).isTrue();
            }
        }
        assertThat(broken).contains(Property.NO_USE_AFTER_FREE, Property.REFCOUNT_RANGE, Property.KERNEL_ASSERTION);
    }
}
