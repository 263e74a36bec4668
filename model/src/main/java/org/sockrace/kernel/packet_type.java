package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct packet_type}: who gets packets of a type, in the memory of a module or of a sock. */
public final class packet_type {

    /** The place in the list of its type: 1 while it is linked; under ptype_lock. */
    public final Word list;
    /** The memory that it is a part of. */
    public final Region mem;
    private final String name;

    /** Makes it in {@code mem}. */
    public packet_type(Machine k, Region mem, String name) {
        this.mem = mem;
        this.name = name;
        this.list = k.word(mem, name + ".list", 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
