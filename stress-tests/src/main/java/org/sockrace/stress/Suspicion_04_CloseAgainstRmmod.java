package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/**
 * <b>Suspected:</b> rmmod frees the module while close is still inside its release function.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_04_CloseAgainstRmmod}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT                                                        RACES  EXPECT
 * Holds
 *   0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok                3,703  Acceptable
 *   0, 0, ENOENT, ENOENT, ok                                      996  Acceptable
 *   0, EWOULDBLOCK, EWOULDBLOCK, 0, ok                            378  Acceptable
 *   0, EWOULDBLOCK, 0, ENOENT, ok                                 343  Acceptable
 * PlainDecrement
 *   0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok                1,057  Acceptable
 *   0, 0, ENOENT, ENOENT, ok                                      682  Acceptable
 *   0, EWOULDBLOCK, 0, ENOENT, ok                                 415  Acceptable
 *   0, EWOULDBLOCK, EWOULDBLOCK, 0, ok                            367  Acceptable
 *   0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, refcount-balance     16  Interesting
 *   0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, refcount-range       12  Interesting
 *   others                                                          2
 * WithoutOwner
 *   0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok                3,632  Acceptable
 *   0, 0, ENOENT, ENOENT, ok                                      135  Acceptable
 *   0, EWOULDBLOCK, 0, ENOENT, ok                                  33  Acceptable
 *   0, EWOULDBLOCK, EWOULDBLOCK, 0, ok                             20  Acceptable
 *   0, 0, ENOENT, ENOENT, no-use-after-unload                      19  Interesting
 *   0, EWOULDBLOCK, 0, ENOENT, no-use-after-unload                  1  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> the reference that sock->ops holds is put after release has returned, so the module is there as long as anybody runs in it. The first
 * twin loses a put; in the second the ops have no owner, as those of CAN, and release returns into freed text. Its return path is made
 * longer, or the window would hardly ever be hit.
 */
public final class Suspicion_04_CloseAgainstRmmod {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);
    private static final ModuleImage NO_OWNER = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN.owner(Toy.OpsOwner.NULL));

    private Suspicion_04_CloseAgainstRmmod() { }

    private abstract static class Race extends CloseAgainstRmmod {
        Race(LabMachine machine, ModuleImage image) {
            super(new Lab(machine, image).load("toy"), "toy", Lab.PF_TOY);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module toy family=PF_TOY; setup: f = socket(PF_TOY, SOCK_STREAM, 0); T0: c = close(f)"
            + " || T1: r = rmmod(toy); s = rmmod(toy); t = rmmod(toy)")
    @Outcome(id = "0, 0, ENOENT, ENOENT, ok(, alone)?", expect = ACCEPTABLE, desc = "close was first.")
    @Outcome(id = "0, EWOULDBLOCK, 0, ENOENT, ok(, alone)?", expect = ACCEPTABLE, desc = "The socket was still there at first.")
    @Outcome(id = "0, EWOULDBLOCK, EWOULDBLOCK, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "And a little longer.")
    @Outcome(id = "0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?", expect = ACCEPTABLE, desc = "And all the time.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new LabMachine(), TOY);
        }

        /** The first actor. */
        @Actor
        public void close() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmodThrice() {
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
    @Outcome(id = {"0, 0, ENOENT, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, 0, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, EWOULDBLOCK, 0, ok(, alone)?",
            "0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?"},
            expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "A change of the counter was lost.")
    @State
    public static class PlainDecrement extends Race {
        /** Made by jcstress, one for each sample. */
        public PlainDecrement() {
            super(new Defects.PlainDecrement(), TOY);
        }

        /** The first actor. */
        @Actor
        public void close() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmodThrice() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** The ops do not name their module, and release takes long to return. */
    @JCStressTest
    @Outcome(id = {"0, 0, ENOENT, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, 0, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, EWOULDBLOCK, 0, ok(, alone)?",
            "0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?"},
            expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "close ran in a module that was gone.")
    @State
    public static class WithoutOwner extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutOwner() {
            super(new Defects.LongReturn(), NO_OWNER);
        }

        /** The first actor. */
        @Actor
        public void close() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmodThrice() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
