package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.weak.model.ModelKind;

/** Grace periods that nobody waits for, those of two flavours, and threads that serve others: what holds, and the twin that breaks. */
class GracePeriodTest {

    private static final Set<Property> TOO_EARLY = Set.of(Property.NO_USE_AFTER_FREE);
    /** A mutex in a section of RCU, after which the execution goes on. */
    private static final Property SLEEPS = Property.RCU_USAGE;

    /** A thing that can be found, and is looked at in a section; who takes it away frees it. */
    private static final class Shared {
        final Machine k;
        final Ptr<Object> slot;
        Region memory;
        Word field;

        Shared(Machine k) {
            this.k = k;
            Object thing = k.alloc("thing", Region.Kind.OBJECT, region -> {
                memory = region;
                field = k.word(region, "field", 0);
                return field;
            });
            slot = k.ptr(k.image(), "slot", thing);
        }

        void look() {
            if (slot.load(Order.ONCE) != null) {
                field.load(Order.ONCE);
            }
        }

        void lookAsReader() {
            k.rcu_read_lock();
            look();
            k.rcu_read_unlock();
        }

        void lookWithoutPreemption() {
            k.preempt_disable();
            look();
            k.preempt_enable();
        }

        void take() {
            slot.store(null, Order.ONCE);
        }
    }

    /** The threads' code on what they share. */
    private interface Threads {
        List<Runnable> of(Shared shared);
    }

    private static World world(Threads threads, boolean serves) {
        return SmallWorld.of(machine -> threads.of(new Shared(machine)), serves);
    }

    /** What breaks under the kernel's model; under sequential consistency all engines agree. */
    private static Set<Property> broken(Threads threads) {
        return broken(threads, false).findings().byProperty().keySet();
    }

    private static Exploration broken(Threads threads, boolean serves) {
        Set<Property> interleaved = new BreadthFirst(Reductions.NONE, 1).explore(Source.of(world(threads, serves)), Monitor.all(), Budget.NONE)
                .findings().byProperty().keySet();
        assertThat(weak(threads, serves, ModelKind.SC).findings().byProperty().keySet()).isEqualTo(interleaved);
        Exploration weak = weak(threads, serves, ModelKind.LKMM_PORF);
        assertThat(weak.findings().byProperty().keySet()).containsAll(interleaved);
        return weak;
    }

    private static Exploration weak(Threads threads, boolean serves, ModelKind model) {
        Exploration found = new WeakSearch(model).explore(Source.of(world(threads, serves)), Monitor.all(), Budget.NONE);
        assertThat(found.claim().complete()).isTrue();
        return found;
    }

    @Test
    void kfreeRcuWaitsForReaders() {
        assertThat(broken(s -> List.of(s::lookAsReader, () -> {
            s.take();
            s.k.free_rcu(s.memory);
        }))).isEmpty();
        assertThat(broken(s -> List.of(s::look, () -> {
            s.take();
            s.k.free_rcu(s.memory);
        }))).as("who looks is no reader").isEqualTo(TOO_EARLY);
        assertThat(broken(s -> List.of(s::lookAsReader, () -> {
            s.k.free_rcu(s.memory);
            s.take();
        }))).as("it can still be found when the grace period begins").isEqualTo(TOO_EARLY);
    }

    @Test
    void kfreeRcuDoesNotWaitForPreemption() {
        assertThat(broken(s -> List.of(s::lookWithoutPreemption, () -> {
            s.take();
            s.k.free_rcu(s.memory);
        }))).isEqualTo(TOO_EARLY);
    }

    @Test
    void whoCallsKfreeRcuMayUseTheMemoryInItsSectionOnly() {
        assertThat(broken(s -> List.of(() -> { }, () -> {
            s.k.rcu_read_lock();
            s.take();
            s.k.free_rcu(s.memory);
            s.field.load(Order.ONCE);
            s.k.rcu_read_unlock();
        }, s::lookAsReader))).isEmpty();
        assertThat(broken(s -> List.of(() -> { }, () -> {
            s.take();
            s.k.free_rcu(s.memory);
            s.field.load(Order.ONCE);
        }, s::lookAsReader))).isEqualTo(TOO_EARLY);
    }

    @Test
    void givingBackTwiceIsWrongHoweverItIsDone() {
        for (boolean first : new boolean[] {true, false}) {
            for (boolean second : new boolean[] {true, false}) {
                assertThat(broken(s -> List.of(() -> give(s, first), () -> give(s, second)))).as(first + " " + second).isEqualTo(TOO_EARLY);
            }
        }
    }

    private static void give(Shared s, boolean later) {
        if (later) {
            s.k.free_rcu(s.memory);
        } else {
            s.k.free(s.memory);
        }
    }

    /** Who looks is in a section of one flavour; who frees waits for one. A third thread makes the world one of two flavours. */
    @ParameterizedTest
    @CsvSource({"false, false, true", "true, true, true", "false, true, false", "true, false, false"})
    void aGracePeriodWaitsForItsOwnFlavour(boolean looks, boolean waits, boolean holds) {
        assertThat(broken(s -> List.of(() -> {
            if (looks) {
                s.lookWithoutPreemption();
            } else {
                s.lookAsReader();
            }
        }, () -> {
            s.take();
            sync(s.k, waits);
            s.k.free(s.memory);
        }, () -> sync(s.k, !waits)))).isEqualTo(holds ? Set.of() : TOO_EARLY);
    }

    private static void sync(Machine k, boolean sched) {
        if (sched) {
            k.synchronize_sched();
        } else {
            k.synchronize_rcu();
        }
    }

