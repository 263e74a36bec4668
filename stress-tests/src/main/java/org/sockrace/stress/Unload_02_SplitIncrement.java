package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Region;
import org.sockrace.machine.hardware.HardwareMachine;

/**
 * The race of {@link Unload_01_SocketAgainstRmmod} with one operation split: try_module_get tests the counter and then increments it,
 * instead of both at once. Between the two, delete_module takes the counter to zero, and the increment raises it from there. Seen,
 * without the rarest:
 *
 * <pre>
 *                                 RESULT  SAMPLES     FREQ       EXPECT
 *              EAFNOSUPPORT, 0, unloaded  172,980   39.91%   Acceptable
 *                    ENOMEM, 0, unloaded      744    0.17%  Interesting
 * ENOMEM, 0, unloaded, no-use-after-free      738    0.17%  Interesting
 *                      fd 3, 0, unloaded      629    0.15%  Interesting
 * fd 3, 0, unloaded, no-use-after-unload      900    0.21%  Interesting
 *            fd 3, EWOULDBLOCK, refcnt 3  257,262   59.35%   Acceptable
 * </pre>
 *
 * <p>ENOMEM is sk_alloc's, which cannot pin the module any more. Where nothing freed was touched, a descriptor is left whose functions
 * are gone.
 */
@JCStressTest
@Outcome(id = "fd 3, EWOULDBLOCK, refcnt 3", expect = ACCEPTABLE, desc = "The socket came first.")
@Outcome(id = "EAFNOSUPPORT, 0, unloaded", expect = ACCEPTABLE, desc = "delete_module came first.")
@Outcome(id = ".*, 0, unloaded.*", expect = ACCEPTABLE_INTERESTING,
        desc = "delete_module returned 0 although socket held a reference, or what it took for one.")
@Outcome(expect = FORBIDDEN, desc = "Nothing that this defect explains.")
@State
public class Unload_02_SplitIncrement {

    private final ToyKernel kernel = new ToyKernel(new SplitIncrement());

    private static final class SplitIncrement extends HardwareMachine {
        @Override
        public Atomic atomic(Region in, String name, int initial) {
            Atomic whole = super.atomic(in, name, initial);
            return name.equals("refcnt") ? new TestThenIncrement(whole) : whole;
        }
    }

    private record TestThenIncrement(Atomic whole) implements Atomic {
        @Override
        public boolean inc_not_zero() {
            if (whole.read() == 0) {
                return false;
            }
            whole.inc();
            return true;
        }

        @Override
        public int read() {
            return whole.read();
        }

        @Override
        public void set(int value) {
            whole.set(value);
        }

        @Override
        public void inc() {
            whole.inc();
        }

        @Override
        public void dec() {
            whole.dec();
        }

        @Override
        public int add_return(int delta) {
            return whole.add_return(delta);
        }

        @Override
        public boolean dec_and_test() {
            return whole.dec_and_test();
        }

        @Override
        public boolean add_unless(int delta, int unless) {
            return whole.add_unless(delta, unless);
        }

        @Override
        public int dec_if_positive() {
            return whole.dec_if_positive();
        }

        @Override
        public Condition is(int value) {
            return whole.is(value);
        }
    }

    /** The user. */
    @Actor
    public void socket() {
        kernel.socket();
    }

    /** The administrator. */
    @Actor
    public void rmmod() {
        kernel.deleteModule();
    }

    /** Both have returned. */
    @Arbiter
    public void both(LLL_Result r) {
        kernel.report(r);
    }
}
