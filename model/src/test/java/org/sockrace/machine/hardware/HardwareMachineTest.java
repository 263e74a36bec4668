package org.sockrace.machine.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** What the machine does for one thread, and what it holds against it. */
class HardwareMachineTest {

    private final HardwareMachine k = new HardwareMachine(Duration.ofMillis(100));
    private final Context me = k.context("me", "task");
    private final SpinLock spinlock = k.spinlock(k.image(), "spinlock");
    private final Mutex mutex = k.mutex(k.image(), "mutex");

    private void run(Runnable code) {
        me.call(() -> {
            code.run();
            return 0;
        });
    }

    private void violates(Property property, String what) {
        assertThat(k.violations()).containsExactly(new Violation(property, what, "me"));
    }

    // ---- freed memory ------------------------------------------------------------------------------------------------

    /** An object with a cell of each kind. */
    private record Thing(Region mem, Word word, Ptr<String> ptr, Atomic atomic, SpinLock spinlock, Mutex mutex) { }

    private Thing thing(Region.Kind kind) {
        return k.alloc("thing", kind, mem -> new Thing(mem, k.word(mem, "word", 0), k.ptr(mem, "ptr", null), k.atomic(mem, "atomic", 1),
                k.spinlock(mem, "spinlock"), k.mutex(mem, "mutex")));
    }

    private List<Runnable> accesses(Thing t) {
        return List.of(t.word::get, () -> t.word.set(1), () -> t.word.xchg(1), () -> t.word.cmpxchg(1, 2), t.ptr::get, () -> t.ptr.set("a"),
                () -> t.ptr.xchg("b"), () -> t.ptr.cmpxchg("b", "c"), t.atomic::read, () -> t.atomic.set(1), t.atomic::inc, t.atomic::dec,
                t.atomic::dec_and_test, t.atomic::inc_not_zero, t.atomic::dec_if_positive, () -> t.atomic.add_return(1),
                () -> t.atomic.add_unless(1, 0), t.spinlock::lock, t.spinlock::unlock, t.mutex::lock, t.mutex::unlock,
                () -> k.enter(t.mem), () -> k.leave(t.mem));
    }

    @Test
    void everyAccessToFreedMemoryIsRecorded() {
        Thing thing = thing(Region.Kind.OBJECT);
        List<Runnable> accesses = accesses(thing);
        run(() -> {
            accesses.forEach(Runnable::run);
            assertThat(k.violations()).isEmpty();
            k.free(thing.mem);
            for (int i = 0; i < accesses.size(); i++) {
                accesses.get(i).run();
                assertThat(k.violations()).hasSize(i + 1);
            }
        });

        assertThat(k.violations()).extracting(Violation::property).containsOnly(Property.NO_USE_AFTER_FREE);
        assertThat(k.violations().get(0)).hasToString("no-use-after-free: use of freed memory: thing.word (me)");
    }

    @Test
    void aFreedModuleIsUnloaded() {
        Thing thing = thing(Region.Kind.MODULE);
        run(() -> {
            k.free(thing.mem);
            k.enter(thing.mem);
        });

        violates(Property.NO_USE_AFTER_UNLOAD, "use of freed memory: thing.text");
    }

    @Test
    void freeingTwiceIsRecorded() {
        Region mem = thing(Region.Kind.OBJECT).mem;
        run(() -> {
            k.free(mem);
            k.free(mem);
        });

        violates(Property.NO_USE_AFTER_FREE, "thing freed twice");
    }

    @Test
    void freeRcuFreesWhenTheCallReturns() {
        Thing thing = thing(Region.Kind.OBJECT);
        run(() -> {
            k.rcu_read_lock();
            k.free_rcu(thing.mem);
            thing.word.get();
            k.rcu_read_unlock();
        });
        assertThat(k.violations()).isEmpty();

        run(thing.word::get);
        violates(Property.NO_USE_AFTER_FREE, "use of freed memory: thing.word");
    }

    @Test
    void onlySoManyViolationsAreKept() {
        Thing thing = thing(Region.Kind.OBJECT);
        k.free(thing.mem);
        for (int i = 0; i < 2 * HardwareMachine.MOST_VIOLATIONS; i++) {
            thing.word.get();
        }

        assertThat(k.violations()).hasSize(HardwareMachine.MOST_VIOLATIONS);
        assertThat(k.violations().get(0).thread()).isEqualTo("no context");
    }

