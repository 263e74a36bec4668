package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.sockrace.lab.LabTask.fd;
import static org.sockrace.lab.LabTask.zero;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;
import org.sockrace.lab.Defects;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;

/**
 * <b>Suspected:</b> a creator that looked up the old owner of a family uses it when the new one is there. Linux 4.4.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_08_FamilyChangesHands}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                       RACES  EXPECT
 * Holds
 *   fd, EWOULDBLOCK, EEXIST, ok              123,533  Acceptable
 *   EAFNOSUPPORT, 0, 0, ok                    85,821  Acceptable
 *   fd, 0, 0, ok                               2,700  Acceptable
 * WithoutGracePeriods
 *   fd, EWOULDBLOCK, EEXIST, ok               10,240  Acceptable
 *   EAFNOSUPPORT, 0, 0, ok                     7,421  Acceptable
 *   fd, 0, 0, ok                               1,232  Acceptable
 *   EAFNOSUPPORT, 0, 0, no-use-after-unload       12  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> the socket is made by the old owner, by the new one, or by nobody, and never by one that is gone.
 */
public final class Suspicion_08_FamilyChangesHands {

    private static final ModuleImage X = Toy.image("x", Lab.PF_TOY, Toy.Options.PLAIN);
    private static final ModuleImage Y = Toy.image("y", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_08_FamilyChangesHands() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private int s;
        private int r;
        private int i;

        Race(LabMachine machine) {
            super(new Lab(machine, X, Y).load("x"));
            user = lab.task("user", 1);
            admin = lab.task("admin", 1);
        }

        @Override
        final void doFirst() {
            s = user.socket();
        }

        @Override
        final void doSecond() {
            r = admin.rmmod("x");
            i = admin.insmod("y");
        }

        @Override
        final String results() {
            return fd(s) + ", " + zero(r) + ", " + zero(i);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module x family=PF_TOY; module y family=PF_TOY loaded=no; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(x); i = insmod(y)")
    @Outcome(id = "fd, EWOULDBLOCK, EEXIST, ok(, alone)?", expect = ACCEPTABLE, desc = "The old owner stays.")
    @Outcome(id = "fd, 0, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "The new one made the socket.")
    @Outcome(id = "EAFNOSUPPORT, 0, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "The family was nobody's.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new LabMachine());
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void change() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** sock_unregister does not wait for those who have just looked the family up. */
    @JCStressTest
    @Outcome(id = {"fd, EWOULDBLOCK, EEXIST, ok(, alone)?", "fd, 0, 0, ok(, alone)?", "EAFNOSUPPORT, 0, 0, ok(, alone)?"},
        expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The module was freed under the reader.")
    @State
    public static class WithoutGracePeriods extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutGracePeriods() {
            super(new Defects.NoGracePeriod());
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void change() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
