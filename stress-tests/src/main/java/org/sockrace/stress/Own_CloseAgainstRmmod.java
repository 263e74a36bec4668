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
import org.sockrace.kernel.KernelConfig;
import org.sockrace.lab.Defects;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.own.OwnFile;

/**
 * <b>Suspected:</b> in a module of one's own, whose proto_ops have no owner, close returns into text that is gone. It is the example of the guide,
 * model/docs/own-module.md, and its repair: the files that {@code sockrace check} takes.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Own_ -Djcstress.budget=30s}
 */
public final class Own_CloseAgainstRmmod {

    private static final OwnFile MY_PROTO = Guide.module("MyProto.java");
    private static final OwnFile MY_PROTO_OWNED = Guide.module("MyProtoOwned.java");
    private static final int PF_MYPROTO = 18;

    private Own_CloseAgainstRmmod() { }

    private abstract static class Race extends CloseAgainstRmmod {
        Race(LabMachine machine, OwnFile module) {
            super(new Lab(machine, KernelConfig.V6_1, module).load(module.name()), module.name(), PF_MYPROTO);
        }
    }

    /** The proto_ops have an owner, and functions take long to return: that breaks only what is broken. */
    @JCStressTest
    @Modelled("kernel 6.1; module my_proto_owned source=../model/docs/own-module/MyProtoOwned.java; setup: f = socket(18, SOCK_STREAM, 0); T0: c = close(f)"
            + " || T1: r = rmmod(my_proto_owned); s = rmmod(my_proto_owned); t = rmmod(my_proto_owned)")
    @Outcome(id = {"0, 0, ENOENT, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, 0, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, EWOULDBLOCK, 0, ok(, alone)?",
            "0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?"}, expect = ACCEPTABLE, desc = "rmmod is refused until close has given all back.")
    @Outcome(expect = FORBIDDEN, desc = "Two results that no order explains, or something broken.")
    @State
    public static class Holds extends Race {
        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new Defects.LongReturn(), MY_PROTO_OWNED);
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

    /** The example of the guide: proto_ops without an owner. */
    @JCStressTest
    @Outcome(id = {"0, 0, ENOENT, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, 0, ENOENT, ok(, alone)?", "0, EWOULDBLOCK, EWOULDBLOCK, 0, ok(, alone)?",
            "0, EWOULDBLOCK, EWOULDBLOCK, EWOULDBLOCK, ok(, alone)?"}, expect = ACCEPTABLE, desc = "As if the proto_ops had an owner.")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "close ran in a module that was gone.")
    @State
    public static class WithoutOwner extends Race {
        /** Made by jcstress, one for each sample. */
        public WithoutOwner() {
            super(new Defects.LongReturn(), MY_PROTO);
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
