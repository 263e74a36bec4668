package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EFAULT;
import static org.sockrace.kernel.Errno.EINTR;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.module.MODULE_STATE_GOING;
import static org.sockrace.kernel.module.MODULE_STATE_LIVE;
import static org.sockrace.kernel.module.MODULE_STATE_UNFORMED;
import static org.sockrace.kernel.rculist.list_del;
import static org.sockrace.kernel.rculist.list_empty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;

/** kernel/module.c: the list of modules, their reference counts, and unloading. */
public final class KernelModule extends KernelCode {

    /** Until 3.12 unloading waits for users without it; since then it never does, and this is ignored. */
    public static final int O_NONBLOCK = 04000;
    /** Asks for a forced unload. */
    public static final int O_TRUNC = 01000;
    /** The reference that the module subsystem itself holds on every module that may be used. */
    public static final int MODULE_REF_BASE = 1;

    private static final int MODULE_NAME_LEN = 64 - Long.BYTES;

    private final Kernel kernel;
    private final ModuleLoader loader;
    final ModuleRefs refs;
    /** Those who wait until a module is loaded, or has failed to. */
    final wait_queue_head module_wq;
    /** Guards the list of modules, and which module uses which. */
    final Mutex module_mutex;
    /** The list of modules: one slot for each name that there is a file of. MODEL: a list of distinct names needs no links. */
    final Map<String, Ptr<module>> modules = new LinkedHashMap<>();

    KernelModule(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.module_mutex = k.mutex(k.image(), "module_mutex");
        this.module_wq = new wait_queue_head(k, "module_wq");
        this.refs = new ModuleRefs(kernel, this);
        this.loader = new ModuleLoader(kernel, this);
    }

    /** Makes the list of modules for the files that are on the disk now; {@link Boot} calls it once. */
    void boot() {
        for (String name : kernel.disk.keySet()) {
            modules.put(name, k.ptr(k.image(), "modules[" + name + "]", null));
        }
        loader.boot();
    }

    /** finit_module(2) of the file of that name, or init_module(2) of what is in it. */
    public int finit_module(String name) {
        return loader.finit_module(name);
    }

    // ---- reference counts ----------------------------------------------------------------------------------------

    private boolean module_is_live(module mod) {
        return !mod.state.holds(MODULE_STATE_GOING);
    }

    /** Until 6.5 the counter was changed with preemption disabled, so that stop_machine and synchronize_sched wait for whoever is at it. */
    private void refcount_preempt_disable() {
        if (kernel.config.getDisablesPreemption()) {
            k.preempt_disable();
        }
    }

    private void refcount_preempt_enable() {
        if (kernel.config.getDisablesPreemption()) {
            k.preempt_enable();
        }
    }

    /** try_module_get: takes a reference unless the module is going; the caller must know that the struct still exists. */
    public boolean try_module_get(module module) {
        boolean ret = true;

        if (!kernel.since(3, 19)) return refs.try_module_get(module);

        if (module != null) {
            refcount_preempt_disable();
            if (!(module_is_live(module) && module.refcnt.inc_not_zero())) {
                ret = false;
            }
            refcount_preempt_enable();
        }
        return ret;
    }

    /** __module_get: takes another reference, legal only while the caller knows of one. */
    public void __module_get(module module) {
        if (!kernel.since(3, 19)) {
            refs.__module_get(module);
            return;
        }
        if (module != null) {
            refcount_preempt_disable();
            module.refcnt.inc();
            refcount_preempt_enable();
        }
    }

    /** module_put: gives a reference back. */
    public void module_put(module module) {
        int ret;

        if (!kernel.since(3, 19)) {
            refs.module_put(module);
            return;
        }

        if (module != null) {
            refcount_preempt_disable();
            ret = module.refcnt.dec_if_positive();
            WARN_ON(ret < 0, "module_put(" + module + "): no reference left to put");
            refcount_preempt_enable();
        }
    }

    // ---- the list of modules, under module_mutex -------------------------------------------------------------------

    /** What of the list of modules has that name: one at most. */
    private List<module> named(String name) {
        module mod = modules.containsKey(name) ? modules.get(name).get() : null;
        return mod == null ? List.of() : List.of(mod);
    }

