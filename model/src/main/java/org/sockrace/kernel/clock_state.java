package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Word;

/** What {@link Clock} keeps. */
public final class clock_state {

    /** How many wait for it. */
    final Atomic waiting;
    /** 1 once time has run out for them. */
    final Word expired;

    clock_state(Machine k) {
        this.waiting = k.atomic(k.image(), "clock.waiting", 0);
        this.expired = k.word(k.image(), "clock.expired", 0);
    }

    /** The name of who lets time run out. */
    @Override
    public String toString() {
        return "clock";
    }
}
