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
 * <p><b>Seen</b> on two processors, JDK 17:
 *
 * <pre>{@literal
 * RESULT                                             SAMPLES  EXPECT
 * Holds
 *   0, 0, ok                                         305,754  Acceptable
 * PlainIncrement
 *   0, 0, ok                                         232,672  Acceptable
 *   EAFNOSUPPORT, EAFNOSUPPORT, refcount-balance      56,570  Interesting
 *   0, 0, refcount-balance                            21,466  Interesting
 *   EAFNOSUPPORT, EAFNOSUPPORT, kernel-assertion       9,698  Interesting
 *   0, EAFNOSUPPORT, refcount-balance                  2,083  Interesting
 *   EAFNOSUPPORT, 0, refcount-balance                    880  Interesting
 *   others                                               817
 * PlainDecrement
 *   0, 0, ok                                         246,675  Acceptable
 *   0, 0, refcount-balance                            30,421  Interesting
 *   EAFNOSUPPORT, EAFNOSUPPORT, refcount-balance      14,828  Interesting
 *   0, EAFNOSUPPORT, refcount-balance                  1,356  Interesting
 *   EAFNOSUPPORT, 0, refcount-balance                    445  Interesting
 *   ENOMEM, EAFNOSUPPORT, kernel-assertion               207  Interesting
 *   others                                               558
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
        final void first() {
            a = rounds(one);
        }

        @Override
        final void second() {
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
    @Outcome(id = "0, 0, ok", expect = ACCEPTABLE, desc = "Every socket was made and closed.")
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
    @Outcome(id = "0, 0, ok", expect = ACCEPTABLE, desc = "As in the kernel as it is.")
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
    @Outcome(id = "0, 0, ok", expect = ACCEPTABLE, desc = "As in the kernel as it is.")
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
