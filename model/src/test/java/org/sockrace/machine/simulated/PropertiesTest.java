package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.Goal;
import org.sockrace.search.Model;
import org.sockrace.reduce.Reductions;
import org.sockrace.explore.Replayer;
import org.sockrace.explore.Schedule;
import org.sockrace.search.ScheduleSearch;

/** Every property that a machine checks is broken by some small wrong program, with and without reductions, and a schedule shows it. */
class PropertiesTest {

    /** At a violation of the other properties, executions end. */
    private static final Set<Property> ONLY_NOTED = Set.of(Property.NO_DATA_RACE, Property.UNREGISTER_CONTRACT, Property.REFCOUNT_BALANCE,
            Property.RCU_USAGE, Property.ROLLBACK);

    private static Findings search(World world, Reductions reductions) {
        return new BreadthFirst(reductions, 1).explore(Source.of(world), Monitor.all(), Budget.NONE).findings();
    }

    @ParameterizedTest
    @MethodSource("org.sockrace.machine.simulated.WrongProgram#all")
    void isBroken(WrongProgram program) {
        Property property = program.property();
        boolean ends = !ONLY_NOTED.contains(property) && !program.name().equals("a lock is released by who does not hold it");
        World world = program.world();
        for (Reductions reductions : List.of(Reductions.NONE, Reductions.ALL)) {
            Findings findings = search(world, reductions);
            assertThat(findings.byProperty()).containsKey(property);
            assertThat(findings.stops().contains(property)).as("executions end there").isEqualTo(ends);
        }
        Schedule schedule = new ScheduleSearch(Model.forSchedules(world, Monitor.all(), Budget.NONE), Goal.breaking(property), Budget.NONE).run();
        assertThat(schedule).isNotNull();
        Replayer replayer = new Replayer(Source.of(world), Monitor.all(), (w, role, node) -> true, Budget.NONE);
        assertThat(replayer.run(schedule, property).broken().property()).isEqualTo(property);
    }

    private static void holds(WrongProgram.Bodies program) {
        World world = WrongProgram.world(new SimulatedMachine.Options(), program);
        assertThat(search(world, Reductions.NONE).all()).isEmpty();
        assertThat(search(world, Reductions.ALL).all()).isEmpty();
    }

    @Test
    void anErrorThatLeavesSomethingBehind() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        ThreadProgram.Body body = vars -> {
            machine.alloc("thing", Region.Kind.OBJECT, r -> new WrongProgram.Thing(machine, r));
            return -12;
        };
        World world = WorldBuilder.complete(machine, List.of(new ThreadProgram("T0", "task",
                List.of(new ThreadProgram.Call("socket()", body, -1, Set.of())), 1, false, 0, Set.of()))).world(Budget.NONE);
        Findings findings = search(world, Reductions.ALL);
        assertThat(findings.byProperty()).containsOnlyKeys(Property.ROLLBACK);
        assertThat(findings.all().get(0).detail()).isEqualTo("socket() returns an error and leaves behind: +1 thing");
        assertThat(findings.endings()).as("the execution goes on").hasSize(1);
    }

    @Test
    void aGracePeriodThatWaits() {
        holds(k -> List.of(() -> {
            k.rcu_read_lock();
            k.rcu_read_unlock();
        }, k::synchronize_rcu));
    }

    @Test
    void accessesUnderALockDoNotRace() {
        holds(k -> {
            Word flag = k.word(k.image(), "flag", 0);
            SpinLock lock = k.spinlock(k.image(), "lock");
            Runnable increment = () -> {
                lock.lock();
                flag.set(flag.get() == 0 ? 1 : 2);
                lock.unlock();
            };
            return List.of(increment, increment);
        });
    }

    @Test
    void aThreadThatMayNeverEnd() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Word flag = machine.word(machine.image(), "flag", 0);
        ThreadProgram.Body waits = vars -> {
            while (flag.load(Order.ONCE) == 0) {
                flag.load(Order.ONCE);
            }
            return 0;
        };
        ThreadProgram.Body sets = vars -> {
            flag.store(1, Order.ONCE);
            return 0;
        };
        for (WorldBuilder source : List.of(WorldBuilder.complete(machine, List.of(program("T0", waits), program("T1", sets))),
                WorldBuilder.onDemand(machine, List.of(program("T0", waits), program("T1", sets))))) {
            Exploration exploration = new BreadthFirst(Reductions.ALL, 1).explore(source, Monitor.all(), Budget.NONE);
            assertThat(exploration.findings().byProperty()).containsOnlyKeys(Property.TERMINATION);
            assertThat(exploration.claim().complete()).isFalse();
            assertThat(source.unrolling()).isEqualTo(WorldBuilder.MOST_UNROLLING);
        }
    }

    private static ThreadProgram program(String name, ThreadProgram.Body body) {
        return new ThreadProgram(name, "task", List.of(new ThreadProgram.Call("run()", body, -1, Set.of())), 1, false, 0, Set.of());
    }

    @Test
    void stateOutsideTheMachineIsReportedByName() {
        int[] outside = {0};
        assertThatThrownBy(() -> WrongProgram.world(new SimulatedMachine.Options(), k -> {
            Word flag = k.word(k.image(), "flag", 0);
            Word other = k.word(k.image(), "other", 0);
            return List.of(() -> {
                (outside[0]++ % 2 == 0 ? flag : other).load(Order.ONCE);
                k.choose("what", "a", "b");
            });
        })).isInstanceOf(NondeterminismException.class).hasMessageContaining("thread T0 is nondeterministic").hasMessageContaining("LOAD other");
    }
}
