package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.module.MODULE_STATE_COMING;
import static org.sockrace.kernel.module.MODULE_STATE_GOING;
import static org.sockrace.kernel.module.MODULE_STATE_LIVE;
import static org.sockrace.kernel.module.MODULE_STATE_UNFORMED;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/**
 * The part of kernel/module.c (kernel/module/main.c) that loads. MODEL: a module's file is in order: its signature, its format, its parameters. The notifiers
 * of modules and sysfs are left out; that they fail is one failure, after the module may be used by others and before its init.
 */
final class ModuleLoader extends KernelCode {

    private final Kernel kernel;
    private final KernelModule core;
    private final InitModule init;
    final ModuleSymbols symbols;
    private final Idempotent idempotent;

    ModuleLoader(Kernel kernel, KernelModule core) {
        super(kernel.k);
        this.kernel = kernel;
        this.core = core;
        this.symbols = new ModuleSymbols(kernel, core);
        this.init = kernel.since(3, 10) ? null : new InitModule(kernel, core, this);
        this.idempotent = new Idempotent(kernel);
    }

    /** Makes what is needed for each file that is on the disk now. */
    void boot() {
        idempotent.boot();
    }

    // ---- the list of modules ------------------------------------------------------------------------------------------

    /** Whether the module of that name is done loading, one way or the other. In 5.3 and later, until 6.2, one that is going is waited for too. */
    private boolean finished_loading(String name) {
        module mod;
        boolean ret;

        mutex_lock(core.module_mutex);
        mod = core.find_module_all(name, true);
        if (kernel.since(5, 3, "4.19.108") && !going_is_finished()) {
            ret = mod == null || mod.state.holds(MODULE_STATE_LIVE);
        } else {
            ret = mod == null || mod.state.holdsEither(MODULE_STATE_LIVE, MODULE_STATE_GOING);
        }
        mutex_unlock(core.module_mutex);
        return ret;
    }

    /** 6.2 took back what 5.3 had brought: that one who loads waits for the end of a module that is going. Stable trees have both. */
    private boolean going_is_finished() {
        return kernel.since(6, 2, "5.4.301", "5.15.215", "6.1.166");
    }

    int module_unload_init(module mod) {
        if (!kernel.since(3, 10)) return core.refs.module_unload_init_2_6_32(mod);
        if (!kernel.since(3, 19)) return module_unload_init_3_10(mod);

        mod.refcnt.set(KernelModule.MODULE_REF_BASE);
        k.own(Counted.BASE, mod.refcnt);
        // Held while init runs, so that the module cannot be unloaded from under it.
        mod.refcnt.inc();
        k.own(Counted.INIT, mod.refcnt);
        return 0;
    }

    /** Until 3.18 there is memory to be had for the counters. MODEL: it is a part of the module's memory, and goes with it, not before. */
    private int module_unload_init_3_10(module mod) {
        if (test(k.fails("load_module"))) return -ENOMEM;

        // Held while init runs, so that the module cannot be unloaded from under it.
        mod.incs.set(1);
        mod.count(1);
        k.own(Counted.INIT, mod.refcnt);
        return 0;
    }

    /** layout_and_allocate: the module is left in {@code mod} if the result is 0; in C it is the result, or an error pointer. */
    int layout_and_allocate(ModuleImage info, Out<module> mod) {
        k.might_sleep("load_module");
        if (k.fails("load_module")) return -ENOMEM;
        mod.value = k.alloc(info.name(), Region.Kind.MODULE, mem -> {
            module made = new module(k, kernel.config.version(), mem, info.name(), info.depends().size());
            made.source_list.bare = kernel.alone;
            made.target_list.bare = kernel.alone;
            made.code = info.code().link(kernel, made);
            made.init = made.code.module_init();
            made.exit = made.code.module_exit();
            return made;
        });
        return 0;
    }

