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
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;

/**
 * Suspected: sock_unregister returns while a creator is between rcu_dereference and try_module_get. Linux 4.4, where free_module waits for
 * nothing that would save it. Both twins read the family of a freed module.
 */
public class Suspicion_01_LookUpAgainstUnregister {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private static final class Race {
        private final Lab lab;
        private int s;
        private int r;

        Race(LabMachine machine) {
            lab = new Lab(machine, Lab.Options.PLAIN, TOY).load("toy");
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

    /** The look-up is in no read-side section. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "socket() pinned the module first.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first: no family, or its module cannot be pinned.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The grace period did not see the reader.")
    @State
    public static class WithoutReadLock {
        private final Race race = new Race(new Twins.NoReadLock());

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

    /** sock_unregister does not wait for those who have just looked the family up. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "socket() pinned the module first.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first: no family, or its module cannot be pinned.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The module was freed under the reader.")
    @State
    public static class WithoutGracePeriods {
        private final Race race = new Race(new Twins.NoGracePeriod());

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
