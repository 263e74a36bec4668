package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.sockrace.stress.Lab.fd;
import static org.sockrace.stress.Lab.zero;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;

/**
 * Suspected: try_module_get takes a reference although delete_module has taken the counter to zero. Linux 6.1. The twins split the test of the
 * counter from its increment, and the increment into load and store.
 */
public class Suspicion_02_LookUpAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private static final class Race {
        private final Lab lab;
        private int s;
        private int r;

        Race(LabMachine machine) {
            lab = new Lab(machine, Lab.Options.PLAIN.config(KernelConfig.V6_1), TOY).load("toy");
        }

        void socket() {
            s = lab.first().socket();
        }

        void rmmod() {
            r = lab.second().rmmod("toy");
        }

        void end(LL_Result result) {
            lab.report(result, fd(s), zero(r));
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "socket() pinned the module first.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first: no family, or its module cannot be pinned.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds {
        private final Race race = new Race(new LabMachine());

        /** The user. */
        @Actor
        public void socket() {
            race.socket();
        }

        /** The administrator. */
        @Actor
        public void rmmod() {
            race.rmmod();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            race.end(result);
        }
    }

    /** try_module_get tests, then increments. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "socket() pinned the module first.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first: no family, or its module cannot be pinned.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "delete_module returned 0 although socket() holds what it took for a reference.")
    @State
    public static class TestThenIncrement {
        private final Race race = new Race(new Twins.TestThenIncrement());

        /** The user. */
        @Actor
        public void socket() {
            race.socket();
        }

        /** The administrator. */
        @Actor
        public void rmmod() {
            race.rmmod();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            race.end(result);
        }
    }

    /** try_module_get loads, then stores. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "socket() pinned the module first.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first: no family, or its module cannot be pinned.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainIncrement {
        private final Race race = new Race(new Twins.PlainIncrement());

        /** The user. */
        @Actor
        public void socket() {
            race.socket();
        }

        /** The administrator. */
        @Actor
        public void rmmod() {
            race.rmmod();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            race.end(result);
        }
    }
}
