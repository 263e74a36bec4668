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
 * <b>Suspected:</b> the module that was loaded for a creator is removed before the creator uses it.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_12_AutoloadAgainstRmmod}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                  RACES  EXPECT
 * Holds
 *   fd, ENOENT, ok                        5,853  Acceptable
 *   fd, EWOULDBLOCK, ok                     174  Acceptable
 *   fd, EBUSY, ok                            21  Acceptable
 *   EAFNOSUPPORT, 0, ok                      10  Acceptable
 * BaseNotPutBack
 *   fd, ENOENT, ok                        8,587  Acceptable
 *   fd, 0, no-use-after-unload               85  Interesting
 *   fd, EBUSY, ok                            15  Acceptable
 *   EAFNOSUPPORT, 0, ok                      13  Acceptable
 *   EAFNOSUPPORT, 0, no-use-after-unload      6  Interesting
 *   ENOMEM, 0, no-use-after-free              6  Interesting
 *   others                                   10
 * }</pre>
 *
 * <p><b>Conclusion:</b> the second look at the family decides: a socket that holds the module, or EAFNOSUPPORT although modprobe succeeded. The twin frees the
 * module under the look-up.
 */
public final class Suspicion_12_AutoloadAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_12_AutoloadAgainstRmmod() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private int s;
        private int r;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY));
            user = lab.autoloading("user", 1);
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
    @Modelled("module toy family=PF_TOY loaded=no; autoload yes; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(toy)")
    @Outcome(id = "fd, ENOENT, ok(, alone)?", expect = ACCEPTABLE, desc = "rmmod came too early.")
    @Outcome(id = "fd, EBUSY, ok(, alone)?", expect = ACCEPTABLE, desc = "init was running.")
    @Outcome(id = "fd, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "init's own hold, or the socket's.")
    @Outcome(id = "EAFNOSUPPORT, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "Loaded and removed in between.")
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
    @Outcome(id = {"fd, ENOENT, ok(, alone)?", "fd, EBUSY, ok(, alone)?", "fd, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"},
            expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The module was freed under the creator.")
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
