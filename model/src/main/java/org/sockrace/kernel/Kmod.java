package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.ERESTARTSYS;
import static org.sockrace.kernel.Errno.ETIME;

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
     * callers must look again, and mostly ignore the result. MODEL: that there are too many at once is a choice, not a look at the counter: a request that
     * has waited for its turn (since 4.14) goes on like any other, and one that is killed meanwhile is one that is killed while modprobe runs.
     *
     * @return 0, a negative errno, or the positive exit status of modprobe
     */
    public int request_module(String module_name) {
        k.might_sleep("request_module");

        // Too many at once: until 4.14 that is an error at once, later kernels wait for their turn, but not for ever.
        if (kernel.since(4, 14)) {
            if (test(k.fails("kmod_limit"))) return -ETIME;
        } else {
            if (test(k.fails("kmod_limit"))) return -ENOMEM;
        }

        return call_modprobe(module_name);
    }

    private int call_modprobe(String module_name) {
        return call_usermodehelper_exec(kernel.current().modprobe, module_name);
    }

    /**
     * call_usermodehelper_exec, on the side of the task that asks. MODEL: one helper for each task; a task that was killed while it waited is given no second
     * one until the first has ended.
     */
    private int call_usermodehelper_exec(umh helper, String module_name) {
        // There is no such program.
        if (test(helper == null)) return -ENOENT;

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
