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
 * Suspected: a failing create gives back too much or too little while delete_module tries the counter. The twin loses a change of it.
 */
public class Suspicion_03_CreateFailsAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private static final class Race {
        private final Lab lab;
        private int s;
        private int r;

        Race(LabMachine machine) {
            lab = new Lab(machine, Lab.Options.PLAIN.failing("create"), TOY).load("toy");
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
    @Outcome(id = "ENOBUFS, 0, ok", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(id = "ENOBUFS, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "A socket() that fails holds the module for a moment.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first.")
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

    /** module_put loads, then stores. */
    @JCStressTest
    @Outcome(id = "ENOBUFS, 0, ok", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(id = "ENOBUFS, EWOULDBLOCK, ok", expect = ACCEPTABLE, desc = "A socket() that fails holds the module for a moment.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok", expect = ACCEPTABLE, desc = "rmmod was first.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainDecrement {
        private final Race race = new Race(new Twins.PlainDecrement());

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
