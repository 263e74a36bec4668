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
 * <b>Suspected:</b> a child of accept does not hold the module: __module_get does not look whether it may.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_14_AcceptAgainstRmmod}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                               RACES  EXPECT
 * Holds
 *   fd, 0, EWOULDBLOCK, EWOULDBLOCK, ok                2,274  Acceptable
 * PlainIncrement
 *   fd, 0, EWOULDBLOCK, EWOULDBLOCK, ok                7,139  Acceptable
 *   fd, 0, EWOULDBLOCK, EWOULDBLOCK, refcount-balance     23  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> it may, because the listener holds a reference; the child keeps the module after the listener has gone. In the twin the increment is no
 * atomic one, and what rmmod does to the counter meanwhile is lost.
 */
public final class Suspicion_14_AcceptAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN.with(Toy.Quirk.ACCEPTS));

    private Suspicion_14_AcceptAgainstRmmod() { }

    private abstract static class Race extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private final int listener;
        private int a;
        private int c;
        private int r;
        private int again;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY).load("toy"));
            user = lab.task("user", 2);
            admin = lab.task("admin", 1);
            listener = user.socket();
        }

        @Override
        final void doFirst() {
            a = user.accept(listener);
            c = user.close(listener);
        }

        @Override
        final void doSecond() {
            r = admin.rmmod("toy");
            again = admin.rmmod("toy");
        }

        @Override
        final String results() {
            return fd(a) + ", " + zero(c) + ", " + zero(r) + ", " + zero(again);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY accept=yes; setup: l = socket(PF_TOY, SOCK_STREAM, 0); T0: a = accept(l); c = close(l)"
            + " || T1: r = rmmod(toy); again = rmmod(toy)")
    @Outcome(id = "fd, 0, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "The listener or its child held the module.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new LabMachine());
        }

        /** The first actor. */
        @Actor
        public void accept() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmodTwice() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** __module_get loads, then stores. */
    @JCStressTest
    @Outcome(id = "fd, 0, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainIncrement extends Race {
        /** Made by jcstress, one for each sample. */
        public PlainIncrement() {
            super(new Defects.PlainIncrement());
        }

        /** The first actor. */
        @Actor
        public void accept() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmodTwice() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
