package org.sockrace.kernel;

import org.sockrace.machine.Order;

/**
 * include/linux/list.h and rculist.h. The callers hold the lock of the list; those who read it under RCU do not. MODEL: LIST_POISON1 and LIST_POISON2, which
 * deleted entries are left with, are NULL: to follow any of the three is the same fault.
 */
final class rculist {

    private rculist() { }

    private static <T> boolean bare(list_head<T> entry, list_head<T> head) {
        if (head.bare) {
            entry.next.set(head);
            entry.prev.set(head);
            head.next.set(entry);
        }
        return head.bare;
    }

    private static <T> void __list_add(list_head<T> entry, list_head<T> prev, list_head<T> next) {
        next.prev.set(entry);
        entry.next.set(next);
        entry.prev.set(prev);
        prev.next.set(entry);
    }

    /** list_add: puts {@code entry} after {@code head}. */
    static <T> void list_add(list_head<T> entry, list_head<T> head) {
        if (!bare(entry, head)) {
            __list_add(entry, head, head.next.get());
        }
    }

    /** list_add_tail: puts {@code entry} before {@code head}, which is the end of the list. */
    static <T> void list_add_tail(list_head<T> entry, list_head<T> head) {
        if (!bare(entry, head)) {
            __list_add(entry, head.prev.get(), head);
        }
    }

    /** __list_del: the store that readers can see is marked (as it is since 4.5). */
    private static <T> void __list_del(list_head<T> prev, list_head<T> next) {
        if (next.bare) {
            next.next.set(next);
            return;
        }
        next.prev.set(prev);
        prev.next.store(next, Order.ONCE);
    }

    /** list_del: whoever deletes what is in no list follows the poison. */
    static <T> void list_del(list_head<T> entry) {
        __list_del(entry.prev.get(), entry.next.get());
        entry.next.set(null);
        entry.prev.set(null);
    }

    /** list_add_rcu: puts {@code entry} after {@code prev}, where readers find it as soon as it is whole. */
    static <T> void list_add_rcu(list_head<T> entry, list_head<T> prev) {
        list_head<T> next = prev.next.get();

        entry.next.set(next);
        entry.prev.set(prev);
        prev.next.store(entry, Order.RELEASE);
        next.prev.set(entry);
    }

    /** list_add_tail_rcu: puts {@code entry} at the end of the list, where readers find it as soon as it is whole. */
    static <T> void list_add_tail_rcu(list_head<T> entry, list_head<T> head) {
        list_add_rcu(entry, head.prev.get());
    }

    /** list_del_rcu: those who are looking at the entry still find their way on from it. */
    static <T> void list_del_rcu(list_head<T> entry) {
        __list_del(entry.prev.get(), entry.next.get());
        entry.prev.set(null);
    }

    /** list_empty. */
    static <T> boolean list_empty(list_head<T> head) {
        return head.next.load(Order.ONCE) == head;
    }
}
