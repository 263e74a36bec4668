package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.sockrace.machine.hardware.HardwareMachine;

/** socket(2) races delete_module(2) of the family's module. Whoever is first decides; there is no third outcome. */
@JCStressTest
@Outcome(id = "fd 3, EWOULDBLOCK, refcnt 3", expect = ACCEPTABLE,
        desc = "The socket came first: it and its sk pin the module, so delete_module takes the base back and returns -EWOULDBLOCK.")
@Outcome(id = "EAFNOSUPPORT, 0, unloaded", expect = ACCEPTABLE,
        desc = "delete_module came first: socket found no family, or could not pin its module, and returned -EAFNOSUPPORT.")
@Outcome(expect = FORBIDDEN, desc = "A socket without its module, a lost reference, or a use of freed memory.")
@State
public class Unload_01_SocketAgainstRmmod {

    private final ToyKernel kernel = new ToyKernel(new HardwareMachine());

    /** The user. */
    @Actor
    public void socket() {
        kernel.socket();
    }

    /** The administrator. */
    @Actor
    public void rmmod() {
        kernel.deleteModule();
    }

    /** Both have returned. */
    @Arbiter
    public void both(LLL_Result r) {
        kernel.report(r);
    }
}
