package org.sockrace.kernel;

import org.sockrace.machine.Linked;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** What the lists of who gets packets have in them: {@code struct packet_type}, of a bundled family or of a module that users write. */
abstract class packet_entry implements Linked {

    /** The next one, or NULL. */
    final Ptr<packet_entry> next;
    /** The memory that it is in. */
    public final Region mem;
    private final String name;

    packet_entry(Machine k, Region mem, String name, boolean linked) {
        this.mem = mem;
        this.name = name;
        this.next = linked ? k.ptr(mem, name + ".list.next", null) : null;
    }

    /** Whose packets it gets. */
    abstract int type();

    /** Its function, with the text that it is in. */
    abstract packet_target func();

    @Override
    public Ptr<?> link() {
        return next;
    }

    @Override
    public String toString() {
        return name;
    }
}
