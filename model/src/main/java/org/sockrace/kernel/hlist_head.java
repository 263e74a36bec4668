package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * {@code struct hlist_head}: a list of which only the head is there. MODEL: who is in it, and in which order, is left out, and so are the neighbours; whoever
 * links or unlinks writes to the head, under the lock of the list, as he would to the head or to a neighbour.
 */
public final class hlist_head {

    /** The first entry. MODEL: always the same value, which stands for all. */
    public final Word first;
    private final String name;

    private hlist_head(Machine k, Region in, String name, int first) {
        this.name = in == k.image() ? name : in.name() + "." + name;
        k.within(in, this);
        this.first = k.word(in, name + ".first", first);
    }

    /** {@code HLIST_HEAD()} in that memory. */
    public static hlist_head head(Machine k, Region in, String name) {
        return new hlist_head(k, in, name, 1);
    }

    /** One that {@code INIT_HLIST_HEAD()} is still to set up: {@link #change}. */
    public static hlist_head raw(Machine k, Region in, String name) {
        return new hlist_head(k, in, name, 0);
    }

    /** What linking and unlinking do to the list, and setting it up. */
    public void change() {
        first.set(1);
    }

    @Override
    public String toString() {
        return name;
    }
}
