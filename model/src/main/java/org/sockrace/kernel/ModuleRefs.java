package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.module.MODULE_STATE_GOING;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.KernelCode;

/**
 * The part of kernel/module.c that counted references until 3.18: each processor has counters of its own, a module that is not used counts nothing, and whether
 * it is used is asked while all processors stand still. MODEL: the counters of all processors are one here. Each only grows, so what they add up to while they
 * are read one after the other is what one counter for all has at a moment between the first and the last look. Until 2.6.34 a processor has one counter,
 * which goes up and down. MODEL: there are two processors; whoever takes a reference runs on the first then, and on the other when it gives one back. What the
 * counters add up to while they are read one after the other is least then, and with each reference that is taken before the first look instead of after it,
 * it is one more: every sum that other processors could bring about, from there to the true one, comes about here as well. A sum that is too large only makes
 * the one who waits look again, as the reference that it missed wakes it.
 */
final class ModuleRefs extends KernelCode {

    static final int TASK_RUNNING = 0;
    private static final int TASK_UNINTERRUPTIBLE = 2;
    private static final int GETS = 0;
    private static final int PUTS = 1;

    private final Kernel kernel;
    private final KernelModule core;

    ModuleRefs(Kernel kernel, KernelModule core) {
        super(kernel.k);
        this.kernel = kernel;
        this.core = core;
    }

    private boolean module_is_live(module mod) {
        return !mod.state.holds(MODULE_STATE_GOING);
    }

    // ---- one counter for each processor, until 2.6.34 ------------------------------------------------------------------

    private Atomic __module_ref_addr(module mod, int cpu) {
        return mod.refptr[cpu];
    }

    private void local_inc(Atomic ref) {
        ref.inc();
    }

    /** MODEL: no counter is negative here, so what the second one went down by is counted upwards. */
    private void local_dec(Atomic ref) {
        ref.inc();
    }

    private int local_read(Atomic ref, int cpu) {
        return cpu == PUTS ? -ref.value() : ref.value();
    }

    private void local_set(Atomic ref, int value) {
        ref.set(value);
    }

    /** module_unload_init, which returns nothing. MODEL: here it returns 0, as later ones do when there is memory for the counters, and that is zeroed. */
    int module_unload_init_2_6_32(module mod) {
        for (int cpu = 0; cpu < mod.refptr.length; cpu++) {
            local_set(__module_ref_addr(mod, cpu), 0);
        }
        // Held while init runs, so that the module cannot be unloaded from under it.
        local_set(__module_ref_addr(mod, GETS), 1);
        mod.count(1);
        k.own(Counted.INIT, mod.refcnt);
        return 0;
    }

    /** Nothing keeps what one processor has counted from being given back on another before that one is looked at: the sum may be less than what there is. */
    private int module_refcount_2_6_32(module mod) {
        int total = 0;
        for (int cpu = 0; cpu < mod.refptr.length; cpu++) {
            total += local_read(__module_ref_addr(mod, cpu), cpu);
        }
        return total;
    }

    // ---- references ------------------------------------------------------------------------------------------------------

    /** Until 3.18; with preemption disabled. */
    private void __this_cpu_inc(Atomic ref) {
        ref.inc();
    }

    /** try_module_get: that the module is not going, and the count, are one for whoever stops all processors. */
    boolean try_module_get(module module) {
        boolean ret = true;
        int change = 0;

        if (module != null) {
            kernel.stop.preempt_disable();
            if (module_is_live(module)) {
                if (kernel.since(3, 10)) {
                    __this_cpu_inc(module.incs);
                } else {
                    local_inc(__module_ref_addr(module, GETS));
                }
                change = 1;
            } else {
                ret = false;
            }
            kernel.stop.preempt_enable(module, change);
        }
        return ret;
    }

    /** __module_get: it does not look at the module's state. */
    void __module_get(module module) {
        if (module != null) {
            kernel.stop.preempt_disable();
            if (kernel.since(3, 10)) {
                __this_cpu_inc(module.incs);
            } else {
                local_inc(__module_ref_addr(module, GETS));
            }
            kernel.stop.preempt_enable(module, 1);
        }
    }

    /** module_put: until 3.12 it wakes an rmmod that waits. */
    void module_put(module module) {
        if (module != null) {
            kernel.stop.preempt_disable();
            if (kernel.since(3, 10)) {
                // Whoever sees this one sees what was counted when the reference was taken.
                smp_wmb();
                __this_cpu_inc(module.decs);
            } else {
                local_dec(__module_ref_addr(module, PUTS));
            }
            if (!kernel.since(3, 13) && !module_is_live(module)) {
                // Maybe they are waiting for us to drop the reference.
                wake_up_process(module);
            }
            kernel.stop.preempt_enable(module, -1);
        }
    }

    /** Where one task is looked at alone: how many references others have can be anything. */
    private int others() {
        return k.choose("references to the module", "none", "some");
    }

    /**
     * module_refcount: what was given back is added up first, what was taken afterwards. So a reference that is seen to be gone is seen to have been there, and
     * what comes out is never less than what there was. MODEL: since 3.19 there is one counter, and nobody comes here.
     */
    int module_refcount(module mod) {
        int incs;
        int decs;

        if (kernel.alone) return others();
        if (!kernel.since(3, 10)) return module_refcount_2_6_32(mod);

        decs = mod.decs.value();
        smp_rmb();
        incs = mod.incs.value();
        return incs - decs;
    }

    private int __try_stop_module(module mod, int flags, Out<String> forced) {
        if (module_refcount(mod) != 0) {
            boolean force = core.try_force_unload(flags);
            if (!force) return -EWOULDBLOCK;
            forced.value = "forced";
        }

        mod.state.set(MODULE_STATE_GOING);
        return 0;
    }

    /** Until 3.12 who does not say O_NONBLOCK has the module going at once, and waits for its users afterwards. */
    int try_stop_module(module mod, int flags, Out<String> forced) {
        if (kernel.since(3, 13) || (flags & KernelModule.O_NONBLOCK) != 0) {
            return kernel.stop.stop_machine(() -> __try_stop_module(mod, flags, forced));
        } else {
            mod.state.set(MODULE_STATE_GOING);
            synchronize_sched();
            return 0;
        }
    }

    private void set_current_state(module mod, int state) {
        mod.waiter_state.xchg(state);
    }

    /** schedule: sleeps until somebody wakes the task, if nobody has done so since it said that it will sleep. */
    private void schedule(module mod) {
        if (kernel.alone) {
            k.might_sleep("schedule");
            return;
        }
        k.wait_event(mod.waiter_state.is(TASK_RUNNING));
    }

    /** wake_up_process: until 3.11 it begins with the write barrier of try_to_wake_up. MODEL: the state is stored whatever it was. */
    private void wake_up_process(module mod) {
        smp_wmb(); // MODEL: whoever does not see why he is woken, and sleeps on, is not looked for where the order of memory is.
        WRITE_ONCE(mod.waiter_state, TASK_RUNNING);
    }

    /**
     * wait_for_zero_refcount, until 3.12: each module_put of a module that is going wakes it, nothing else does, and no signal ends it. MODEL: of the task only
     * its state is there, in the module that it waits for, and schedule alone asks for it.
     */
    void wait_for_zero_refcount(module mod) {
        mutex_unlock(core.module_mutex);
        while (true) {
            set_current_state(mod, TASK_UNINTERRUPTIBLE);
            if (module_refcount(mod) == 0) break;
            schedule(mod);
            k.join(mod);
        }
        WRITE_ONCE(mod.waiter_state, TASK_RUNNING);
        mutex_lock(core.module_mutex);
    }
}