    /**
     * module_patient_check_exists, since 6.4 a function of its own (and before that a part of add_unformed_module): who comes while the same module is being
     * loaded or unloaded fails, and does not try again, even if it is gone by then. MODEL: since 6.5 loads of one file are one; init_module(2) is left out.
     */
    private int module_patient_check_exists(String name) {
        module old;
        int err;

        old = core.find_module_all(name, true);
        if (test(old == null)) return 0;

        if (test(old.state.holdsEither(MODULE_STATE_COMING, MODULE_STATE_UNFORMED))) {
            // Wait in case it fails to load.
            mutex_unlock(core.module_mutex);
            err = kernel.wait.wait_event_interruptible(core.module_wq, () -> finished_loading(name));
            mutex_lock(core.module_mutex);
            if (test(err != 0)) return err;

            // The module might have gone in the meantime.
            old = core.find_module_all(name, true);
        }

        if (test(old != null && old.state.holds(MODULE_STATE_LIVE))) return -EEXIST;
        return -EBUSY;
    }

    private int add_unformed_module(module mod) {
        return kernel.since(6, 4) ? add_unformed_module_6_4(mod) : going_is_finished() ? add_unformed_module_6_2(mod) : add_unformed_module_4_4(mod);
    }

    private int add_unformed_module_6_4(module mod) {
        int err;

        mod.state.set(MODULE_STATE_UNFORMED);

        mutex_lock(core.module_mutex);
        out: {
            err = module_patient_check_exists(mod.name);
            if (test(err != 0)) break out;

            core.modules.get(mod.name).set(mod);
            err = 0;
        }
        k.label("out");
        mutex_unlock(core.module_mutex);
        return err;
    }

