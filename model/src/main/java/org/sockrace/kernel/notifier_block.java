package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct notifier_block}: who wants to know what becomes of network devices, in the memory of a module or of a sock. */
public final class notifier_block {

    /** The place in the chain: 1 while it is linked; under rtnl_mutex. */
    public final Word next;
    /** The memory that it is a part of. */
    public final Region mem;
    private final String name;

    /** Makes it in {@code mem}. */
    public notifier_block(Machine k, Region mem, String name) {
        this.mem = mem;
        this.name = name;
        this.next = k.word(mem, name + ".next", 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
