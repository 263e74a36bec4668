package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct sk_buff}: a packet that a sock has received. MODEL: there is nothing in it, and its size is 1. */
public final class sk_buff {

    /** The next one in the queue, or NULL. */
    final Ptr<sk_buff> next;
    /** Whose memory it counts for, or NULL. */
    final Ptr<sock> sk;
    /** The allocation. */
    final Region mem;

    sk_buff(Machine k, Region mem) {
        this.mem = mem;
        this.next = k.ptr(mem, "next", null);
        this.sk = k.ptr(mem, "sk", null);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
