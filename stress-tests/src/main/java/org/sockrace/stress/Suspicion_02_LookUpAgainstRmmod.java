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
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;
import org.sockrace.lab.Defects;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;

/**
 * <b>Suspected:</b> try_module_get takes a reference although delete_module has taken the counter to zero. Linux 6.1.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_02_LookUpAgainstRmmod}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                             RACES  EXPECT
 * Holds
 *   EAFNOSUPPORT, 0, ok             68,037  Acceptable
 *   fd, EWOULDBLOCK, ok             28,478  Acceptable
 * TestThenIncrement
 *   EAFNOSUPPORT, 0, ok             25,482  Acceptable
 *   fd, EWOULDBLOCK, ok              6,493  Acceptable
 *   fd, 0, no-use-after-unload         405  Interesting
 *   ENOMEM, 0, no-use-after-free       101  Interesting
 *   fd, 0, no-use-after-free            96  Interesting
 *   ENOMEM, 0, ok                       29  Interesting
 *   ENOMEM, 0, no-use-after-unload       1  Interesting
 * PlainIncrement
 *   EAFNOSUPPORT, 0, ok             17,648  Acceptable
 *   fd, EWOULDBLOCK, ok              2,828  Acceptable
 *   fd, 0, no-use-after-unload         592  Interesting
 *   fd, 0, no-use-after-free           143  Interesting
 *   ENOMEM, 0, no-use-after-free       139  Interesting
 *   ENOMEM, 0, ok                       35  Interesting
 *   others                              19
 * }</pre>
 *
 * <p><b>Conclusion:</b> a socket and an unload never both succeed. The twins split the test of the counter from its increment, and the increment into load and
 * store; either way a module goes under a socket.
 */
public final class Suspicion_02_LookUpAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_02_LookUpAgainstRmmod() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private int s;
        private int r;

        Race(LabMachine machine) {
            super(new Lab(machine, KernelConfig.V6_1, TOY).load("toy"));
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
    @Modelled("kernel 6.1; module toy family=PF_TOY; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(toy)")
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

    /** try_module_get tests, then increments. */
    @JCStressTest
    @Outcome(id = {"fd, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "delete_module returned 0 although socket() holds what it took for a reference.")
    @State
    public static class TestThenIncrement extends Race {
        /** Made by jcstress, one for each sample. */
        public TestThenIncrement() {
            super(new Defects.TestThenIncrement());
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

    /** try_module_get loads, then stores. */
    @JCStressTest
    @Outcome(id = {"fd, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainIncrement extends Race {
        /** Made by jcstress, one for each sample. */
        public PlainIncrement() {
            super(new Defects.PlainIncrement());
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
