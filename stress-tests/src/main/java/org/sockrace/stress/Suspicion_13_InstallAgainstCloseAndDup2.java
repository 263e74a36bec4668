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
 * <b>Suspected:</b> close or dup2 of another thread hits a descriptor between its reservation and fd_install.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_13_InstallAgainstCloseAndDup2}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                              RACES  EXPECT
 * Holds
 *   fd, EBADF, fd, ok                 8,164  Acceptable
 *   fd, 0, fd, ok                       216  Acceptable
 *   fd, EBADF, EBUSY, ok                 27  Acceptable
 * WithoutFileLock
 *   fd, EBADF, fd, ok                18,667  Acceptable
 *   fd, EBADF, fd, kernel-assertion     254  Interesting
 *   fd, 0, fd, ok                       202  Acceptable
 *   fd, EBADF, EBUSY, ok                193  Acceptable
 *   fd, EBADF, fd, refcount-balance      30  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> close says EBADF and dup2 EBUSY while the descriptor is reserved: nobody can overwrite what fd_install is about to publish. Without
 * file_lock two threads get the same descriptor, and a file is lost.
 */
public final class Suspicion_13_InstallAgainstCloseAndDup2 {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_13_InstallAgainstCloseAndDup2() { }

    private abstract static class Race extends Sample {
        private final LabTask one;
        private final LabTask two;
        private final int spare;
        private int s;
        private int c;
        private int d;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY).load("toy"));
            one = lab.task("one", 3);
            two = lab.thread(one, "two");
            spare = one.socket();
        }

        @Override
        final void doFirst() {
            s = one.socket();
        }

        @Override
        final void doSecond() {
            c = two.close(4);
            d = two.dup2(spare, 4);
        }

        @Override
        final String results() {
            return fd(s) + ", " + zero(c) + ", " + fd(d);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY; process T0 T1; setup: x = socket(PF_TOY, SOCK_STREAM, 0); T0: s = socket(PF_TOY, SOCK_STREAM, 0)"
            + " || T1: c = close(4); d = dup2(x, 4); outcome s, c, d")
    @Outcome(id = "fd, EBADF, fd, ok(, alone)?", expect = ACCEPTABLE, desc = "The other came after both, or before both.")
    @Outcome(id = "fd, EBADF, EBUSY, ok(, alone)?", expect = ACCEPTABLE, desc = "The descriptor was reserved.")
    @Outcome(id = "fd, 0, fd, ok(, alone)?", expect = ACCEPTABLE, desc = "The descriptor was closed at once.")
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
        public void closeAndDup2() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** file_lock excludes nobody. */
    @JCStressTest
    @Outcome(id = {"fd, EBADF, fd, ok(, alone)?", "fd, EBADF, EBUSY, ok(, alone)?", "fd, 0, fd, ok(, alone)?"},
        expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A descriptor was used twice.")
    @State
    public static class WithoutFileLock extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutFileLock() {
            super(new Defects.LockExcludesNobody("file_lock"));
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void closeAndDup2() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
