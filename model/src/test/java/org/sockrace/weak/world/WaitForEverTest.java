package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Word;
import org.sockrace.weak.model.ModelKind;

/** Executions in which a thread waits for ever, though none ends: what happens until then is judged. */
class WaitForEverTest {

    /** Two threads, each of which then waits for what nobody does. */
    private static WeakSearch.Found thenTheyWait(Function<Machine, List<Runnable>> threads) {
        return new WeakSearch(ModelKind.LKMM_PORF).search(Source.of(SmallWorld.of(k -> {
            Word never = k.word(k.image(), "never", 0);
            return threads.apply(k).stream().<Runnable>map(first -> () -> {
                first.run();
                k.wait_event(never.is(1));
            }).toList();
        }, false)), Monitor.all(), Budget.NONE);
    }

    private static Set<Property> broken(WeakSearch.Found found) {
        return found.exploration().findings().byProperty().keySet();
    }

    private static WeakSearch.Found flag(Order order) {
        return thenTheyWait(k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> flag.store(1, order), () -> flag.load(Order.ONCE));
        });
    }

    @Test
    void areCounted() {
        WeakSearch.Found found = flag(Order.ONCE);
        assertThat(found.exploration().claim().complete()).isTrue();
        assertThat(found.stuck()).isEqualTo(2);
        assertThat(found.exploration().states()).isEqualTo(2);
        assertThat(broken(found)).isEmpty();
        assertThat(found.exploration().findings().endings()).isEmpty();
    }

    @Test
    void areJudged() {
        assertThat(broken(flag(Order.PLAIN))).containsExactly(Property.NO_DATA_RACE);
        assertThat(broken(thenTheyWait(k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> flag.store(1, Order.ONCE), () -> {
                if (flag.load(Order.ONCE) == 1) {
                    k.bug(Property.KERNEL_ASSERTION, "it is set");
                }
            });
        }))).containsExactly(Property.KERNEL_ASSERTION);
        assertThat(broken(thenTheyWait(k -> {
            Thing thing = Thing.of(k);
            return List.of(() -> k.free(thing.memory()), () -> thing.field().load(Order.ONCE));
        }))).containsExactly(Property.NO_USE_AFTER_FREE);
    }

    /** Who finds the lock held gets it when it is free: that is no execution of its own. */
    @Test
    void whoGetsTheLockInTheEndDoesNotWaitForEver() {
        WeakSearch.Found found = new WeakSearch(ModelKind.LKMM_PORF).search(Source.of(SmallWorld.of(k -> {
            Mutex lock = k.mutex(k.image(), "lock");
            Runnable takes = () -> {
                lock.lock();
                lock.unlock();
            };
            return List.of(takes, takes);
        }, false)), Monitor.all(), Budget.NONE);
        assertThat(found.stuck()).isZero();
        assertThat(found.exploration().states()).isEqualTo(2);
    }
}
