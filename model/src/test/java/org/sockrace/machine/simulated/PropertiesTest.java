package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
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

    /** What a test program is made of: bodies of threads. */
    private interface Program extends Function<Machine, List<Runnable>> { }

    private static final class Thing {
        final Region mem;
        final Word data;

        Thing(Machine k, Region mem) {
            this.mem = mem;
            this.data = k.word(mem, "data", 0);
        }
    }

    private static World world(SimulatedMachine.Options options, Program program) {
        SimulatedMachine machine = new SimulatedMachine(options.sourcePackage("org.sockrace.machine.simulated.PropertiesTest"));
        List<ThreadProgram> threads = new ArrayList<>();
        for (Runnable body : program.apply(machine)) {
            ThreadProgram.Body call = vars -> {
                body.run();
                return 0;
            };
            threads.add(new ThreadProgram("T" + threads.size(), "task", List.of(new ThreadProgram.Call("run()", call, -1, Set.of())), 1, false, 0,
                    Set.of()));
        }
        return WorldBuilder.complete(machine, threads).world(Budget.NONE);
    }

    private static Findings search(World world, Reductions reductions) {
        return new BreadthFirst(reductions, 1).explore(Source.of(world), Monitor.all(), Budget.NONE).findings();
    }

    private static void breaks(Property property, SimulatedMachine.Options options, Program program) {
        breaks(property, !ONLY_NOTED.contains(property), options, program);
    }

    private static void breaks(Property property, boolean ends, SimulatedMachine.Options options, Program program) {
        World world = world(options, program);
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

    private static void breaks(Property property, Program program) {
        breaks(property, new SimulatedMachine.Options(), program);
    }

    private static void holds(Program program) {
        World world = world(new SimulatedMachine.Options(), program);
        assertThat(search(world, Reductions.NONE).all()).isEmpty();
        assertThat(search(world, Reductions.ALL).all()).isEmpty();
    }

    private static Program freeing(Region.Kind kind) {
        return k -> {
            Thing thing = k.alloc("thing", kind, r -> new Thing(k, r));
            return List.of(() -> thing.data.load(Order.ONCE), () -> k.free(thing.mem));
        };
    }

    @Test
    void useAfterUnload() {
        breaks(Property.NO_USE_AFTER_UNLOAD, freeing(Region.Kind.MODULE));
    }

    @Test
    void useAfterFree() {
        breaks(Property.NO_USE_AFTER_FREE, freeing(Region.Kind.OBJECT));
    }

    @Test
    void textOfAFreedModule() {
        breaks(Property.NO_USE_AFTER_UNLOAD, k -> {
            Thing thing = k.alloc("thing", Region.Kind.MODULE, r -> new Thing(k, r));
            return List.of(() -> {
                k.enter(thing.mem);
                k.leave(thing.mem);
            }, () -> k.free(thing.mem));
        });
    }

    @Test
    void privateMemoryUsedOrFreedAfterItsEnd() {
        breaks(Property.NO_USE_AFTER_FREE, k -> List.of(() -> {
            Thing mine = k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r));
            k.free(mine.mem);
            mine.data.set(1);
        }));
        breaks(Property.NO_USE_AFTER_FREE, k -> List.of(() -> {
            Thing mine = k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r));
            k.free(mine.mem);
            k.free(mine.mem);
        }));
    }

    @Test
    void nullDereference() {
        breaks(Property.NO_NULL_DEREFERENCE, k -> {
            Ptr<Thing> slot = k.ptr(k.image(), "slot", k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r)));
            return List.of(() -> {
                if (slot.get() != null) {
                    slot.get().data.get();
                }
            }, () -> slot.set(null));
        });
    }

    @Test
    void counterBelowZero() {
        breaks(Property.REFCOUNT_RANGE, k -> {
            Atomic counter = k.atomic(k.image(), "counter", 1);
            return List.of(counter::dec, counter::dec);
        });
    }

    @Test
    void counterThatDoesNotCountItsOwners() {
        breaks(Property.REFCOUNT_BALANCE, k -> {
            Atomic counter = k.atomic(k.image(), "counter", 1);
            return List.of(() -> {
                counter.inc();
                k.own("REF", counter);
                k.disown("REF", counter);
                k.might_sleep("here");
                counter.read();
            });
        });
    }

    @Test
    void anErrorThatLeavesSomethingBehind() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        ThreadProgram.Body body = vars -> {
            machine.alloc("thing", Region.Kind.OBJECT, r -> new Thing(machine, r));
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
    void readSideRules() {
        breaks(Property.RCU_USAGE, k -> {
            Ptr<Thing> slot = k.ptr(k.image(), "slot", null);
            return List.of(() -> slot.load(Order.DEPENDENCY));
        });
        breaks(Property.RCU_USAGE, k -> List.of(() -> {
            k.rcu_read_lock();
            k.might_sleep("kmalloc");
        }));
        breaks(Property.RCU_USAGE, k -> List.of(k::rcu_read_lock));
        breaks(Property.RCU_USAGE, k -> List.of(k::rcu_read_unlock));
        breaks(Property.RCU_USAGE, k -> List.of(() -> {
            k.rcu_read_lock();
            k.synchronize_rcu();
        }));
        breaks(Property.RCU_USAGE, k -> {
            SpinLock lock = k.spinlock(k.image(), "lock");
            return List.of(() -> {
                lock.lock();
                k.might_sleep("kmalloc");
            });
        });
    }

    @Test
    void aGracePeriodThatDoesNotWait() {
        breaks(Property.GRACE_PERIOD, new SimulatedMachine.Options().gracePeriodsWait(false), k -> List.of(() -> {
            k.rcu_read_lock();
            k.rcu_read_unlock();
        }, k::synchronize_rcu));
        holds(k -> List.of(() -> {
            k.rcu_read_lock();
            k.rcu_read_unlock();
        }, k::synchronize_rcu));
    }

    @Test
    void aFamilyFoundAfterItsUnregistrationReturned() {
        breaks(Property.UNREGISTER_CONTRACT, k -> {
            Ptr<String> slot = k.ptr(k.image(), "slot", "family");
            return List.of(() -> {
                k.rcu_read_lock();
                slot.load(Order.DEPENDENCY);
                k.rcu_read_unlock();
            }, () -> {
                k.synchronize_rcu();
                k.registered("family", false);
            });
        });
    }

    @Test
    void insideAModuleWhenDeleteModuleReturns() {
        breaks(Property.UNREGISTER_CONTRACT, k -> {
            Thing thing = k.alloc("thing", Region.Kind.MODULE, r -> new Thing(k, r));
            Word other = k.word(k.image(), "other", 0);
            return List.of(() -> {
                k.enter(thing.mem);
                other.load(Order.ONCE);
                k.leave(thing.mem);
            }, () -> {
                other.store(1, Order.ONCE);
                k.unloaded(thing.mem);
                k.free(thing.mem);
            });
        });
    }

    @Test
    void deadlocks() {
        breaks(Property.NO_DEADLOCK, k -> {
            Mutex a = k.mutex(k.image(), "a");
            Mutex b = k.mutex(k.image(), "b");
            return List.of(() -> {
                a.lock();
                b.lock();
                b.unlock();
                a.unlock();
            }, () -> {
                b.lock();
                a.lock();
                a.unlock();
                b.unlock();
            });
        });
        breaks(Property.NO_DEADLOCK, k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> k.wait_event(flag.is(2)), () -> flag.set(1));
        });
        breaks(Property.NO_DEADLOCK, k -> {
            Mutex a = k.mutex(k.image(), "a");
            return List.of(() -> {
                a.lock();
                a.lock();
            });
        });
    }

    @Test
    void locksOfOthersAndLocksLeftBehind() {
        breaks(Property.KERNEL_ASSERTION, false, new SimulatedMachine.Options(), k -> List.of(k.mutex(k.image(), "a")::unlock));
        breaks(Property.ROLLBACK, k -> List.of(k.mutex(k.image(), "a")::lock));
        breaks(Property.KERNEL_ASSERTION, k -> List.of(() -> k.bug(Property.KERNEL_ASSERTION, "BUG_ON")));
    }

    @Test
    void plainAccessesThatRace() {
        breaks(Property.NO_DATA_RACE, k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> flag.set(1), flag::get);
        });
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
        assertThatThrownBy(() -> world(new SimulatedMachine.Options(), k -> {
            Word flag = k.word(k.image(), "flag", 0);
            Word other = k.word(k.image(), "other", 0);
            return List.of(() -> {
                (outside[0]++ % 2 == 0 ? flag : other).load(Order.ONCE);
                k.choose("what", "a", "b");
            });
        })).isInstanceOf(NondeterminismException.class).hasMessageContaining("thread T0 is nondeterministic").hasMessageContaining("LOAD other");
    }
}
