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
import org.sockrace.machine.hardware.Choices;

/**
 * <b>Suspected:</b> a failing create gives back too much or too little while delete_module tries the counter.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_03_CreateFailsAgainstRmmod}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                      RACES  EXPECT
 * Holds
 *   EAFNOSUPPORT, 0, ok                      14,848  Acceptable
 *   ENOBUFS, EWOULDBLOCK, ok                  5,729  Acceptable
 *   ENOBUFS, 0, ok                              359  Acceptable
 * PlainDecrement
 *   EAFNOSUPPORT, 0, ok                     324,883  Acceptable
 *   ENOBUFS, EWOULDBLOCK, ok                111,931  Acceptable
 *   ENOBUFS, 0, ok                           11,159  Acceptable
 *   ENOBUFS, EWOULDBLOCK, refcount-balance      520  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> out_module_put balances. A socket() that fails can still make rmmod return EWOULDBLOCK: no order of the two calls explains that pair,
 * so the kernel is not linearizable here, and it need not be. The twin loses a change of the counter.
 */
public final class Suspicion_03_CreateFailsAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);
    private static final Choices CREATE_FAILS = Choices.failing("create");

    private Suspicion_03_CreateFailsAgainstRmmod() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private int s;
        private int r;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY).load("toy"));
            user = lab.task("user", 1, CREATE_FAILS);
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
    @Modelled("module toy family=PF_TOY; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(toy); faults create")
    @Outcome(id = "ENOBUFS, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(id = "ENOBUFS, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "A socket() that fails holds the module for a moment.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "rmmod was first.")
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

    /** module_put loads, then stores. */
    @JCStressTest
    @Outcome(id = {"ENOBUFS, 0, ok(, alone)?", "ENOBUFS, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"},
        expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainDecrement extends Race {
        /** Made by jcstress, one for each sample. */
        public PlainDecrement() {
            super(new Defects.PlainDecrement());
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
