package org.sockrace.machine.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** Two real threads that wait for each other. Every wait is one of the machine's, which ends after a while. */
class UserRcuTest {

    /** Both kinds of read-side section. */
    enum Flavour {
        RCU, SCHED
    }

    private static final int ROUNDS = 200;

    private final HardwareMachine k = new HardwareMachine(Duration.ofSeconds(20));
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    /** How far the two threads are. */
    private final Word inside = k.word(k.image(), "inside", 0);
    private final Word waiting = k.word(k.image(), "waiting", 0);
    private final Word left = k.word(k.image(), "left", 0);

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(k.violations()).isEmpty();
    }

    private Future<Integer> start(String name, IntSupplier code) {
        Context context = k.context(name, name);
        return threads.submit(() -> context.call(code));
    }

    private static int result(Future<Integer> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private void lock(Flavour flavour) {
        switch (flavour) {
            case RCU -> k.rcu_read_lock();
            case SCHED -> k.preempt_disable();
        }
    }

    private void unlock(Flavour flavour) {
        switch (flavour) {
            case RCU -> k.rcu_read_unlock();
            case SCHED -> k.preempt_enable();
        }
    }

    private void synchronize(Flavour flavour) {
        switch (flavour) {
            case RCU -> k.synchronize_rcu();
            case SCHED -> k.synchronize_sched();
        }
    }

    /** Without sleeping, which a reader must not. */
    private static void spinUntil(Word word, int value) {
        while (word.load(Order.ACQUIRE) != value) {
            Thread.yield();
        }
    }

    /** A reader that leaves, in each round, only when the other thread has had ample time to be done with its grace period. */
    private int reader(Flavour flavour) {
        for (int round = 1; round <= ROUNDS; round++) {
            lock(flavour);
            lock(flavour);
            inside.store(round, Order.RELEASE);
            spinUntil(waiting, round);
            for (int i = 0; i < 100; i++) {
                Thread.yield();
            }
            unlock(flavour);
            for (int i = 0; i < 100; i++) {
                Thread.yield();
            }
            left.store(round, Order.ONCE);
            unlock(flavour);
            k.wait_event(waiting.is(-round));
        }
        return 0;
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aGracePeriodEndsAfterTheOutermostSectionThatWasThere(Flavour flavour) throws Exception {
        Future<Integer> reader = start("reader", () -> reader(flavour));
        Future<Integer> early = start("updater", () -> {
            int tooEarly = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                k.wait_event(inside.is(round));
                waiting.store(round, Order.RELEASE);
                synchronize(flavour);
                tooEarly += left.get() == round ? 0 : 1;
                waiting.store(-round, Order.RELEASE);
            }
            return tooEarly;
        });

        assertThat(result(early)).as("grace periods that ended too early").isZero();
        assertThat(result(reader)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aGracePeriodDoesNotWaitForTheOtherKindOfSection(Flavour flavour) throws Exception {
        Flavour other = flavour == Flavour.RCU ? Flavour.SCHED : Flavour.RCU;
        Future<Integer> reader = start("reader", () -> {
            lock(other);
            inside.store(1, Order.RELEASE);
            spinUntil(left, 1);
            unlock(other);
            return 0;
        });
        Future<Integer> updater = start("updater", () -> {
            k.wait_event(inside.is(1));
            synchronize(flavour);
            left.store(1, Order.RELEASE);
            return 0;
        });

        assertThat(result(updater)).isZero();
        assertThat(result(reader)).isZero();
    }

    @Test
    void gracePeriodsOfTwoThreadsDoNotBlockEachOther() throws Exception {
        IntSupplier updater = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                k.rcu_read_lock();
                k.rcu_read_unlock();
                k.synchronize_rcu();
            }
            return 0;
        };
        Future<Integer> one = start("one", updater);
        Future<Integer> two = start("two", updater);

        assertThat(result(one) + result(two)).isZero();
    }

    @Test
    void locksExcludeAndCountersLoseNothing() throws Exception {
        SpinLock spinlock = k.spinlock(k.image(), "spinlock");
        Mutex mutex = k.mutex(k.image(), "mutex");
        Word underSpinlock = k.word(k.image(), "underSpinlock", 0);
        Word underMutex = k.word(k.image(), "underMutex", 0);
        Atomic atomic = k.atomic(k.image(), "atomic", 0);
        int times = 20_000;
        IntSupplier increments = () -> {
            for (int i = 0; i < times; i++) {
                spinlock.lock();
                underSpinlock.set(underSpinlock.get() + 1);
                spinlock.unlock();
                mutex.lock();
                underMutex.set(underMutex.get() + 1);
                mutex.unlock();
                atomic.inc();
                atomic.add_return(2);
                atomic.dec_if_positive();
                atomic.dec();
            }
            return 0;
        };
        Future<Integer> one = start("one", increments);
        Future<Integer> two = start("two", increments);

        assertThat(result(one) + result(two)).isZero();
        assertThat(underSpinlock.get()).isEqualTo(2 * times);
        assertThat(underMutex.get()).isEqualTo(2 * times);
        assertThat(atomic.read()).isEqualTo(2 * times);
    }
}
