package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.module.MODULE_STATE_COMING;
import static org.sockrace.kernel.module.MODULE_STATE_UNFORMED;
import static org.sockrace.kernel.rculist.list_add;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** The part of kernel/module.c (kernel/module/main.c) that finds the symbols a module needs, and holds the modules that have them. */
final class ModuleSymbols extends KernelCode {

    private final Kernel kernel;
    private final KernelModule core;

    ModuleSymbols(Kernel kernel, KernelModule core) {
        super(kernel.k);
        this.kernel = kernel;
        this.core = core;
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

    private int add_module_usage(module a, module b) {
        module_use use;

        if (test(k.fails("load_module"))) return -ENOMEM;
        use = k.alloc(Counted.MODULE_USE, Region.Kind.OBJECT, mem -> new module_use(k, mem));
        k.keeps(a.mem, Counted.MODULE_USE, use.mem);

        use.source.set(a);
        use.target.set(b);
        list_add(use.source_list, b.source_list);
        list_add(use.target_list, a.target_list);
        return 0;
    }

    private int ref_module(module a, module b) {
        int err;

        // If the module is not available, this one fails.
        err = strong_try_module_get(b);
        if (test(err != 0)) return err;

        err = add_module_usage(a, b);
        if (test(err != 0)) {
            core.module_put(b);
            k.disown(Counted.DEP, b.refcnt);
            return err;
        }
        return 0;
    }

    /** resolve_symbol: the symbol is in {@code sym} if the result is 0, which does not say that there is one. */
    private int resolve_symbol(module mod, String name, Out<module> sym) {
        module owner;
        int err = 0;

        mutex_lock(core.module_mutex);
        unlock: {
            owner = core.find_module(name);
            if (test(owner == null)) break unlock;

            err = ref_module(mod, owner);
            if (test(err != 0)) break unlock;
            sym.value = owner;
        }
        k.label("unlock");
        mutex_unlock(core.module_mutex);
        return err;
    }

    /** resolve_symbol_wait: waits while the module that has the symbol is loading. MODEL: the time limit of 30 seconds is not reached. */
    private int resolve_symbol_wait(module mod, String name, Out<module> ksym) {
        Out<Integer> err = new Out<>();

        kernel.wait.wait_event_interruptible(core.module_wq, () -> (err.value = resolve_symbol(mod, name, ksym)) != -EBUSY);
        return err.value;
    }

    /** MODEL: one symbol of each module that this one depends on. */
    int simplify_symbols(module mod, ModuleImage info) {
        int ret = 0;

        for (int i = 0; i < info.depends().size(); i++) {
            Out<module> ksym = new Out<>();
            int err = resolve_symbol_wait(mod, info.depends().get(i), ksym);
            if (ksym.value != null) {
                mod.symbols.get(i).set(ksym.value);
                continue;
            }
            // An unknown symbol: the others are looked up all the same.
            ret = err != 0 ? err : -ENOENT;
        }
        return ret;
    }
}