    /** MODEL: a name has a slot of its own, and the rest of the list is not walked: whoever looks for one module reads nothing of the others. */
    module find_module_all(String name, boolean even_unformed) {
        for (module mod : named(name)) {
            if (!even_unformed && mod.state.holds(MODULE_STATE_UNFORMED)) continue;
            return mod;
        }
        return null;
    }

    /** find_module: the module of that name that is not being made or freed, or null; under module_mutex. */
    public module find_module(String name) {
        if (!kernel.since(3, 10)) {
            for (module mod : named(name)) {
                return mod;
            }
            return null;
        }
        return find_module_all(name, false);
    }

    void module_unload_free(module mod) {
        if (!kernel.since(3, 10)) {
            module_unload_free_2_6_32(mod);
            return;
        }
        mutex_lock(module_mutex);
        list_head<module_use> tmp;
        for (list_head<module_use> pos = mod.target_list.next.get(); pos != mod.target_list; pos = tmp) {
            tmp = pos.next.get();
            module_use use = pos.entry;
            module i = use.target.get();
            module_put(i);
            k.disown(Counted.DEP, i.refcnt);
            list_del(use.source_list);
            list_del(use.target_list);
            k.free(use.mem);
            k.yields(mod.mem, Counted.MODULE_USE, use.mem);
        }
        mutex_unlock(module_mutex);
    }

    /** The caller holds module_mutex. MODEL: the C looks for this one among the users of all modules; here each has a list of those that it uses. */
    private void module_unload_free_2_6_32(module mod) {
        list_head<module_use> tmp;
        for (list_head<module_use> pos = mod.target_list.next.get(); pos != mod.target_list; pos = tmp) {
            tmp = pos.next.get();
            module_use use = pos.entry;
            module i = use.target.get();
            module_put(i);
            k.disown(Counted.DEP, i.refcnt);
            list_del(use.source_list);
            list_del(use.target_list);
            k.free(use.mem);
            k.yields(mod.mem, Counted.MODULE_USE, use.mem);
        }
    }

    // ---- unloading -----------------------------------------------------------------------------------------------

    boolean try_force_unload(int flags) {
        return kernel.config.forceUnload() && (flags & O_TRUNC) != 0;
    }

    /** Gives the base reference up: 0 if that was the last one. MODEL: time is left out, which it costs to look again at a counter that stays 0. */
    private int try_release_module_ref(module mod) {
        int ret = mod.refcnt.add_return(-MODULE_REF_BASE);
        k.disown(Counted.BASE, mod.refcnt);
        BUG_ON(ret < 0, "module reference count below zero");
        if (ret != 0) {
            // The last user can leave right now: then the base must not come back, the release has succeeded.
            ret = 0;
            if (mod.refcnt.add_unless(MODULE_REF_BASE, 0)) {
                k.own(Counted.BASE, mod.refcnt);
                ret = 1;
            }
        }
        return ret;
    }

    private int try_stop_module(module mod, int flags, Out<String> forced) {
        if (!kernel.since(3, 19)) return refs.try_stop_module(mod, flags, forced);

        if (try_release_module_ref(mod) != 0) {
            boolean force = try_force_unload(flags);
            if (test(!force)) return -EWOULDBLOCK;
            // Nobody ever takes the base away again: it goes with the memory.
            k.disown(Counted.BASE, null);
        }

        mod.state.set(MODULE_STATE_GOING);
        return 0;
    }

    /** strncpy_from_user: copies as much as there is room for, and returns how much that is. */
    private int strncpy_from_user(Out<String> dst, String src, int count) {
        dst.value = src.substring(0, Math.min(src.length(), count));
        return k.fails("copy") ? -EFAULT : dst.value.length();
    }

    /** mutex_lock(&module_mutex), which no signal ends. */
    private void mutex_lock_again() {
        mutex_lock(module_mutex);
    }

