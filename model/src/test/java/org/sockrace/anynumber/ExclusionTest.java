package org.sockrace.anynumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** Two threads that hold the same lock are nowhere together; two that hold a lock of their own each are. */
class ExclusionTest {

    /** An object with a lock in it. */
    private record Thing(SpinLock lock) { }

    private static Views views(Function<Machine, List<Runnable>> threads) {
        return new ViewAbstraction(0, 1, Set.of("BASE")).explore(Program.of(threads).source(4), Monitor.all(), Set.of(), Budget.NONE);
    }

    /** Nobody else may be here meanwhile. */
    private static void alone(Machine k, Word inside) {
        if (inside.xchg(1) == 1) {
            k.bug(Property.KERNEL_ASSERTION, "BUG");
        }
        inside.store(0, Order.ONCE);
    }

    @Test
    void whoHoldsTheLockOfAllIsThereAlone() {
        Views views = views(k -> {
            Word inside = k.word(k.image(), "inside", 0);
            SpinLock lock = k.spinlock(k.image(), "lock");
            return List.of(() -> {
                lock.lock();
                alone(k, inside);
                lock.unlock();
            });
        });
        assertThat(views.claim().complete()).as(views.claim().text()).isTrue();
        assertThat(views.broken()).isEmpty();
    }

    /** A view of one thread says that the lock is held, and the plain stores of two would race, could both hold it. */
    @Test
    void whatIsWrittenUnderTheLockOfAllDoesNotRace() {
        Views views = views(k -> {
            Word w = k.word(k.image(), "w", 1);
            SpinLock lock = k.spinlock(k.image(), "lock");
            return List.of(() -> {
                lock.lock();
                w.set(1);
                lock.unlock();
            });
        });
        assertThat(views.claim().complete()).as(views.claim().text()).isTrue();
        assertThat(views.broken()).isEmpty();
    }

    /** Each has another one, though it is the same lock of the same code. */
    @Test
    void whoHoldsALockOfHisOwnIsNotThereAlone() {
        Function<Machine, List<Runnable>> threads = k -> {
            Word inside = k.word(k.image(), "inside", 0);
            return List.of(() -> {
                Thing thing = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k.spinlock(mem, "lock")));
                thing.lock().lock();
                alone(k, inside);
                thing.lock().unlock();
            });
        };
        assertThat(Program.of(threads).broken(1)).isEmpty();
        assertThat(Program.of(threads).broken(2)).isNotEmpty();
        assertThat(views(threads).broken()).isNotEmpty();
    }
}
