package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.Sketch.Missing;

/** Bugs that no interleaving shows: the code that is right holds, its twin breaks, and the reason is named. */
class WeakBehaviourTest {

    /** Threads on variables of their own. */
    private interface Threads extends Function<Machine, List<Runnable>> { }

    private static World world(Threads threads) {
        return SmallWorld.of(threads::apply, false);
    }

    private static WeakSearch.Found weak(Threads threads) {
        return new WeakSearch(ModelKind.LKMM_PORF).search(Source.of(world(threads)), Monitor.all(), Budget.NONE);
    }

    private static Set<Property> broken(Threads threads) {
        return weak(threads).exploration().findings().byProperty().keySet();
    }

    /** Breaks that property under the kernel's model only, for that reason. */
    private static void breaksOnlyHere(Threads threads, Property property, Missing reason) {
        assertThat(new BreadthFirst(Reductions.NONE, 1).explore(Source.of(world(threads)), Monitor.all(), Budget.NONE).findings().all()).isEmpty();
        assertThat(new WeakSearch(ModelKind.SC).explore(Source.of(world(threads)), Monitor.all(), Budget.NONE).findings().all()).isEmpty();
        WeakSearch.Found found = weak(threads);
        assertThat(found.exploration().findings().byProperty().keySet()).containsExactly(property);
        Sketch sketch = found.sketches().of(property);
        assertThat(sketch.reasons()).first().extracting(Sketch.Reason::missing).isEqualTo(reason);
        assertThat(sketch.lines().stream().anyMatch(Sketch.Line::old)).isEqualTo(reason != Missing.USE_AND_FREE);
    }

    private static Threads publication(Order publish, Order look) {
        return k -> {
            Word data = k.word(k.image(), "data", 0);
            Word ready = k.word(k.image(), "ready", 0);
            return List.of(() -> {
                data.store(1, Order.ONCE);
                ready.store(1, publish);
            }, () -> {
                if (ready.load(look) == 1 && data.load(Order.ONCE) == 0) {
                    k.bug(Property.KERNEL_ASSERTION, "not there yet");
                }
            });
        };
    }

    @Test
    void publicationTakesAReleaseAndAnAcquire() {
        assertThat(broken(publication(Order.RELEASE, Order.ACQUIRE))).isEmpty();
        breaksOnlyHere(publication(Order.ONCE, Order.ACQUIRE), Property.KERNEL_ASSERTION, Missing.STORES);
        breaksOnlyHere(publication(Order.RELEASE, Order.ONCE), Property.KERNEL_ASSERTION, Missing.LOADS);
    }

    /** What rcu_dereference relies on: the address comes from the pointer. */
    private static Threads pointer(Order publish) {
        return k -> {
            Word[] field = new Word[1];
            Object object = k.alloc("thing", Region.Kind.OBJECT, region -> {
                field[0] = k.word(region, "field", 0);
                return field[0];
            });
            Ptr<Object> slot = k.ptr(k.image(), "slot", null);
            return List.of(() -> {
                field[0].store(1, Order.ONCE);
                slot.store(object, publish);
            }, () -> {
                k.rcu_read_lock();
                boolean found = slot.load(Order.DEPENDENCY) != null && field[0].load(Order.ONCE) == 0;
                k.rcu_read_unlock();
                if (found) {
                    k.bug(Property.KERNEL_ASSERTION, "not initialised");
                }
            });
        };
    }

    @Test
    void addressDependenciesOrder() {
        assertThat(broken(pointer(Order.RELEASE))).isEmpty();
        breaksOnlyHere(pointer(Order.ONCE), Property.KERNEL_ASSERTION, Missing.STORES);
    }

    /** Both say that they are there, and look for the other one. */
    private static Threads storeBuffering(boolean full) {
        return k -> {
            Word[] here = {k.word(k.image(), "here0", 0), k.word(k.image(), "here1", 0)};
            Atomic missed = k.atomic(k.image(), "missed", 0);
            Atomic fence = k.atomic(k.image(), "fence", 0);
            return Stream.of(0, 1).<Runnable>map(t -> () -> {
                here[t].store(1, Order.ONCE);
                if (full) {
                    fence.add_return(1);
                }
                if (here[1 - t].load(Order.ONCE) == 0 && missed.add_return(1) == 2) {
                    k.bug(Property.KERNEL_ASSERTION, "both have missed the other");
                }
            }).toList();
        };
    }

    @Test
    void storeBufferingTakesFullBarriers() {
        assertThat(broken(storeBuffering(true))).isEmpty();
        breaksOnlyHere(storeBuffering(false), Property.KERNEL_ASSERTION, Missing.STORE_AND_LOAD);
    }

    /** The last one frees what the others have used. */
    private static Threads put(boolean relaxed) {
        return k -> {
            Thing thing = Thing.of(k);
            Atomic users = k.atomic(k.image(), "users", 2);
            return List.of(() -> {
                thing.field().load(Order.ONCE);
                if (relaxed) {
                    users.dec();
                } else {
                    users.dec_and_test();
                }
            }, () -> {
                if (users.add_return(-1) == 0) {
                    k.free(thing.memory());
                }
            });
        };
    }

    /** It shows without load buffering, because it is asked whether use and free are ordered. */
    @Test
    void aRelaxedPutDoesNotKeepTheMemory() {
        assertThat(broken(put(false))).isEmpty();
        breaksOnlyHere(put(true), Property.NO_USE_AFTER_FREE, Missing.USE_AND_FREE);
    }

    private static Threads plain(Order order) {
        return k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> flag.store(1, order), () -> flag.load(Order.ONCE));
        };
    }

    @Test
    void plainAccessesRace() {
        assertThat(broken(plain(Order.ONCE))).isEmpty();
        assertThat(broken(plain(Order.PLAIN))).containsExactly(Property.NO_DATA_RACE);
    }

    @Test
    void whatHasNoMeaningHereIsRefusedByName() {
        Threads inside = k -> List.of(() -> {
            k.rcu_read_lock();
            k.synchronize_rcu();
            k.rcu_read_unlock();
        });
        assertThatThrownBy(() -> weak(inside)).isInstanceOf(NotSupportedException.class).hasMessageContaining("inside a read-side critical section");
    }
}
