package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.sockrace.lab.LabTask.fd;

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
 * <b>Suspected:</b> two creators find no family and load the module twice, or one uses it before its init has ended.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_11_AutoloadAgainstAutoload}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                        RACES  EXPECT
 * Holds
 *   fd, fd, ok                130,383  Acceptable
 * FamilyFirst
 *   fd, fd, ok                 54,755  Acceptable
 *   fd, fd, kernel-assertion      541  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> one load wins, the other waits for it or finds it there, and both get a socket: a family is registered last, when all that create needs
 * is ready. In the twin it is registered first, and what may sleep takes its time.
 */
public final class Suspicion_11_AutoloadAgainstAutoload {

    private static final ModuleImage LAST = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);
    private static final ModuleImage FIRST = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN.with(Toy.Quirk.FAMILY_FIRST));

    private Suspicion_11_AutoloadAgainstAutoload() { }

    private abstract static class Race extends Sample {
        private final LabTask one;
        private final LabTask two;
        private int a;
        private int b;

        Race(LabMachine machine, ModuleImage image) {
            super(new Lab(machine, image));
            one = lab.autoloading("one", 1);
            two = lab.autoloading("two", 1);
        }

        @Override
        final void doFirst() {
            a = one.socket();
        }

        @Override
        final void doSecond() {
            b = two.socket();
        }

        @Override
        final String results() {
            return fd(a) + ", " + fd(b);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY loaded=no; autoload yes; T0: a = socket(PF_TOY, SOCK_STREAM, 0) || T1: b = socket(PF_TOY, SOCK_STREAM, 0)")
    @Outcome(id = "fd, fd, ok(, alone)?", expect = ACCEPTABLE, desc = "Both have a socket.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new LabMachine(), LAST);
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void socketToo() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** init registers the family before it prepares what create needs, and sleeps in between. */
    @JCStressTest
    @Outcome(id = "fd, fd, ok(, alone)?", expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "create ran before init was ready.")
    @State
    public static class FamilyFirst extends Race {
        /** Made by jcstress, one for each sample. */
        public FamilyFirst() {
            super(new Defects.LongSleep(), FIRST);
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void socketToo() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
