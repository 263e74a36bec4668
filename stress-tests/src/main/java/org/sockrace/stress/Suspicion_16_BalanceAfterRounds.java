package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
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
 * <b>Suspected:</b> a counter that two processes change all the time drifts.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_16_BalanceAfterRounds}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                           RACES  EXPECT
 * Holds
 *   0, 0, ok                                      50,769  Acceptable
 * PlainIncrement
 *   0, 0, ok                                      77,279  Acceptable
 *   EAFNOSUPPORT, EAFNOSUPPORT, refcount-balance  54,223  Interesting
 *   0, 0, refcount-balance                        20,492  Interesting
 *   EAFNOSUPPORT, EAFNOSUPPORT, kernel-assertion   8,667  Interesting
 *   0, EAFNOSUPPORT, refcount-balance              2,729  Interesting
 *   EAFNOSUPPORT, 0, refcount-balance              2,589  Interesting
 *   others                                           487
 * PlainDecrement
 *   0, 0, ok                                      86,127  Acceptable
 *   0, 0, refcount-balance                        18,363  Interesting
 *   EAFNOSUPPORT, EAFNOSUPPORT, refcount-balance   7,110  Interesting
 *   EAFNOSUPPORT, 0, refcount-balance              1,684  Interesting
 *   0, EAFNOSUPPORT, refcount-balance              1,616  Interesting
 *   0, 0, kernel-assertion                            87  Interesting
 *   others                                           299
 * }</pre>
 *
 * <p><b>Conclusion:</b> after three rounds each it is where it was. The twins change it in two steps, and lose changes.
 */
public final class Suspicion_16_BalanceAfterRounds {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);
    private static final int ROUNDS = 3;

    private Suspicion_16_BalanceAfterRounds() { }

    private abstract static class Race extends Sample {
        private final LabTask one;
        private final LabTask two;
        private int a;
        private int b;

        Race(LabMachine machine) {
            super(new Lab(machine, TOY).load("toy"));
            one = lab.task("one", 1);
            two = lab.task("two", 1);
        }

        @Override
        final void doFirst() {
            a = rounds(one);
        }

        @Override
        final void doSecond() {
            b = rounds(two);
        }

        @Override
        final String results() {
            return zero(a) + ", " + zero(b);
        }

        private static int rounds(LabTask task) {
            int result = 0;
            for (int round = 0; round < ROUNDS && result == 0; round++) {
                int fd = task.socket();
                result = fd < 0 ? fd : task.close(fd);
            }
            return result;
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY; T0: s = socket(PF_TOY, SOCK_STREAM, 0); close(s); s2 = socket(PF_TOY, SOCK_STREAM, 0); close(s2)"
            + "; s3 = socket(PF_TOY, SOCK_STREAM, 0); a = close(s3)"
            + " || T1: t = socket(PF_TOY, SOCK_STREAM, 0); close(t); t2 = socket(PF_TOY, SOCK_STREAM, 0); close(t2)"
            + "; t3 = socket(PF_TOY, SOCK_STREAM, 0); b = close(t3); outcome a, b")
    @Outcome(id = "0, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "Every socket was made and closed.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new LabMachine());
        }

        /** The first actor. */
        @Actor
        public void rounds() {
            first();
        }

        /** The second actor. */
        @Actor
        public void roundsToo() {
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
    @Outcome(id = "0, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainIncrement extends Race {
        /** Made by jcstress, one for each sample. */
        public PlainIncrement() {
            super(new Defects.PlainIncrement());
        }

        /** The first actor. */
        @Actor
        public void rounds() {
            first();
        }

        /** The second actor. */
        @Actor
        public void roundsToo() {
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
    @Outcome(id = "0, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainDecrement extends Race {
        /** Made by jcstress, one for each sample. */
        public PlainDecrement() {
            super(new Defects.PlainDecrement());
        }

        /** The first actor. */
        @Actor
        public void rounds() {
            first();
        }

        /** The second actor. */
        @Actor
        public void roundsToo() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