    // ---- locks -------------------------------------------------------------------------------------------------------

    @Test
    void acquiringALockTwiceEndsTheThread() {
        assertThatThrownBy(() -> run(() -> {
            spinlock.lock();
            spinlock.lock();
        })).isInstanceOf(StallException.class).hasMessageContaining("kernel.spinlock");
        violates(Property.NO_DEADLOCK, "kernel.spinlock acquired by its holder");
    }

    @Test
    void aLockIsReleasedByItsHolder() {
        run(mutex::unlock);

        violates(Property.KERNEL_ASSERTION, "kernel.mutex released by a task that does not hold it");
    }

    @Test
    void aCallReturnsWithoutLocks() {
        run(mutex::lock);

        violates(Property.ROLLBACK, "returns holding 0 spinlocks and 1 mutexes");
    }

    @Test
    void waitingForALockThatNobodyReleasesEndsTheThread() {
        run(mutex::lock);

        assertThatThrownBy(() -> k.context("other", null).call(() -> {
            mutex.lock();
            return 0;
        })).isInstanceOf(StallException.class).hasMessageContaining("lock(kernel.mutex): waited for more than 100 ms");
    }

    // ---- sleeping ----------------------------------------------------------------------------------------------------

    private List<String> sleeping(Runnable enter, Runnable leave) {
        run(() -> {
            enter.run();
            k.might_sleep("here");
            mutex.lock();
            mutex.unlock();
            k.wait_event(k.word(k.image(), "word", 1).is(1));
            leave.run();
        });
        assertThat(k.violations()).extracting(Violation::property).containsOnly(Property.RCU_USAGE);
        return k.violations().stream().map(Violation::what).toList();
    }

    @Test
    void nothingSleepsInAReadSideSection() {
        assertThat(sleeping(k::rcu_read_lock, k::rcu_read_unlock)).containsExactly("here sleeps in a read-side critical section",
                "mutex_lock(kernel.mutex) sleeps in a read-side critical section", "wait_event sleeps in a read-side critical section");
    }

    @Test
    void nothingSleepsWithPreemptionDisabled() {
        assertThat(sleeping(k::preempt_disable, k::preempt_enable)).hasSize(3).first().isEqualTo("here sleeps with preemption disabled");
    }

    @Test
    void nothingSleepsUnderASpinlock() {
        assertThat(sleeping(spinlock::lock, spinlock::unlock)).hasSize(3).first().isEqualTo("here sleeps under a spinlock");
    }

    @Test
    void sleepingIsAllowedEverywhereElse() {
        run(() -> {
            spinlock.lock();
            spinlock.unlock();
            k.rcu_read_lock();
            k.rcu_read_unlock();
            k.might_sleep("here");
            mutex.lock();
            k.synchronize_rcu();
            k.synchronize_sched();
            mutex.unlock();
        });

        assertThat(k.violations()).isEmpty();
    }

    // ---- conditions --------------------------------------------------------------------------------------------------

    @Test
    void aConditionIsTrueWhileOneOfItsTermsIs() {
        Word word = k.word(k.image(), "word", 1);
        Ptr<String> ptr = k.ptr(k.image(), "ptr", null);
        Atomic atomic = k.atomic(k.image(), "atomic", 2);

        List<Condition> hold = List.of(word.is(1), word.isNot(0), ptr.is(null), ptr.isNot("a"), atomic.is(2),
                word.is(0).or(ptr.is("a")).or(atomic.is(2)));
        List<Condition> doNotHold = List.of(word.is(0), word.isNot(1), ptr.is("a"), ptr.isNot(null), atomic.is(1),
                word.is(0).or(ptr.is("a")));

        run(() -> hold.forEach(k::wait_event));
        for (Condition condition : doNotHold) {
            assertThatThrownBy(() -> run(() -> k.wait_event(condition))).isInstanceOf(StallException.class);
        }
        assertThat(k.violations()).isEmpty();
    }

