package org.sockrace.machine.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/** What each access to memory does when nobody interferes. */
class HardwareCellsTest {

    private static final Set<Order> LOADS = EnumSet.of(Order.PLAIN, Order.ONCE, Order.ACCESS, Order.DEPENDENCY, Order.ACQUIRE);
    private static final Set<Order> STORES = EnumSet.of(Order.PLAIN, Order.ONCE, Order.RELEASE);

    private final HardwareMachine k = new HardwareMachine();
    private final Word word = k.word(k.image(), "word", 5);
    private final Ptr<String> ptr = k.ptr(k.image(), "ptr", "a");
    private final Atomic atomic = k.atomic(k.image(), "atomic", 1);

    @ParameterizedTest
    @EnumSource(Order.class)
    void loadsAndStoresTakeTheOrdersThatMakeSense(Order order) {
        if (STORES.contains(order)) {
            word.store(6, order);
            ptr.store("b", order);
            assertThat(word.get()).isEqualTo(6);
            assertThat(ptr.get()).isEqualTo("b");
        } else {
            assertThatThrownBy(() -> word.store(6, order)).hasMessage("store of kernel.word with order " + order);
            assertThatThrownBy(() -> ptr.store("b", order)).hasMessage("store of kernel.ptr with order " + order);
        }
        word.set(7);
        ptr.set(null);
        if (LOADS.contains(order)) {
            assertThat(word.load(order)).isEqualTo(7);
            assertThat(ptr.load(order)).isNull();
        } else {
            assertThatThrownBy(() -> word.load(order)).hasMessage("load of kernel.word with order " + order);
            assertThatThrownBy(() -> ptr.load(order)).hasMessage("load of kernel.ptr with order " + order);
        }
    }

    @Test
    void exchangesReturnWhatWasThere() {
        assertThat(word.xchg(6)).isEqualTo(5);
        assertThat(word.cmpxchg(5, 7)).isEqualTo(6);
        assertThat(word.cmpxchg(6, 7)).isEqualTo(6);
        assertThat(word.get()).isEqualTo(7);
        assertThat(ptr.xchg(null)).isEqualTo("a");
        assertThat(ptr.cmpxchg("a", "b")).isNull();
        assertThat(ptr.cmpxchg(null, "b")).isNull();
        assertThat(ptr.get()).isEqualTo("b");
    }

    @Test
    void conditionalOperationsLeaveTheCounterAloneWhenTheyFail() {
        assertThat(atomic.add_unless(3, 1)).isFalse();
        assertThat(atomic.read()).isEqualTo(1);
        assertThat(atomic.add_unless(3, 0)).isTrue();
        assertThat(atomic.inc_not_zero()).isTrue();
        assertThat(atomic.read()).isEqualTo(5);
        atomic.set(1);
        assertThat(atomic.dec_if_positive()).isZero();
        assertThat(atomic.dec_if_positive()).isNegative();
        assertThat(atomic.inc_not_zero()).isFalse();
        assertThat(atomic.read()).isZero();
    }

    @Test
    void unconditionalOperationsCount() {
        atomic.inc();
        assertThat(atomic.dec_and_test()).isFalse();
        assertThat(atomic.add_return(4)).isEqualTo(5);
        assertThat(atomic.add_return(-4)).isEqualTo(1);
        assertThat(atomic.dec_and_test()).isTrue();
        atomic.inc();
        atomic.dec();
        assertThat(atomic.read()).isZero();
        assertThat(k.violations()).isEmpty();
    }

    @Test
    void aCounterBelowZeroIsRecorded() {
        atomic.dec();
        atomic.dec();
        atomic.add_return(-1);

        assertThat(k.violations()).extracting(Violation::property).containsExactly(Property.REFCOUNT_RANGE, Property.REFCOUNT_RANGE);
        assertThat(k.violations()).extracting(Violation::what).containsExactly("kernel.atomic is now -1", "kernel.atomic is now -2");
    }
}