    private int add_unformed_module_6_2(module mod) {
        int err;
        module old;

        mod.state.set(MODULE_STATE_UNFORMED);

        out_unlocked: {
            mutex_lock(core.module_mutex);
            out: {
                old = core.find_module_all(mod.name, true);
                if (test(old != null)) {
                    if (test(old.state.holdsEither(MODULE_STATE_COMING, MODULE_STATE_UNFORMED))) {
                        // Wait in case it fails to load. MODEL: time is left out, which it costs to look twice.
                        mutex_unlock(core.module_mutex);
                        err = kernel.wait.wait_event_interruptible(core.module_wq, () -> finished_loading(mod.name));
                        if (test(err != 0)) break out_unlocked;

                        // The module might have gone in the meantime.
                        mutex_lock(core.module_mutex);
                        old = core.find_module_all(mod.name, true);
                    }
                    // Whoever comes while the same module is being loaded or unloaded fails, and does not try again.
                    if (test(old != null && old.state.holds(MODULE_STATE_LIVE))) {
                        err = -EEXIST;
                    } else {
                        err = -EBUSY;
                    }
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

    private int add_unformed_module_4_4(module mod) {
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
                    if (test(kernel.since(5, 3, "4.19.108") ? !old.state.holds(MODULE_STATE_LIVE)
                            : old.state.holdsEither(MODULE_STATE_COMING, MODULE_STATE_UNFORMED))) {
                        // Wait in case it fails to load.
                        mutex_unlock(core.module_mutex);
                        err = kernel.wait.wait_event_interruptible(core.module_wq, () -> finished_loading(mod.name));
                        if (test(err != 0)) break out_unlocked;
                        k.label("again");
                        k.join(mod);
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

    // ---- loading ------------------------------------------------------------------------------------------------------

    private void complete_formation(module mod) {
        mutex_lock(core.module_mutex);
        mod.state.set(MODULE_STATE_COMING);
        mutex_unlock(core.module_mutex);
    }

    /** MODEL: the separate init text, which is freed after success, is part of the module's memory; who walks the list without the mutex is left out. */
    private int do_init_module(module mod) {
        int ret;

        fail: {
            if (kernel.since(3, 19)) {
                // The note of what is to be freed after init.
                ret = -ENOMEM;
                if (test(k.fails("load_module"))) break fail;
            }

            ret = call(mod.mem, () -> mod.init.init());
            if (test(ret < 0)) {
                // That would say that it is loaded already, which modprobe takes for a success.
                if (kernel.since(7, 0) && test(ret == -EEXIST)) {
                    ret = -EBUSY;
                }
                break fail;
            }

            mod.state.set(MODULE_STATE_LIVE);

            mutex_lock(core.module_mutex);
            core.module_put(mod);
            k.disown(Counted.INIT, mod.refcnt);
            mutex_unlock(core.module_mutex);
            kernel.wait.wake_up_all(core.module_wq);
            return 0;
        }
        if (kernel.since(3, 19)) {
            k.label("fail");
        }
        // The C says that this protects from buggy reference counters; whoever holds a reference is not waited for.
        mod.state.set(MODULE_STATE_GOING);
        core.wait_before_free();
        core.module_put(mod);
        k.disown(Counted.INIT, mod.refcnt);
        core.free_module(mod);
        disown_base();
        kernel.wait.wake_up_all(core.module_wq);
        return ret;
    }

    /** Until 3.18 a module has no reference to itself. */
    private void disown_base() {
        if (kernel.since(3, 19)) {
            k.disown(Counted.BASE, null);
        }
    }

    /** early_mod_check, since 6.4: before there is memory for the module. */
    private int early_mod_check(ModuleImage info) {
        int err;

        mutex_lock(core.module_mutex);
        err = module_patient_check_exists(info.name());
        mutex_unlock(core.module_mutex);
        return err;
    }

    /**
     * load_module. MODEL: until some version between 2.6.32 and 3.10 its result is the module, or an error pointer; here it leaves the module in loaded.
     * MODEL: memory for variables of each processor, which few modules have, can always be had; who walks the list without the mutex is left out.
     */
    int load_module(ModuleImage info, Out<module> loaded) {
        module mod;
        Out<module> allocated = new Out<>();
        int err;

        if (!kernel.since(3, 10)) return init.load_module_2_6_32(info, loaded);

        free_copy: {
            if (kernel.since(6, 4)) {
                err = early_mod_check(info);
                if (test(err != 0)) break free_copy;
            }

            err = layout_and_allocate(info, allocated);
            if (test(err != 0)) break free_copy;
            mod = allocated.value;

            free_module: {
                unlink_mod: {
                    free_modinfo: {
                        coming_cleanup: {
                            err = add_unformed_module(mod);
                            if (test(err != 0)) break free_module;

                            err = module_unload_init(mod);
                            if (test(err != 0)) break unlink_mod;

                            err = symbols.simplify_symbols(mod, info);
                            if (test(err < 0)) break free_modinfo;

                            complete_formation(mod);

                            // The notifiers of modules, parse_args, mod_sysfs_setup.
                            err = k.fails("load_module") ? -ENOMEM : 0;
                            if (test(err < 0)) break coming_cleanup;

                            return do_init_module(mod);
                        }
                        if (kernel.since(4, 15)) {
                            k.label("coming_cleanup");
                            mod.state.set(MODULE_STATE_GOING);
                        }
                        k.label("bug_cleanup");
                        if (kernel.since(5, 4)) { // Between 4.19 and 5.4: the same again. MODEL: that a notifier fails, and one comes here, is left out.
                            mod.state.set(MODULE_STATE_GOING);
                        }
                        // module_bug_cleanup, and the mutex around it, are left out.
                        k.label("ddebug_cleanup");
                        core.wait_before_free();
                        k.label("free_arch_cleanup");
                    }
                    k.label("free_modinfo");
                    k.label("free_unload");
                    core.module_unload_free(mod);
                    // The counter goes with the memory: these two are never put.
                    k.disown(Counted.INIT, null);
                    disown_base();
                }
                k.label("unlink_mod");
                mutex_lock(core.module_mutex);
                core.modules.get(mod.name).set(null);
                kernel.wait.wake_up_all(core.module_wq);
                if (kernel.since(3, 19)) { // Between 3.16 and 4.4.
                    core.wait_before_free();
                }
                mutex_unlock(core.module_mutex);
            }
            k.label("free_module");
            k.free(mod.mem);
        }
        k.label("free_copy");
        return err;
    }

    /** finit_module(2) of the file of that name, or init_module(2) of what is in it. */
    int finit_module(String name) {
        if (test(!kernel.current().capable(task_struct.capability.CAP_SYS_MODULE))) return -EPERM;
        if (test(!kernel.disk.containsKey(name))) return -ENOENT;

        ModuleImage f = kernel.disk.get(name);
        if (!kernel.since(3, 10)) return init.sys_init_module(f);
        return kernel.since(6, 5) ? idempotent.idempotent_init_module(f, () -> load_module(f, new Out<>())) : load_module(f, new Out<>());
    }
}
