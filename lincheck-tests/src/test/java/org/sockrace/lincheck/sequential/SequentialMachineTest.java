package org.sockrace.lincheck.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.machine.hardware.Choices;

/** A specification that waits, or that uses what it must not, is an error and no specification. */
class SequentialMachineTest {

    private final SequentialMachine machine = new SequentialMachine();

    @Test
    void aWaitThatWouldBlockIsAnError() {
        Word word = machine.word(machine.image(), "word", 0);

        machine.wait_event(word.is(0));
        assertThatIllegalStateException().isThrownBy(() -> machine.wait_event(word.is(1))).withMessageContaining("waits for ever");
    }

    @Test
    void whoWaitsForItsHelperRunsIt() {
        Ptr<String> request = machine.ptr(machine.image(), "request", "module");

        machine.run("task", Choices.NEVER, () -> request.set(null), () -> {
            machine.wait_event(request.is(null));
            return 0;
        });

        assertThat(request.get()).isNull();
    }

    @Test
    void aLockThatIsHeldIsAnError() {
        SpinLock lock = machine.spinlock(machine.image(), "lock");
        lock.lock();

        assertThatIllegalStateException().isThrownBy(lock::lock).withMessage("kernel.lock is held: the call would wait for ever");
        lock.unlock();
        assertThatIllegalStateException().isThrownBy(lock::unlock).withMessage("kernel.lock is not held");
    }

    @Test
    void aReaderThatSleepsIsAnError() {
        machine.rcu_read_lock();
        assertThatIllegalStateException().isThrownBy(machine::synchronize_rcu);
        machine.rcu_read_unlock();
        machine.synchronize_rcu();
    }

    @Test
    void freedMemoryIsNotUsedAndNotFreedAgain() {
        Region region = machine.alloc("sock", Region.Kind.OBJECT, memory -> memory);
        Word word = machine.word(region, "word", 0);
        machine.free(region);

        assertThatIllegalStateException().isThrownBy(word::get).withMessage("use of freed memory: sock.word");
        assertThatIllegalStateException().isThrownBy(() -> machine.enter(region));
        assertThatIllegalStateException().isThrownBy(() -> machine.free(region));
    }

    @Test
    void aCounterBelowZeroIsAnError() {
        Atomic counter = machine.atomic(machine.image(), "counter", 1);

        assertThat(counter.dec_and_test()).isTrue();
        assertThat(counter.dec_if_positive()).isNegative();
        assertThat(counter.inc_not_zero()).isFalse();
        assertThat(counter.add_unless(2, 1)).isTrue();
        assertThat(counter.read()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> counter.add_return(-3)).withMessage("kernel.counter is now -1");
    }

    @Test
    void aFailedAssertionIsAnError() {
        assertThatIllegalStateException().isThrownBy(() -> machine.bug(Property.KERNEL_ASSERTION, "WARN_ON")).withMessage("WARN_ON");
    }
}
