package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.EINTR;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.module.MODULE_STATE_COMING;
import static org.sockrace.kernel.module.MODULE_STATE_GOING;
import static org.sockrace.kernel.module.MODULE_STATE_LIVE;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;

/**
 * The part of kernel/module.c that loaded until some version between 2.6.32 and 3.10: everything before a module's init under module_mutex, and who finds the
 * name in use fails at once. MODEL: a module's file is in order: its format, its symbols, its parameters. The notifiers of modules are left out; that sysfs
 * fails is one failure, after the module may be found by others and before its init.
 */
final class InitModule extends KernelCode {

    private final Kernel kernel;
    private final KernelModule core;
    private final ModuleLoader loader;

    InitModule(Kernel kernel, KernelModule core, ModuleLoader loader) {
        super(kernel.k);
        this.kernel = kernel;
        this.core = core;
        this.loader = loader;
    }

    /**
     * load_module: the module is left in {@code loaded} if the result is 0. MODEL: its parts are one piece of memory, and its counters are in it; its
     * state is set when there is that memory. Who walks the list of modules without the mutex, as kallsyms does, is left out.
     */
    int load_module_2_6_32(ModuleImage info, Out<module> loaded) {
        Out<module> allocated = new Out<>();
        module mod;
        int err;

        free_mod: {
            if (test(core.find_module(info.name()) != null)) {
                err = -EEXIST;
                break free_mod;
            }

            free_init: {
                cleanup: {
                    unlink: {
                        err = -ENOMEM;
                        if (test(module_alloc_update_bounds(info, allocated) == 0)) break free_mod;
                        mod = allocated.value;
                        mod.state.set(MODULE_STATE_COMING);

                        err = -ENOMEM;
                        if (test(percpu_modalloc() == 0)) break free_init;

                        loader.module_unload_init(mod);

                        err = loader.symbols.simplify_symbols(mod, info);
                        if (test(err < 0)) break cleanup;

                        core.modules.get(mod.name).set(mod);

                        // parse_args, mod_sysfs_setup.
                        err = k.fails("load_module") ? -ENOMEM : 0;
                        if (test(err < 0)) break unlink;

                        loaded.value = mod;
                        return 0;
                    }
                    k.label("unlink");
                    core.modules.get(mod.name).set(null);
                    core.wait_before_free();
                }
                k.label("cleanup");
                k.label("free_unload");
                core.module_unload_free(mod);
                // The counter goes with the memory: this one is never put.
                k.disown(Counted.INIT, null);
            }
            k.label("free_init");
            k.label("free_core");
            k.free(mod.mem);
        }
        k.label("free_mod");
        return err;
    }

    /** Memory for the module: 0 if there is none. */
    private int module_alloc_update_bounds(ModuleImage info, Out<module> mod) {
        return loader.layout_and_allocate(info, mod) == 0 ? 1 : 0;
    }

    /** Memory for the counters: 0 if there is none. */
    private int percpu_modalloc() {
        return k.fails("load_module") ? 0 : 1;
    }

    /** MODEL: who waits looks again by itself, when its time is over. */
    private void wake_up(wait_queue_head wq) {
        kernel.wait.wake_up_all(wq);
    }

    private int mutex_lock_interruptible(Mutex lock) {
        if (k.fails("signal")) return -EINTR;
        mutex_lock(lock);
        return 0;
    }

    /**
     * init_module(2) of that file. MODEL: the init text, which is freed after success, is part of the module's memory. An init that fails leaves nothing by
     * which others find the module. Who waits for it looks again by itself, when its time is over.
     */
    int sys_init_module(ModuleImage umod) {
        Out<module> loaded = new Out<>();
        module mod;
        int ret;

        if (!kernel.current().capable(task_struct.capability.CAP_SYS_MODULE)) return -EPERM;

        if (test(mutex_lock_interruptible(core.module_mutex) != 0)) return -EINTR;

        ret = loader.load_module(umod, loaded);
        if (test(ret != 0)) {
            mutex_unlock(core.module_mutex);
            return ret;
        }
        mutex_unlock(core.module_mutex);
        mod = loaded.value;

        ret = call(mod.mem, () -> mod.init.init());
        if (test(ret < 0)) {
            // The C says that this protects from buggy reference counters; whoever holds a reference is not waited for.
            mod.state.set(MODULE_STATE_GOING);
            core.wait_before_free();
            core.module_put(mod);
            k.disown(Counted.INIT, mod.refcnt);
            mutex_lock(core.module_mutex);
            core.free_module(mod);
            mutex_unlock(core.module_mutex);
            wake_up(core.module_wq);
            return ret;
        }

        mod.state.set(MODULE_STATE_LIVE);
        wake_up(core.module_wq);

        mutex_lock(core.module_mutex);
        core.module_put(mod);
        k.disown(Counted.INIT, mod.refcnt);
        mutex_unlock(core.module_mutex);
        return 0;
    }
}
