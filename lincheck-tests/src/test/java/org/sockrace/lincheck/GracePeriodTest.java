package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.VarHandle;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.HardwareMachine;
import org.sockrace.machine.hardware.UserRcu;

/**
 * What a grace period promises, with every access of RCU itself as a step: a section that sees what was written after the wait has seen
 * what was written before it.
 */
class GracePeriodTest {

    private static final int INVOCATIONS = 200;

    /** A machine with RCU, a reader and a writer. */
    private record World(UserRcu rcu, Word before, Word after, Context reader, UserRcu.Reader section, Context writer) {
        static World with(Runnable smpMb) {
            HardwareMachine machine = new HardwareMachine();
            UserRcu rcu = new UserRcu(machine, machine.image(), smpMb, smpMb);
            return new World(rcu, machine.word(machine.image(), "before", 0), machine.word(machine.image(), "after", 0),
                    machine.context("reader", null), rcu.register(), machine.context("writer", null));
        }

        /** 1 if the section saw the second write and not the first. */
        int read() {
            section.lock();
            int sawBefore = before.load(Order.ONCE);
            int sawAfter = after.load(Order.ONCE);
            section.unlock();
            return sawAfter - sawBefore;
        }

        int write(boolean waits) {
            before.store(1, Order.ONCE);
            if (waits) {
                rcu.synchronize();
            }
            after.store(1, Order.ONCE);
            return 0;
        }
    }

    /** A reader against a writer. */
    private static final class Promise extends Prepared<World> {
        private final boolean waits;

        Promise(Runnable smpMb, boolean waits) {
            super(INVOCATIONS, () -> World.with(smpMb));
            this.waits = waits;
        }

        @Override
        void race(World world) {
            Other<Integer> reader = Other.start(() -> world.reader.call(world::read));
            world.writer.call(() -> world.write(waits));
            if (reader.await() > 0) {
                throw new AssertionError("the grace period did not wait for the reader");
            }
        }
    }

    @Test
    void aGracePeriodWaitsForReaders() {
        new Promise(VarHandle::fullFence, true).check();
    }

    @Test
    void withoutAGracePeriodAReaderIsMissed() {
        Promise broken = new Promise(VarHandle::fullFence, false);

        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, broken::check);

        assertThat(found).hasMessageContaining("the grace period did not wait for the reader");
    }

    /**
     * On real memory a reader without a fence may read before the grace period can see it. Lincheck's executions are sequentially
     * consistent, so it cannot find that: for suspicions about the order of memory its verdict is none.
     */
    @Test
    void thatAFenceIsMissingIsNotSeenHere() {
        new Promise(() -> { }, true).check();
    }
}
