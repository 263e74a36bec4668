package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * <b>Suspected:</b> a creator finds a family in net_families before the family's fields are written. sock_register publishes it with
 * rcu_assign_pointer, a release store; the kernels before 2.6.38 had a plain one.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_09_PublicationOfFields}
 *
 * <p><b>Seen</b> on two processors, JDK 17:
 *
 * <pre>{@literal
 * RESULT   SAMPLES  EXPECT
 * Holds
 *   0  40,889,470  Acceptable
 *   2  26,231,260  Acceptable
 * PlainStore
 *   0  25,480,248  Acceptable
 *   2  19,873,998  Acceptable
 *   1       2,388  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> with a release store nobody sees half a family. With a plain store the compiler may sort the stores as it likes.
 * On x86 only the compiler can do that, the processor keeps stores in order, and HotSpot's compiler does it in this shape only: the slot is a
 * field of the object at hand, and the family was allocated before. The kernel's own shape, an element of an array that has been looked at
 * before, never showed it here in 886 million samples. That is no proof that it is right.
 */
public final class Suspicion_09_PublicationOfFields {

    private Suspicion_09_PublicationOfFields() { }

    private static final class Family {
        private int create;
        private int owner;
    }

    private abstract static class Race {
        static final VarHandle SLOT;

        static {
            try {
                SLOT = MethodHandles.lookup().findVarHandle(Race.class, "slot", Family.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final Family family = new Family();
        @SuppressWarnings("UnusedVariable") // used through SLOT
        Family slot;

        /** 0 if there is no family, 2 if it is there, 1 if only half of it is. */
        final int lookUp() {
            Family found = (Family) SLOT.getAcquire(this);
            return found == null ? 0 : found.create + found.owner;
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "Not yet registered.")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Registered.")
    @Outcome(expect = FORBIDDEN, desc = "Registered, but not complete.")
    @State
    public static class Holds extends Race {
        /** sock_register. */
        @Actor
        public void register() {
            Family f = family;
            f.create = 1;
            f.owner = 1;
            SLOT.setRelease(this, f);
        }

        /** __sock_create. */
        @Actor
        public void lookUp(I_Result result) {
            result.r1 = lookUp();
        }
    }

    /** The pointer is stored like any other. */
    @JCStressTest
    @Outcome(id = {"0", "2"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "Registered, but not complete.")
    @State
    public static class PlainStore extends Race {
        /** sock_register. */
        @Actor
        public void register() {
            Family f = family;
            f.create = 1;
            f.owner = 1;
            slot = f;
        }

        /** __sock_create. */
        @Actor
        public void lookUp(I_Result result) {
            result.r1 = lookUp();
        }
    }
}
