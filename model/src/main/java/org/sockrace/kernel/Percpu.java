package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** mm/percpu.c: memory of which each processor has its own. */
public final class Percpu extends KernelCode {

    Percpu(Kernel kernel) {
        super(kernel.k);
    }

    /**
     * alloc_percpu: null if there is no memory.
     *
     * @param user the memory that it is for
     * @param fault what fails then
     */
    public percpu_data alloc_percpu(Region user, String fault) {
        k.might_sleep("alloc_percpu");
        if (test(k.fails(fault))) return null;
        percpu_data ptr = k.alloc(Counted.PERCPU, Region.Kind.OBJECT, mem -> new percpu_data(k, mem));
        k.keeps(user, Counted.PERCPU, ptr.mem);
        return ptr;
    }

    /** free_percpu: it takes NULL, and does nothing then. */
    public void free_percpu(percpu_data ptr) {
        if (ptr != null) {
            k.free(ptr.mem);
        }
    }
}
