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
 * Suspected: a creator that looked up the old owner of a family uses it when the new one is there. Linux 4.4.
 */
public class Suspicion_08_FamilyChangesHands {

    private static final ModuleImage X = Toy.image("x", Lab.PF_TOY, Toy.Options.PLAIN);
    private static final ModuleImage Y = Toy.image("y", Lab.PF_TOY, Toy.Options.PLAIN);

    private static final class Race {
        private final Lab lab;
        private int s;
        private int r;
        private int i;

        Race(LabMachine machine) {
            lab = new Lab(machine, Lab.Options.PLAIN, X, Y).load("x");
        }

        void socket() {
            s = lab.first().socket();
        }

        void change() {
            r = lab.second().rmmod("x");
            i = lab.second().insmod("y");
        }

        void end(LL_Result result) {
            lab.report(result, fd(s), zero(r), zero(i));
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, EEXIST, ok", expect = ACCEPTABLE, desc = "The old owner stays.")
    @Outcome(id = "fd, 0, 0, ok", expect = ACCEPTABLE, desc = "The new one made the socket.")
    @Outcome(id = "EAFNOSUPPORT, 0, 0, ok", expect = ACCEPTABLE, desc = "The family was nobody's.")
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
        public void change() {
            race.change();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            race.end(result);
        }
    }

    /** sock_unregister does not wait for those who have just looked the family up. */
    @JCStressTest
    @Outcome(id = "fd, EWOULDBLOCK, EEXIST, ok", expect = ACCEPTABLE, desc = "The old owner stays.")
    @Outcome(id = "fd, 0, 0, ok", expect = ACCEPTABLE, desc = "The new one made the socket.")
    @Outcome(id = "EAFNOSUPPORT, 0, 0, ok", expect = ACCEPTABLE, desc = "The family was nobody's.")
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
        public void change() {
            race.change();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            race.end(result);
        }
    }
}
