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
 * <b>Suspected:</b> sock_unregister returns while a creator is between rcu_dereference and try_module_get. Linux 4.4, where free_module
 * waits for nothing that would save it: only the grace period of sock_unregister stands between the reader and freed memory.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_01_LookUpAgainstUnregister}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                   RACES  EXPECT
 * Holds
 *   EAFNOSUPPORT, 0, ok                   25,759  Acceptable
 *   fd, EWOULDBLOCK, ok                   11,275  Acceptable
 * WithoutReadLock
 *   EAFNOSUPPORT, 0, ok                   85,926  Acceptable
 *   fd, EWOULDBLOCK, ok                   22,084  Acceptable
 *   EAFNOSUPPORT, 0, no-use-after-unload      35  Interesting
 * WithoutGracePeriods
 *   EAFNOSUPPORT, 0, ok                   17,920  Acceptable
 *   fd, EWOULDBLOCK, ok                    4,653  Acceptable
 *   EAFNOSUPPORT, 0, no-use-after-unload      39  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> nothing freed is touched. Both twins read the family of a freed module: the grace period is needed, and so is the section that it waits
 * for.
 */
public final class Suspicion_01_LookUpAgainstUnregister {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private Suspicion_01_LookUpAgainstUnregister() { }

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

    /** The look-up is in no read-side section. */
    @JCStressTest
    @Outcome(id = {"fd, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "The grace period did not see the reader.")
    @State
    public static class WithoutReadLock extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutReadLock() {
            super(new Defects.NoReadLock());
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

    /** sock_unregister does not wait for those who have just looked the family up. */
    @JCStressTest
    @Outcome(id = {"fd, EWOULDBLOCK, ok(, alone)?", "EAFNOSUPPORT, 0, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
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
