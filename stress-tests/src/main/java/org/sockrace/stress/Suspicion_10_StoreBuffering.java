package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.HardwareMachine;
import org.sockrace.machine.hardware.UserRcu;

/**
 * <b>Suspected:</b> rcu_read_lock says that a reader is there by a store, and the processor keeps that store in its buffer while the reader
 * already loads: a grace period looks, sees nobody, and ends. This is about the RCU that these tests run on, and the pattern is that of the
 * counting lock which families had before 2.6.20.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_10_StoreBuffering}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                   RACES  EXPECT
 * Holds
 *   ok                 2,575,160  Acceptable
 * WithoutFence
 *   ok                 1,995,483  Acceptable
 *   no-use-after-free      1,243  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> the full fence in rcu_read_lock is what makes a grace period wait. Without it the reader reads freed memory, even on
 * x86, which reorders nothing else. A sequentially consistent search cannot see that, and neither can Lincheck; {@code sockrace check --memory lkmm} does, in
 * the scenario family-lock-vs-rmmod.
 */
public final class Suspicion_10_StoreBuffering {

    private static final Runnable NOTHING = () -> { };

    private Suspicion_10_StoreBuffering() { }

    /** A thing in a slot, a reader, and an updater that empties the slot and frees the thing. */
    private abstract static class Race extends TwoActors {
        private static final int ROUNDS = 20;
        private static final int LINE = 16;
        private static final int LINES = 8;

        private record Thing(Region mem, Word data) { }

        private final HardwareMachine k = new HardwareMachine();
        private final UserRcu rcu;
        private final UserRcu.Reader section;
        private final Context reader = k.context("reader", null);
        private final Context updater = k.context("updater", null);
        private final Thing thing = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(mem, k.word(mem, "data", 0)));
        /** Memory that the reader has not yet in its cache. */
        private final int[] cold = new int[LINE * LINES];
        private final Ptr<Thing> slot = k.ptr(k.image(), "slot", thing);

        Race(Runnable readersFence) {
            rcu = new UserRcu(k, k.image(), readersFence, VarHandle::fullFence);
            section = rcu.register();
        }

        @Override
        final void doFirst() {
            reader.call(() -> {
                fillStoreBuffer();
                section.lock();
                Thing found = slot.load(Order.DEPENDENCY);
                int data = found == null ? 0 : readSlowly(found);
                section.unlock();
                return data;
            });
        }

        /** A processor stores in order: what comes now has to wait until these are done. */
        private void fillStoreBuffer() {
            for (int line = 0; line < LINES; line++) {
                cold[line * LINE] = 1;
            }
        }

        /** Long enough for a grace period that should not end. */
        private static int readSlowly(Thing found) {
            for (int round = 0; round < ROUNDS; round++) {
                Thread.onSpinWait();
            }
            return found.data.load(Order.ONCE);
        }

        @Override
        final void doSecond() {
            updater.call(() -> {
                slot.store(null, Order.ONCE);
                rcu.synchronize();
                k.free(thing.mem);
                return 0;
            });
        }

        final void report(L_Result result) {
            result.r1 = outcome(k.sound() ? "ok" : k.violations().get(0).property().id());
        }
    }

    /** RCU as it is. */
    @JCStressTest
    @Outcome(id = "ok(, alone)?", expect = ACCEPTABLE, desc = "The reader found nothing, or was waited for.")
    @Outcome(expect = FORBIDDEN, desc = "The grace period did not see the reader.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(VarHandle::fullFence);
        }

        /** The reader. */
        @Actor
        public void reader() {
            first();
        }

        /** The updater. */
        @Actor
        public void updater() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(L_Result result) {
            report(result);
        }
    }

    /** rcu_read_lock and rcu_read_unlock have no fence. */
    @JCStressTest
    @Outcome(id = "ok(, alone)?", expect = ACCEPTABLE, desc = "As in RCU as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The grace period did not see the reader.")
    @State
    public static class WithoutFence extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutFence() {
            super(NOTHING);
        }

        /** The reader. */
        @Actor
        public void reader() {
            first();
        }

        /** The updater. */
        @Actor
        public void updater() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(L_Result result) {
            report(result);
        }
    }
}
