package org.sockrace.kernel;

import org.sockrace.machine.Condition;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;

/**
 * Time that runs out for those who wait no longer than so. MODEL: time is not measured, and one clock serves all: once it has run out for one it has for all
 * who wait with him. Who could have gone on waiting is one who is slow to look.
 */
public final class Clock extends KernelCode {

    /** The one clock, if somebody asked for it. */
    public final Agents<clock_state> clocks;

    Clock(Kernel kernel) {
        super(kernel.k);
        this.clocks = new Agents<>(n -> new clock_state(k));
    }

    /** Time may run out from now on; true when it has. */
    Condition start() {
        clock_state clock = clocks.first();
        clock.waiting.inc();
        return clock.expired.is(1);
    }

    boolean expired() {
        return clocks.first().expired.holds(1, Order.ONCE);
    }

    /** Nobody cares any more. */
    void stop() {
        clocks.first().waiting.dec();
    }

    /** run_timers: waits until somebody waits, and lets time run out. */
    public int run_timers(clock_state clock) {
        k.wait_event(clock.waiting.isNot(0));
        WRITE_ONCE(clock.expired, 1);
        k.wait_event(clock.waiting.is(0));
        WRITE_ONCE(clock.expired, 0);
        return 0;
    }
}