    @Test
    void aSectionOfBothFlavoursIsWaitedForByEither() {
        for (boolean sched : new boolean[] {true, false}) {
            assertThat(broken(s -> List.of(() -> {
                s.k.rcu_read_lock();
                s.lookWithoutPreemption();
                s.k.rcu_read_unlock();
            }, () -> {
                s.take();
                sync(s.k, sched);
                s.k.free(s.memory);
            }, () -> sync(s.k, !sched)))).isEmpty();
        }
    }

    /** A callback: its thread waits until there is one, then for a grace period, and frees. */
    private static Threads callback(boolean waits, Order queue) {
        return s -> {
            Word queued = s.k.word(s.k.image(), "queued", 0);
            return List.of(s::lookAsReader, () -> {
                s.take();
                queued.store(1, queue);
            }, () -> {
                s.k.wait_event(queued.is(1));
                queued.store(0, Order.ONCE);
                if (waits) {
                    s.k.synchronize_rcu();
                }
                s.k.free(s.memory);
            });
        };
    }

    @Test
    void whoServesOthersMayWaitForEverAndWhatItDoesIsFollowed() {
        Exploration right = broken(callback(true, Order.RELEASE), true);
        assertThat(right.findings().byProperty()).isEmpty();
        assertThat(right.findings().endings()).as("it waits again").isNotEmpty();
        assertThat(broken(callback(false, Order.RELEASE), true).findings().byProperty().keySet()).isEqualTo(TOO_EARLY);
        assertThat(weak(callback(true, Order.ONCE), true, ModelKind.SC).findings().byProperty()).isEmpty();
        assertThat(weak(callback(true, Order.ONCE), true, ModelKind.LKMM_PORF).findings().byProperty().keySet())
                .as("the grace period may begin before the thing is taken away").isEqualTo(TOO_EARLY);
    }

    /** What the set-up has freed is gone for all: using it is seen, whoever does and whenever. */
    @Test
    void memoryThatWasFreedBeforeTheThreadsStart() {
        Threads late = s -> {
            s.k.free(s.memory);
            return List.of(s::lookAsReader, s::take);
        };
        assertThat(broken(late)).isEqualTo(TOO_EARLY);
        Threads never = s -> {
            s.take();
            s.k.free(s.memory);
            return List.of(s::lookAsReader, s::take);
        };
        assertThat(broken(never)).isEmpty();
    }

    /** A section that goes on only with a lock, and a flag that says that somebody is in there. */
    private record Locked(Shared shared, Word inside, Mutex lock) {

        static Locked of(Shared shared) {
            return new Locked(shared, shared.k.word(shared.k.image(), "inside", 0), shared.k.mutex(shared.k.image(), "lock"));
        }

        void lookAsReader() {
            shared.k.rcu_read_lock();
            if (shared.slot.load(Order.ONCE) != null) {
                inside.store(1, Order.ONCE);
                lock.lock();
                lock.unlock();
                inside.store(0, Order.ONCE);
            }
            shared.k.rcu_read_unlock();
        }

        boolean isSomebodyInside() {
            return inside.load(Order.ONCE) == 1;
        }

        void nobodyIsInside() {
            if (isSomebodyInside()) {
                shared.k.bug(Property.KERNEL_ASSERTION, "somebody is inside");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void doNotEndBeforeWhoWaitsForALockInASection(boolean waits) {
        Threads threads = shared -> {
            Locked locked = Locked.of(shared);
            return List.of(locked::lookAsReader, () -> {
                locked.lock.lock();
                locked.lock.unlock();
                shared.take();
                if (waits) {
                    shared.k.synchronize_rcu();
                }
                locked.nobodyIsInside();
            });
        };
        assertThat(broken(threads)).isEqualTo(waits ? Set.of(SLEEPS) : Set.of(SLEEPS, Property.KERNEL_ASSERTION));
    }

    /** Who waits for a grace period with the lock waits for ever, unless the section begins after it. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void doNotEndBeforeWhoWaitsForEverInASection(boolean before) {
        Threads threads = shared -> {
            Locked locked = Locked.of(shared);
            return List.of(locked::lookAsReader, () -> {
                locked.lock.lock();
                if (before) {
                    shared.take();
                }
                shared.k.synchronize_rcu();
                locked.nobodyIsInside();
                locked.lock.unlock();
            });
        };
        Set<Property> seen = weak(threads, false, ModelKind.SC).findings().byProperty().keySet();
        assertThat(seen).isEqualTo(before ? Set.of(SLEEPS) : Set.of(SLEEPS, Property.KERNEL_ASSERTION));
        assertThat(weak(threads, false, ModelKind.LKMM_PORF).findings().byProperty().keySet()).isEqualTo(seen);
    }

    /** What happens before two wait for each other, one of them for a grace period, counts. */
    @ParameterizedTest
    @CsvSource({"PLAIN", "ONCE"})
    void thatNeverEndAreTheEnd(Order order) {
        Threads threads = shared -> {
            Word field = shared.k.word(shared.k.image(), "raced", 0);
            Locked locked = Locked.of(shared);
            return List.of(() -> {
                shared.k.rcu_read_lock();
                field.store(1, order);
                locked.inside.store(1, Order.ONCE);
                locked.lock.lock();
                locked.lock.unlock();
                shared.k.rcu_read_unlock();
            }, () -> {
                locked.lock.lock();
                // Without the lock, somebody is inside only if he waits for it.
                if (locked.isSomebodyInside()) {
                    field.load(order);
                }
                shared.k.synchronize_rcu();
                locked.lock.unlock();
            });
        };
        Exploration weak = weak(threads, false, ModelKind.LKMM_PORF);
        assertThat(weak.findings().byProperty().keySet()).isEqualTo(order == Order.PLAIN ? Set.of(SLEEPS, Property.NO_DATA_RACE) : Set.of(SLEEPS));
    }
}
