package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct kmem_cache}: a slab cache; allocating from it or freeing into it after kmem_cache_destroy is a use after free. */
public final class kmem_cache {

    /** The size of its objects, which every allocation looks at. */
    public final Word object_size;
    /** How many of its objects are in use. */
    public final Atomic objects;
    /** The memory of the cache itself. */
    public final Region mem;

    kmem_cache(Machine k, Region mem) {
        this.mem = mem;
        this.object_size = k.word(mem, "object_size", 1);
        this.objects = k.atomic(mem, "objects", 0);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
