package org.sockrace.kernel;

import org.sockrace.machine.Linked;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/**
 * {@code struct list_head}: a place in a doubly linked circular list, inside the struct that is listed. Linking and unlinking write to the memory of the
 * neighbours, whoever they belong to: see {@link rculist}.
 *
 * @param <T> the struct that is listed
 */
public final class list_head<T> implements Linked {

    /** The place after this one; NULL in new memory, and after the entry was deleted. */
    final Ptr<list_head<T>> next;
    /** The place before this one; NULL in new memory, and after the entry was deleted. */
    final Ptr<list_head<T>> prev;
    /** {@code list_entry()}: the struct around it; null for the head of a list. */
    final T entry;
    private final String name;
    /** Of a list of one entry at most, or one that nobody walks: its entries do not write to their neighbours. */
    boolean bare;

    private list_head(Machine k, Region in, String name, T entry) {
        this.name = in == k.image() ? name : in.name() + "." + name;
        this.entry = entry;
        k.within(in, this);
        list_head<T> first = entry == null ? this : null;
        this.next = k.ptr(in, name + ".next", first);
        this.prev = k.ptr(in, name + ".prev", first);
    }

    /** {@code LIST_HEAD()}: the head of an empty list. */
    static <T> list_head<T> head(Machine k, Region in, String name) {
        return new list_head<>(k, in, name, null);
    }

    /** A place in a struct, which is in no list yet. */
    static <T> list_head<T> in(Machine k, Region in, String name, T entry) {
        return new list_head<>(k, in, name, entry);
    }

    @Override
    public Ptr<?> link() {
        return entry == null ? null : next;
    }

    @Override
    public String toString() {
        return name;
    }
}
