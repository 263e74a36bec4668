package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/** include/linux/rculist.h, for the lists of {@code struct inet_protosw}. The callers hold the lock of the list; readers do not. */
final class rculist extends KernelCode {

    rculist(Kernel kernel) {
        super(kernel.k);
    }

    /** list_del_rcu: the store that readers can see is marked (as it is since 4.5). */
    void list_del_rcu(inet_protosw p, Ptr<inet_protosw> head) {
        inet_protosw next = p.next.get();
        inet_protosw prev = p.prev.get();

        if (next != null) {
            next.prev.set(prev);
        }
        WRITE_ONCE(prev != null ? prev.next : head, next);
    }

    /** list_add_rcu: puts {@code p} after {@code prev}, or first if that is null. */
    void list_add_rcu(inet_protosw p, inet_protosw prev, Ptr<inet_protosw> head) {
        Ptr<inet_protosw> link = prev != null ? prev.next : head;
        inet_protosw next = link.get();

        p.next.set(next);
        p.prev.set(prev);
        rcu_assign_pointer(link, p);
        if (next != null) {
            next.prev.set(p);
        }
    }
}
