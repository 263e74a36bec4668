package org.sockrace.kernel;

import org.sockrace.machine.Condition;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;

/** {@code struct process_timer}: how long a task waits at most. MODEL: time is not measured: what is set may run out at any moment from then on. */
public final class process_timer {

    private static final int IDLE = 0;
    private static final int PENDING = 1;
    private static final int EXPIRED = 2;

    private final Machine k;
    private final Word state;

    process_timer(Machine k, String name) {
        this.k = k;
        this.state = k.word(k.image(), name, IDLE);
    }

    /** mod_timer: from now on it may run out. */
    void mod_timer() {
        state.store(PENDING, Order.ONCE);
    }

    /** Whether it has run out. It tells so once, as schedule_timeout does, after which who waits on is woken by no timer. */
    boolean expired() {
        return state.cmpxchg(EXPIRED, IDLE) == EXPIRED;
    }

    /** What who waits until it runs out waits for. */
    Condition expires() {
        return state.is(EXPIRED);
    }

    /** del_timer: it runs out no more. MODEL: it is not on the stack of who waits, but the task's. */
    void del_timer() {
        state.store(IDLE, Order.ONCE);
    }

    /** run_timers: waits until it is set, and lets it run out. One round of the thread that does so. */
    public int run_timers() {
        k.wait_event(state.is(PENDING));
        state.cmpxchg(PENDING, EXPIRED);
        return 0;
    }
}
