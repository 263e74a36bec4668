package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.ERESTARTSYS;
import static org.sockrace.kernel.Errno.ETIME;

import java.util.function.BooleanSupplier;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;

/** kernel/kmod.c: loading modules on demand through a user mode helper, and that helper. */
public final class Kmod extends KernelCode {

    /** What a process that called exit(1) leaves to wait(2). */
    public static final int EXIT_FAILURE = 1 << 8;

    /** How many modprobes may run at once. */
    public static final int MAX_KMOD_CONCURRENT = 50;

    private final Kernel kernel;
    /** How many modprobes may run at once, or 0: they are not counted. */
    private final int max_modprobes;
    /** Until 4.12: how many run. */
    private final Atomic kmod_concurrent;
    /** Since 4.13: how many more may run. */
    private final Atomic kmod_concurrent_max;
    /** From 4.13 to 6.3: those who wait for their turn. */
    private final wait_queue_head kmod_wq;

    Kmod(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.max_modprobes = kernel.config.maxModprobes();
        this.kmod_concurrent = k.atomic(k.image(), "kmod_concurrent", 0);
        this.kmod_concurrent_max = k.atomic(k.image(), "kmod_concurrent_max", max_modprobes);
        this.kmod_wq = new wait_queue_head(k, "kmod_wq");
    }

    // ---- the limit. MODEL: a kernel that is not told how many may run counts none: that there are too many is a failure that may happen. ----------------

    private void atomic_inc(Atomic v) {
        if (max_modprobes != 0) {
            v.inc();
            if (v == kmod_concurrent) k.own(Counted.MODPROBE, null);
            else k.disown(Counted.MODPROBE, null);
        }
    }

    private void atomic_dec(Atomic v) {
        if (max_modprobes != 0) {
            v.dec();
            k.disown(Counted.MODPROBE, null);
        }
    }

    private int atomic_read(Atomic v) {
        return max_modprobes != 0 ? v.add_return(0) : k.fails("kmod_limit") ? 1 : 0;
    }

    private int atomic_dec_if_positive(Atomic v) {
        if (max_modprobes == 0) {
            return k.fails("kmod_limit") ? -1 : 0;
        }
        int left = v.dec_if_positive();
        if (left >= 0) k.own(Counted.MODPROBE, null);
        return left;
    }

    private int wait_event_killable_timeout(wait_queue_head wq, BooleanSupplier condition, process_timer timer) {
        return max_modprobes != 0 ? kernel.wait.wait_event_killable_timeout(wq, condition, timer) : 0;
    }

    /** down_timeout. MODEL: up gives nobody who waits his turn, but has all look again; time is not measured; the timer, on the stack in C, is the task's. */
    private int down_timeout(Atomic sem, process_timer timer) {
        if (max_modprobes == 0) {
            return k.fails("kmod_limit") ? -ETIME : 0;
        }
        if (atomic_dec_if_positive(sem) >= 0) {
            return 0;
        }
        int result = 0;
        timer.mod_timer();
        while (atomic_dec_if_positive(sem) < 0) {
            if (timer.expired()) {
                result = -ETIME;
                break;
            }
            k.wait_event(sem.isNot(0).or(timer.expires()));
        }
        timer.del_timer();
        return result;
    }

    private void up(Atomic sem) {
        atomic_inc(sem);
    }

    private void wake_up(wait_queue_head wq) { // MODEL: time is not measured: who is not woken looks again when his is over.
        if (max_modprobes != 0) {
            kernel.wait.wake_up_all(wq);
        }
    }

    // ---- asking for a module -------------------------------------------------------------------------------------------

    /**
     * request_module: has modprobe load whatever provides {@code module_name} and waits for it. 0 does not say that the service is there:
     * callers must look again, and mostly ignore the result. MODEL: 4.4 allows no more modprobes than half of the threads that there may be; how many these
     * are is part of the number that the kernel is told.
     *
     * @return 0, a negative errno, or the positive exit status of modprobe
     */
    public int request_module(String module_name) {
        int ret;

        k.might_sleep("request_module");

        // There is no program to be run.
        umh helper = kernel.current().modprobe_path;
        if (kernel.since(3, 11)) {
            if (test(helper == null)) return kernel.since(5, 7, "5.4.301") ? -ENOENT : 0;
        }

        if (kernel.since(6, 4)) return request_module_6_4(helper, module_name);
        if (kernel.since(4, 13)) return request_module_4_13(helper, module_name);

        // Too many at once: this one fails. Two who come at the same time may both fail, though there is room for one.
        atomic_inc(kmod_concurrent);
        if (test(atomic_read(kmod_concurrent) > max_modprobes)) {
            atomic_dec(kmod_concurrent);
            return -ENOMEM;
        }

        ret = call_modprobe(helper, module_name);

        atomic_dec(kmod_concurrent);
        return ret;
    }

    /** Who finds too many at work waits until one of them is done, for five seconds at most. MODEL: time is not measured: he looks again after it anyway. */
    private int request_module_4_13(umh helper, String module_name) {
        int ret;

        if (atomic_dec_if_positive(kmod_concurrent_max) < 0) {
            ret = wait_event_killable_timeout(kmod_wq, () -> atomic_dec_if_positive(kmod_concurrent_max) >= 0, helper.timer);
            if (test(ret == 0)) return -ETIME;
            if (test(ret == -ERESTARTSYS)) return ret;
        }

        ret = call_modprobe(helper, module_name);

        atomic_inc(kmod_concurrent_max);
        wake_up(kmod_wq);
        return ret;
    }

    /**
     * The same by a semaphore: a signal does not end the wait any more. MODEL: that somebody else's request for the same module is waited for instead, where
     * duplicates are looked for, is left out.
     */
    private int request_module_6_4(umh helper, String module_name) {
        int ret;

        ret = down_timeout(kmod_concurrent_max, helper.timer);
        if (test(ret != 0)) return ret;

        ret = call_modprobe(helper, module_name);

        up(kmod_concurrent_max);
        return ret;
    }

    private int call_modprobe(umh helper, String module_name) {
        return call_usermodehelper_exec(helper, module_name);
    }

    /**
     * call_usermodehelper_exec, on the side of the task that asks. MODEL: one helper for each task; a task that was killed while it waited is given no second
     * one until the first has ended.
     */
    private int call_usermodehelper_exec(umh helper, String module_name) {
        if (test(helper == null)) return 0;
        if (test(helper.request.cmpxchg(null, module_name) != null)) return -ERESTARTSYS;

        // The wait is killable since 3.4; modprobe goes on alone.
        if (kernel.since(3, 4)) {
            if (test(k.fails("signal"))) return -ERESTARTSYS;
        }

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
