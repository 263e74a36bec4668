package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.ERESTARTSYS;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;

/** kernel/kmod.c: loading modules on demand through a user mode helper, and that helper. */
public final class Kmod extends KernelCode {

    /** What a process that called exit(1) leaves to wait(2). */
    public static final int EXIT_FAILURE = 1 << 8;

    private final Kernel kernel;

    Kmod(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /**
     * request_module: has modprobe load whatever provides {@code module_name} and waits for it. 0 does not say that the service is there:
     * callers must look again, and mostly ignore the result.
     *
     * @return 0, a negative errno, or the positive exit status of modprobe
     */
    public int request_module(String module_name) {
        k.might_sleep("request_module");

        umh helper = kernel.current().modprobe;
        if (test(helper == null)) return -ENOENT;

        // Too many at once: this kernel fails, later ones wait for their turn.
        if (test(k.fails("kmod_limit"))) return -ENOMEM;

        return call_modprobe(helper, module_name);
    }

    /** MODEL: one helper for each task; a task that was killed while it waited is given no second one until the first has ended. */
    private int call_modprobe(umh helper, String module_name) {
        if (test(helper.request.cmpxchg(null, module_name) != null)) return -ERESTARTSYS;

        // The wait is killable; modprobe goes on alone.
        if (test(k.fails("signal"))) return -ERESTARTSYS;

        k.wait_event(helper.request.is(null));
        return helper.result.load(Order.ACQUIRE);
    }

    /** call_usermodehelper, on the helper's side: waits for one request and serves it. */
    public int call_usermodehelper(umh helper) {
        k.wait_event(helper.request.isNot(null));
        String alias = helper.request.load(Order.ACQUIRE);
        int status = modprobe(alias);
        helper.result.store(status, Order.ONCE);
        helper.request.store(null, Order.RELEASE);
        return status;
    }

    /** The program modprobe: loads every module that has the alias. MODEL: it does not look in /sys whether one is loaded already. */
    private int modprobe(String alias) {
        boolean found = false;

        if (test(k.fails("request_module"))) return EXIT_FAILURE;

        for (ModuleImage image : kernel.disk.values()) {
            if (image.aliases().contains(alias)) {
                found = true;
                if (test(insert(image) != 0)) return EXIT_FAILURE;
            }
        }
        return found ? 0 : EXIT_FAILURE;
    }

    /** Loads what the module depends on, then the module; another modprobe that was faster is no error. */
    private int insert(ModuleImage image) {
        int err;

        for (String name : image.depends()) {
            err = insert(kernel.disk.get(name));
            if (test(err != 0)) return err;
        }
        err = kernel.module.finit_module(image.name());
        return err == -EEXIST ? 0 : err;
    }
}
