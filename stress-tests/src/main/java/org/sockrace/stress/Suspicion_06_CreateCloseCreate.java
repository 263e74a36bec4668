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
 * <b>Suspected:</b> delete_module, which lowers the counter to look at it, loses the base reference when a socket comes or goes at that
 * moment.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_06_CreateCloseCreate}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                         RACES  EXPECT
 * Holds
 *   EAFNOSUPPORT, EAFNOSUPPORT, 0, ok           87,323  Acceptable
 *   fd, fd, EWOULDBLOCK, ok                     11,722  Acceptable
 *   fd, EAFNOSUPPORT, 0, ok                        128  Acceptable
 * BaseNotPutBack
 *   EAFNOSUPPORT, EAFNOSUPPORT, 0, ok           21,083  Acceptable
 *   ENOMEM, EAFNOSUPPORT, 0, ok                  4,342  Interesting
 *   ENOMEM, EAFNOSUPPORT, 0, no-use-after-free   1,497  Interesting
 *   fd, EAFNOSUPPORT, 0, ok                      1,205  Acceptable
 *   EAFNOSUPPORT, EAFNOSUPPORT, 0, rollback      1,176  Interesting
 *   fd, EAFNOSUPPORT, 0, no-use-after-unload     1,118  Interesting
 *   others                                         382
 * }</pre>
 *
 * <p><b>Conclusion:</b> either rmmod succeeds or the counter is back at what it was. The twin does not put the base back, and unloads what is in use.
 */
public final class Suspicion_06_CreateCloseCreate {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_06_CreateCloseCreate() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private int a;
        private int b;
        private int r;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY).load("toy"));
            user = lab.task("user", 1);
            admin = lab.task("admin", 1);
        }

        @Override
        final void doFirst() {
            a = user.socket();
            user.close(a);
            b = user.socket();
        }

        @Override
        final void doSecond() {
            r = admin.rmmod("toy");
        }

        @Override
        final String results() {
            return fd(a) + ", " + fd(b) + ", " + zero(r);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY; T0: a = socket(PF_TOY, SOCK_STREAM, 0); close(a); b = socket(PF_TOY, SOCK_STREAM, 0)"
            + " || T1: r = rmmod(toy); outcome a, b, r")
    @Outcome(id = "fd, fd, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "One of the sockets was there.")
    @Outcome(id = "fd, EAFNOSUPPORT, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "Between the two.")
    @Outcome(id = "EAFNOSUPPORT, EAFNOSUPPORT, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "rmmod was first.")
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

    /** What is in use is unloaded. */
    @JCStressTest
    @Outcome(id = {"fd, fd, EWOULDBLOCK, ok(, alone)?", "fd, EAFNOSUPPORT, 0, ok(, alone)?", "EAFNOSUPPORT, EAFNOSUPPORT, 0, ok(, alone)?"},
            expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The module was freed under a socket.")
    @State
    public static class BaseNotPutBack extends Race {
        /** Made by jcstress, one for each sample. */
        public BaseNotPutBack() {
            super(new Defects.BaseNotPutBack());
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