    @Test
    void waitingOnFreedMemoryIsRecordedUnlessSomethingElseEndsTheWait() {
        Thing thing = thing(Region.Kind.OBJECT);
        Word word = k.word(k.image(), "word", 1);
        k.free(thing.mem);

        run(() -> k.wait_event(thing.word.is(1).or(word.is(1))));
        assertThat(k.violations()).isEmpty();
        assertThatThrownBy(() -> run(() -> k.wait_event(thing.word.is(1).or(word.is(0))))).isInstanceOf(StallException.class);
        assertThat(k.violations()).contains(new Violation(Property.NO_USE_AFTER_FREE, "use of freed memory: thing.word", "me"));
    }

    // ---- RCU ---------------------------------------------------------------------------------------------------------

    @Test
    void unlockNeedsALock() {
        run(() -> {
            k.rcu_read_unlock();
            k.preempt_enable();
        });

        assertThat(k.violations()).extracting(Violation::what)
                .containsExactly("rcu_read_unlock without rcu_read_lock", "preempt_enable without preempt_disable");
    }

    @Test
    void aCallReturnsOutsideOfReadSideSections() {
        run(k::rcu_read_lock);

        violates(Property.RCU_USAGE, "returns in a read-side critical section");
    }

    @Test
    void nobodyWaitsForHimself() {
        assertThatThrownBy(() -> run(() -> {
            k.rcu_read_lock();
            k.synchronize_rcu();
        })).isInstanceOf(StallException.class).hasMessageContaining("would wait for itself");
        violates(Property.RCU_USAGE, "synchronize_rcu sleeps in a read-side critical section");
    }

    // ---- contexts and choices ----------------------------------------------------------------------------------------

    @Test
    void currentIsTheTaskOfTheContextOneIsIn() {
        Context other = k.context("other", "other task");
        List<Object> seen = new ArrayList<>();
        run(() -> {
            seen.add(k.current());
            other.call(() -> seen.add(k.current()) ? 0 : 1);
            seen.add(k.current());
        });

        assertThat(seen).containsExactly("task", "other task", "task");
        assertThatThrownBy(k::current).isInstanceOf(IllegalStateException.class).hasMessageContaining("outside Context.call");
    }

    @Test
    void nothingFailsUnlessAsked() {
        run(() -> {
            assertThat(k.fails("sk_alloc")).isFalse();
            assertThat(k.choose("create", "ok", "ENOMEM")).isZero();
        });
    }

    @Test
    void choicesAreTheSameForTheSameSeed() {
        List<List<Integer>> answers = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            List<Integer> some = new ArrayList<>();
            k.context("seeded", null, Choices.seeded(seed, 0.5)).call(() -> {
                for (int i = 0; i < 50; i++) {
                    some.add(k.fails("fault") ? 1 : 0);
                    some.add(k.choose("what", "a", "b", "c"));
                }
                return 0;
            });
            answers.add(some);
        }

        assertThat(answers.get(0)).isEqualTo(answers.get(1)).isNotEqualTo(answers.get(2)).contains(0, 1, 2);
    }

    @Test
    void whatTheCodeSaysAboutItselfIsReturnedOrIgnored() {
        Atomic atomic = k.atomic(k.image(), "atomic", 0);
        k.own("PF", atomic);
        k.disown("PF", null);
        k.label("out");
        k.registered("family", true);
        k.unloaded(k.image());

        assertThat(k.test(true)).isTrue();
        assertThat(k.test(false)).isFalse();
        assertThat(k.violations()).isEmpty();
        run(() -> k.bug(Property.KERNEL_ASSERTION, "BUG_ON: oops"));
        violates(Property.KERNEL_ASSERTION, "BUG_ON: oops");
    }

    @Test
    void whatIsAllocatedAndNotFreedIsCounted() {
        HardwareMachine machine = new HardwareMachine();
        Context one = machine.context("one", null);
        Context other = machine.context("other", null);
        List<Region> regions = new ArrayList<>();
        one.call(() -> {
            machine.alloc("a", Region.Kind.OBJECT, regions::add);
            machine.alloc("b", Region.Kind.OBJECT, regions::add);
            return 0;
        });
        assertThat(machine.liveObjects()).isEqualTo(2);
        other.call(() -> {
            machine.free(regions.get(0));
            return 0;
        });
        assertThat(machine.liveObjects()).isEqualTo(1);
    }
}
