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
import org.sockrace.kernel.net_proto_family;
import org.sockrace.lab.Defects;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;

/**
 * <b>Suspected:</b> two families register under one number, and the second overwrites the first.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_07_RegisterAgainstRegister}
 *
 * <p><b>Seen</b> on two shared cores, JDK 17, on 2026-11-26:
 *
 * <pre>{@literal
 * RESULT             RACES  EXPECT
 * Holds
 *   0, EEXIST, ok   89,092  Acceptable
 *   EEXIST, 0, ok   87,218  Acceptable
 * WithoutLock
 *   EEXIST, 0, ok  191,373  Acceptable
 *   0, EEXIST, ok  182,139  Acceptable
 *   0, 0, ok       119,470  Interesting
 * }</pre>
 *
 * <p><b>Conclusion:</b> net_family_lock makes test and store one: exactly one of the two gets EEXIST. Without it both believe that they are registered.
 */
public final class Suspicion_07_RegisterAgainstRegister {

    private Suspicion_07_RegisterAgainstRegister() { }

    private abstract static class Race extends Sample {
        private final net_proto_family x;
        private final net_proto_family y;
        private final LabTask first;
        private final LabTask second;
        private int a;
        private int b;

        Race(LabMachine machine) {
            super(new Lab(machine));
            x = family(machine, "x");
            y = family(machine, "y");
            first = lab.task("first", 0);
            second = lab.task("second", 0);
        }

        @Override
        final void doFirst() {
            a = first.register(x);
        }

        @Override
        final void doSecond() {
            b = second.register(y);
        }

        @Override
        final String results() {
            return zero(a) + ", " + zero(b);
        }

        private static net_proto_family family(LabMachine machine, String name) {
            return new net_proto_family(machine, machine.image(), name, Lab.PF_TOY, null, (sock, protocol, kern) -> 0);
        }
    }

    /** The kernel as it is. */
    @JCStressTest
    @Modelled("module x family=PF_TOY loaded=no; module y family=PF_TOY loaded=no; T0: a = insmod(x) || T1: b = insmod(y)")
    @Outcome(id = "0, EEXIST, ok(, alone)?", expect = ACCEPTABLE, desc = "The first was faster.")
    @Outcome(id = "EEXIST, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "The second was faster.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new LabMachine());
        }

        /** The first actor. */
        @Actor
        public void register() {
            first();
        }

        /** The second actor. */
        @Actor
        public void registerToo() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }

    /** net_family_lock excludes nobody. */
    @JCStressTest
    @Outcome(id = {"0, EEXIST, ok(, alone)?", "EEXIST, 0, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As in the kernel as it is.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "Both were registered.")
    @State
    public static class WithoutLock extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutLock() {
            super(new Defects.LockExcludesNobody("net_family_lock"));
        }

        /** The first actor. */
        @Actor
        public void register() {
            first();
        }

        /** The second actor. */
        @Actor
        public void registerToo() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
