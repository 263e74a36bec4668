package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.ERESTARTSYS;
import static org.sockrace.kernel.module.MODULE_STATE_COMING;
import static org.sockrace.kernel.module.MODULE_STATE_GOING;
import static org.sockrace.kernel.module.MODULE_STATE_LIVE;
import static org.sockrace.kernel.module.MODULE_STATE_UNFORMED;

import org.sockrace.machine.Condition;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** The part of kernel/module.c that loads. */
final class ModuleLoader extends KernelCode {

    private final Kernel kernel;
    private final KernelModule core;

    ModuleLoader(Kernel kernel, KernelModule core) {
        super(kernel.k);
        this.kernel = kernel;
        this.core = core;
    }

    /** Whether the module of that name is done loading, one way or the other. MODEL: looked at by the wait, without module_mutex. */
    private Condition finished_loading(String name, module mod) {
        return core.modules.get(name).isNot(mod).or(mod.state.is(MODULE_STATE_LIVE)).or(mod.state.is(MODULE_STATE_GOING));
    }

    /** A module whose init is still running may be used by those that it called, but not by modules that need its symbols. */
    private int strong_try_module_get(module mod) {
        BUG_ON(mod.state.holds(MODULE_STATE_UNFORMED), "symbol of an unformed module");
        if (test(mod.state.holds(MODULE_STATE_COMING))) return -EBUSY;
        if (core.try_module_get(mod)) {
            k.own(Counted.DEP, mod.refcnt);
            return 0;
        }
        return -ENOENT;
    }

    private void add_module_usage(module a, int use, module b) {
        b.users.inc();
        a.target_list.get(use).set(b);
    }

    private int ref_module(module a, int use, module b) {
        int err = strong_try_module_get(b);
        if (test(err != 0)) return err;

        add_module_usage(a, use, b);
        return 0;
    }

    private int resolve_symbol(module mod, int use, String name, Out<module> owner) {
        int err;

        mutex_lock(core.module_mutex);
        unlock: {
            owner.value = core.find_module(name);
            err = -ENOENT;
            if (test(owner.value == null)) break unlock;

            err = ref_module(mod, use, owner.value);
        }
        k.label("unlock");
        mutex_unlock(core.module_mutex);
        return err;
    }

    /** MODEL: the time limit of 30 seconds is not reached. */
    private int resolve_symbol_wait(module mod, int use, String name) {
        Out<module> owner = new Out<>();
        int err = resolve_symbol(mod, use, name, owner);

        while (err == -EBUSY) {
            if (test(k.fails("signal"))) return err;
            k.wait_event(finished_loading(name, owner.value));
            err = resolve_symbol(mod, use, name, owner);
        }
        return err;
    }

    /** MODEL: one symbol of each module that this one depends on. */
    private int simplify_symbols(module mod, ModuleImage info) {
        for (int use = 0; use < info.depends().size(); use++) {
            int err = resolve_symbol_wait(mod, use, info.depends().get(use));
            if (test(err != 0)) return err;
        }
        return 0;
    }

    private void module_unload_init(module mod) {
        mod.refcnt.set(KernelModule.MODULE_REF_BASE);
        k.own(Counted.BASE, mod.refcnt);
        // Held while init runs, so that the module cannot be unloaded from under it.
        mod.refcnt.inc();
        k.own(Counted.INIT, mod.refcnt);
    }

    private module layout_and_allocate(ModuleImage info) {
        k.might_sleep("load_module");
        return k.alloc(info.name(), Region.Kind.MODULE, mem -> {
            module mod = new module(k, mem, info.name(), info.depends().size());
            mod.code = info.code().link(kernel, mod);
            mod.init = mod.code.module_init();
            mod.exit = mod.code.module_exit();
            return mod;
        });
    }

    private int add_unformed_module(module mod) {
        int err;
        module old;

        mod.state.set(MODULE_STATE_UNFORMED);

        out_unlocked: {
            out: {
                again:
                while (true) {
                    mutex_lock(core.module_mutex);
                    old = core.find_module_all(mod.name, true);
                    if (old == null) break;
                    if (test(old.state.holds(MODULE_STATE_COMING) || old.state.holds(MODULE_STATE_UNFORMED))) {
                        // Wait in case it fails to load.
                        mutex_unlock(core.module_mutex);
                        err = k.fails("signal") ? -ERESTARTSYS : 0;
                        if (test(err != 0)) break out_unlocked;
                        k.wait_event(finished_loading(mod.name, old));
                        k.label("again");
                        continue again;
                    }
                    err = -EEXIST;
                    break out;
                }
                core.modules.get(mod.name).set(mod);
                err = 0;
            }
            k.label("out");
            mutex_unlock(core.module_mutex);
        }
        k.label("out_unlocked");
        return err;
    }

    private void complete_formation(module mod) {
        mutex_lock(core.module_mutex);
        mod.state.set(MODULE_STATE_COMING);
        mutex_unlock(core.module_mutex);
    }

    /** MODEL: the separate init text, which is freed after success, is part of the module's memory. */
    private int do_init_module(module mod) {
        int ret;

        fail: {
            ret = call(mod.mem, () -> mod.init.init());
            if (test(ret < 0)) break fail;

            mod.state.set(MODULE_STATE_LIVE);

            mutex_lock(core.module_mutex);
            core.module_put(mod);
            k.disown(Counted.INIT, mod.refcnt);
            mutex_unlock(core.module_mutex);
            return 0;
        }
        k.label("fail");
        // The C says that this protects from buggy reference counters; whoever holds a reference is not waited for.
        mod.state.set(MODULE_STATE_GOING);
        core.wait_before_free();
        core.module_put(mod);
        k.disown(Counted.INIT, mod.refcnt);
        core.free_module(mod);
        k.disown(Counted.BASE, null);
        return ret;
    }

    private int load_module(ModuleImage info) {
        module mod;
        int err;

        mod = layout_and_allocate(info);

        free_module: {
            free_modinfo: {
                err = add_unformed_module(mod);
                if (test(err != 0)) break free_module;

                module_unload_init(mod);

                err = simplify_symbols(mod, info);
                if (test(err < 0)) break free_modinfo;

                complete_formation(mod);

                return do_init_module(mod);
            }
            k.label("free_modinfo");
            k.label("free_unload");
            core.module_unload_free(mod);
            k.label("unlink_mod");
            mutex_lock(core.module_mutex);
            core.modules.get(mod.name).set(null);
            core.wait_before_free();
            mutex_unlock(core.module_mutex);
            // The counter goes with the memory: these two are never put.
            k.disown(Counted.INIT, null);
            k.disown(Counted.BASE, null);
        }
        k.label("free_module");
        k.free(mod.mem);
        return err;
    }

    /** finit_module(2) of the file of that name. */
    int finit_module(String name) {
        if (test(!kernel.current().capable(task_struct.capability.CAP_SYS_MODULE))) return -EPERM;
        if (test(!kernel.disk.containsKey(name))) return -ENOENT;

        return load_module(kernel.disk.get(name));
    }
}
