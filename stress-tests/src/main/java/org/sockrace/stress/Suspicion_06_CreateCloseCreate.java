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
 * Suspected: delete_module, which lowers the counter to look at it, loses the base reference when a socket comes or goes at that moment. The twin
 * does not put the base back.
 */
public class Suspicion_06_CreateCloseCreate {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private static final class Race {
        private final Lab lab;
        private int a;
        private int b;
        private int r;

        Race(LabMachine machine) {
            lab = new Lab(machine, Lab.Options.PLAIN, TOY).load("toy");
        }

        void socket() {
            a = lab.first().socket();
            lab.first().close(a);
            b = lab.first().socket();
        }

        void rmmod() {
            r = lab.second().rmmod("toy");
        }

        void end(LL_Result result) {
            lab.report(result, fd(a), fd(b), zero(r));
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Outcome(id = "fd, fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "One of the sockets was there.")
    @Outcome(id = "fd, EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "Between the two.")
    @Outcome(id = "EAFNOSUPPORT, EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first.")
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

    /** What is in use is unloaded. */
    @JCStressTest
    @Outcome(id = "fd, fd, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "One of the sockets was there.")
    @Outcome(id = "fd, EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "Between the two.")
    @Outcome(id = "EAFNOSUPPORT, EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The module was freed under a socket.")
    @State
    public static class BaseNotPutBack {
        private final Race race = new Race(new Twins.BaseNotPutBack());

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
