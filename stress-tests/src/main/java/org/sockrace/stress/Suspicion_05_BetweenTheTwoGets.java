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
 * <b>Suspected:</b> between the look-up and the second try_module_get nothing holds the module. Linux 4.4.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_05_BetweenTheTwoGets}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                              RACES  EXPECT
 * Holds
 *   EAFNOSUPPORT, 0, ok             104,815  Acceptable
 *   fd, EWOULDBLOCK, ok              63,343  Acceptable
 * LookUpPinsNothing
 *   EAFNOSUPPORT, 0, ok              28,249  Acceptable
 *   ENOMEM, 0, no-use-after-free      3,476  Interesting
 *   ENOMEM, 0, kernel-assertion       1,964  Interesting
 *   ENOMEM, 0, no-use-after-unload    1,902  Interesting
 *   fd, EWOULDBLOCK, ok               1,513  Acceptable
 * }</pre>
 *
 * <p><b>Conclusion:</b> the first reference holds it until the second is there. In the twin the first reference is none: the module leaves before create has
 * taken one for its sk.
 */
public final class Suspicion_05_BetweenTheTwoGets {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_05_BetweenTheTwoGets() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private int s;
        private int r;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY).load("toy"));
            user = lab.task("user", 1);
            admin = lab.task("admin", 1);
        }

        @Override
        final void doFirst() {
            s = user.socket();
        }

        @Override
        final void doSecond() {
            r = admin.rmmod("toy");
        }

        @Override
        final String results() {
            return fd(s) + ", " + zero(r);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(toy)")
    @Outcome(id = "fd, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "socket() pinned the module first.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "rmmod was first: no family, or its module cannot be pinned.")
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
        public void rmmod() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** The first try_module_get takes nothing. */
    @JCStressTest
    @Outcome(id = {"fd, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The module was freed under create.")
    @State
    public static class LookUpPinsNothing extends Race {
        /** Made by jcstress, one for each sample. */
        public LookUpPinsNothing() {
            super(new Defects.LookUpPinsNothing());
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmod() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
