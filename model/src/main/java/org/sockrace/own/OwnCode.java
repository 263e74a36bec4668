package org.sockrace.own;

import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.KernelCode;

/** What modules and parts of the kernel have in common that users write. */
abstract class OwnCode extends KernelCode {

    /** The kernel that runs it. */
    protected final Kernel kernel;

    OwnCode(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /**
     * {@code try_module_get} for as long as the running call needs the module: whoever takes it gives it back, by {@link #module_put}. A reference that
     * something keeps is noted by whoever keeps it: {@code kernel.module.try_module_get}, then {@code k.own}.
     *
     * @param owner the module, or null, which always works
     * @return whether there is a reference now: no if the module is going
     */
    protected final boolean try_module_get(module owner) {
        boolean got = kernel.module.try_module_get(owner);
        if (got && owner != null) {
            k.own(Counted.CP, owner.refcnt);
        }
        return got;
    }

    /** {@code module_put} of such a reference. */
    protected final void module_put(module owner) {
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.CP, owner.refcnt);
        }
    }
}