    /** delete_module(2). MODEL: until some version between 2.6.32 and 3.10 whoever a signal ends passes a label, where stop_machine's threads are let go. */
    public int delete_module(String name_user, int flags) {
        Out<String> copied = new Out<>();
        Out<String> forced = new Out<>();
        module mod;
        int ret;

        if (test(!kernel.current().capable(task_struct.capability.CAP_SYS_MODULE))) return -EPERM;

        if (kernel.since(6, 18, "6.1.166")) {
            int len = strncpy_from_user(copied, name_user, MODULE_NAME_LEN);
            if (test(len == 0 || len == MODULE_NAME_LEN)) return -ENOENT;
            if (test(len < 0)) return len;
        } else {
            // Of a name that is too long the beginning is taken, which may be another module's.
            if (test(strncpy_from_user(copied, name_user, MODULE_NAME_LEN - 1) < 0)) return -EFAULT;
        }

        if (test(k.fails("signal"))) return -EINTR;
        mutex_lock(module_mutex);

        out: {
            mod = find_module(copied.value);
            ret = -ENOENT;
            if (test(mod == null)) break out;

            // Other modules use its symbols.
            ret = -EWOULDBLOCK;
            if (test(!list_empty(mod.source_list))) break out;

            ret = -EBUSY;
            if (test(!mod.state.holds(MODULE_STATE_LIVE))) break out;

            // Without an exit function there is no way to undo what init did.
            if (test(mod.init != null && mod.exit == null && !try_force_unload(flags))) break out;

            ret = try_stop_module(mod, flags, forced);
            if (test(ret != 0)) break out;

            if (!kernel.since(3, 13)) {
                // Never wait if forced.
                if (forced.value == null && refs.module_refcount(mod) != 0) refs.wait_for_zero_refcount(mod);
            }
            if (!kernel.since(3, 19)) {
                k.join(mod); // What the counters were is looked at no more.
            }

            mutex_unlock(module_mutex);
            if (mod.exit != null) {
                call(mod.mem, () -> mod.exit.exit());
            }
            if (!kernel.since(3, 10)) {
                mutex_lock_again();
                free_module(mod);
                k.unloaded(mod.mem);
                ret = 0;
                break out;
            }
            free_module(mod);
            k.unloaded(mod.mem);
            if (kernel.since(5, 3, "4.19.108")) {
                // Somebody could be waiting for the module in add_unformed_module: older kernels forget them.
                kernel.wait.wake_up_all(module_wq);
            }
            return 0;
        }
        k.label("out");
        mutex_unlock(module_mutex);
        return ret;
    }

    /** What stands between unlinking a module and freeing it: those who found it without a lock must be gone. */
    void wait_before_free() {
        switch (kernel.config.freeModuleWaits()) {
            case SCHED -> synchronize_sched();
            case RCU -> synchronize_rcu();
        }
    }

    /** Until 3.18: while it runs nobody walks the list, be it without a lock. Readers that were preempted in a read-side section are not waited for. */
    private int __unlink_module(module mod) {
        modules.get(mod.name).set(null);
        return 0;
    }

    /**
     * Until some version between 2.6.32 and 3.10 the caller holds module_mutex. The module leaves the list first, and keeps those that it uses until then.
     * MODEL: the separate init text, which the C frees first if init failed, is part of the module's memory, and goes with it.
     */
    private void free_module_2_6_32(module mod) {
        kernel.stop.stop_machine(() -> __unlink_module(mod));
        if (kernel.config.freeModuleWaits() == KernelConfig.Wait.RCU) synchronize_rcu();

        module_unload_free(mod);

        k.free(mod.mem);
    }

    /** MODEL: the init text, which the C frees first if init failed, is part of the module's memory; who walks the list without the mutex is left out. */
    void free_module(module mod) {
        if (!kernel.since(3, 10)) {
            free_module_2_6_32(mod);
            return;
        }

        // It stays in the list to prevent duplicate loads, but nobody may use it any more.
        if (!kernel.since(3, 19)) {
            free_module_3_10(mod);
            return;
        }

        mutex_lock(module_mutex);
        mod.state.set(MODULE_STATE_UNFORMED);
        mutex_unlock(module_mutex);

        module_unload_free(mod);

        mutex_lock(module_mutex);
        modules.get(mod.name).set(null);
        wait_before_free();
        mutex_unlock(module_mutex);

        k.free(mod.mem);
    }

    /**
     * Until 3.18 the state changes without the mutex. So one who holds it may find the module going, and take a reference when it is unformed: to
     * module_is_live it lives again then. MODEL: who is in the middle of the list while it changes is left out, as it has no links.
     */
    private void free_module_3_10(module mod) {
        mod.state.set(MODULE_STATE_UNFORMED);

        module_unload_free(mod);

        mutex_lock(module_mutex);
        kernel.stop.stop_machine(() -> __unlink_module(mod));
        if (kernel.config.freeModuleWaits() == KernelConfig.Wait.RCU) synchronize_rcu();
        mutex_unlock(module_mutex);

        k.free(mod.mem);
    }
}
