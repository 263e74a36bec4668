package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct receiver} of net/can/af_can.h: who wants to have frames. MODEL: which frames, and how many it got, is left out. */
public final class receiver {

    /** {@code void (*func)(struct sk_buff *, void *)}. */
    @FunctionalInterface
    public interface recv_fn extends Code {
        /** Gets a frame of that type, in a soft interrupt and a read-side critical section. */
        void call(int type, sock data);
    }

    /**
     * {@code func}.
     *
     * @param text the text that the function is in
     * @param function the function
     */
    public record func_t(Region text, recv_fn function) {
        @Override
        public String toString() {
            return Code.name(function);
        }
    }

    /** The next one in its list, or NULL. */
    final Ptr<receiver> next;
    /** What gets the frames. */
    final Ptr<func_t> func;
    /** What that is called with. */
    final Ptr<sock> data;
    /** The sock that it keeps for as long as frames may be on their way to it, or NULL: until 4.9 always. */
    final Ptr<sock> sk;
    /** For what comes after a grace period. */
    final rcu_head rcu;
    /** The allocation. */
    final Region mem;

    receiver(Machine k, Region mem) {
        this.mem = mem;
        this.next = k.ptr(mem, "list.next", null);
        this.func = k.ptr(mem, "func", null);
        this.data = k.ptr(mem, "data", null);
        this.sk = k.ptr(mem, "sk", null);
        this.rcu = new rcu_head(k, mem, "rcu", this);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
