package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * <b>Suspected:</b> a creator finds a family in net_families before the family's fields are written. sock_register publishes it with
 * rcu_assign_pointer, a release store; the kernels before 2.6.38 had a plain one. One actor publishes 32 families, the other looks at all.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_09_PublicationOfFields}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT          RACES  EXPECT
 * Holds
 *   all       1,012,709  Acceptable
 *   some        369,268  Acceptable
 *   none        227,023  Acceptable
 * PlainStore
 *   all         548,374  Acceptable
 *   some        237,466  Acceptable
 *   none         88,952  Acceptable
 *   half         15,815  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> with a release store nobody sees half a family. With a plain store the compiler may sort the stores as it likes.
 * On x86 only the compiler can do that, the processor keeps stores in order, and HotSpot's compiler does it in this shape only: the slot is a
 * field of the object at hand, and the family was allocated before. The kernel's own shape, an element of an array that has been looked at
 * before, never showed it here in 886 million samples. That is no proof that it is right: {@code sockrace check --memory lkmm} breaks the kernel of that time,
 * in the scenario socket-vs-insmod-2-6-32.
 */
public final class Suspicion_09_PublicationOfFields {

    private Suspicion_09_PublicationOfFields() { }

    private static final class Family {
        private int create;
        private int owner;
    }

    /** A place for a family, and the family that comes into it. */
    private static final class Slot {
        private static final VarHandle PUBLISHED;

        static {
            try {
                PUBLISHED = MethodHandles.lookup().findVarHandle(Slot.class, "published", Family.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Family family = new Family();
        @SuppressWarnings("UnusedVariable") // used through PUBLISHED
        private Family published;

        private Family fill() {
            Family f = family;
            f.create = 1;
            f.owner = 1;
            return f;
        }
    }

    /** Many slots in a sample: one takes less time than to read the clock. */
    private abstract static class Race extends TwoActors {
        private static final int SLOTS = 32;

        final Slot[] slots = new Slot[SLOTS];
        private int found;
        private int whole;

        Race() {
            Arrays.setAll(slots, i -> new Slot());
        }

        @Override
        final void doSecond() {
            int families = 0;
            int complete = 0;
            for (Slot slot : slots) {
                Family f = (Family) Slot.PUBLISHED.getAcquire(slot);
                if (f != null) {
                    families++;
                    complete += f.create & f.owner;
                }
            }
            found = families;
            whole = complete;
        }

        final void report(L_Result result) {
            result.r1 = outcome(whole < found ? "half" : found == 0 ? "none" : found < SLOTS ? "some" : "all");
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Outcome(id = "none(, alone)?", expect = ACCEPTABLE, desc = "Not yet registered.")
    @Outcome(id = "some(, alone)?", expect = ACCEPTABLE, desc = "Some were registered, and complete.")
    @Outcome(id = "all(, alone)?", expect = ACCEPTABLE, desc = "Registered.")
    @Outcome(expect = FORBIDDEN, desc = "Registered, but not complete.")
    @State
    public static class Holds extends Race {
        @Override
        final void doFirst() {
            for (Slot slot : slots) {
                Slot.PUBLISHED.setRelease(slot, slot.fill());
            }
        }

        /** sock_register. */
        @Actor
        public void register() {
            first();
        }

        /** __sock_create. */
        @Actor
        public void lookUp() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(L_Result result) {
            report(result);
        }
    }

    /** The pointer is stored like any other. */
    @JCStressTest
    @Outcome(id = {"none(, alone)?", "some(, alone)?", "all(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "Registered, but not complete.")
    @State
    public static class PlainStore extends Race {
        @Override
        final void doFirst() {
            for (Slot slot : slots) {
                slot.published = slot.fill();
            }
        }

        /** sock_register. */
        @Actor
        public void register() {
            first();
        }

        /** __sock_create. */
        @Actor
        public void lookUp() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(L_Result result) {
            report(result);
        }
    }
}
