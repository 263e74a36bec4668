package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code struct sk_buff_head}: a queue of packets. MODEL: it has one direction, and packets come and go at its head; nobody asks for their order. */
public final class sk_buff_head {

    /** The first packet, or NULL. */
    final Ptr<sk_buff> next;
    /** Whether the queue was set up: 0 in new memory, where both ends are NULL. */
    final Word prev;
    /** Guards it. */
    final SpinLock lock;

    sk_buff_head(Machine k, Region in, String name) {
        this.next = k.ptr(in, name + ".next", null);
        this.prev = k.word(in, name + ".prev", 0);
        this.lock = k.spinlock(in, name + ".lock");
    }
}
