package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.kernel_symbol.ERR_PTR;
import static org.sockrace.kernel.kernel_symbol.IS_ERR;
import static org.sockrace.kernel.kernel_symbol.PTR_ERR;
import static org.sockrace.kernel.module.MODULE_STATE_COMING;
import static org.sockrace.kernel.module.MODULE_STATE_UNFORMED;
import static org.sockrace.kernel.rculist.list_add;

import java.util.function.BooleanSupplier;
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
        if (kernel.since(3, 10)) {
            BUG_ON(mod.state.holds(MODULE_STATE_UNFORMED), "symbol of an unformed module");
        }
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

        if (!kernel.since(3, 10)) return use_module(a, b);

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

    /**
     * wait_event_interruptible_timeout, of 30 seconds. MODEL: how long it sleeps is not told; if the condition is not true when it looks again, then time is
     * over, or a signal has ended it, which does the same.
     */
    private int wait_event_interruptible_timeout(@SuppressWarnings("UnusedVariable") wait_queue_head wq, BooleanSupplier condition) {
        if (condition.getAsBoolean()) return 1;
        k.might_sleep("wait_event_interruptible");
        return condition.getAsBoolean() ? 1 : 0;
    }

    /**
     * use_module, until some version between 2.6.32 and 3.10: 1 if b will stay, otherwise 0. It sleeps with module_mutex held, so a module whose init fails is
     * freed only when the time is over. MODEL: when that is, is not told. What a module uses is in a list of its own, too: module_unload_free need not search.
     */
    private int use_module(module a, module b) {
        Out<Integer> err = new Out<>();
        module_use use;

        if (test(wait_event_interruptible_timeout(core.module_wq, () -> {
            err.value = strong_try_module_get(b);
            return err.value != -EBUSY;
        }) <= 0)) return 0;

        // If the module is not available, this one fails.
        if (test(err.value != 0)) return 0;

        if (test(k.fails("load_module"))) {
            core.module_put(b);
            k.disown(Counted.DEP, b.refcnt);
            return 0;
        }
        use = k.alloc(Counted.MODULE_USE, Region.Kind.OBJECT, mem -> new module_use(k, mem));
        k.keeps(a.mem, Counted.MODULE_USE, use.mem);

        use.source.set(a);
        use.target.set(b);
        list_add(use.target_list, a.target_list);
        list_add(use.source_list, b.source_list);
        return 1;
    }

    /** MODEL: a module has one symbol, of its own name, and which licence it needs is not asked. */
    private kernel_symbol find_symbol(String name) {
        module owner = core.find_module(name);
        return owner == null ? null : new kernel_symbol(owner, 0);
    }

    private kernel_symbol resolve_symbol(module mod, String name) {
        kernel_symbol sym;
        int err;

        if (!kernel.since(3, 10)) return resolve_symbol_2_6_32(mod, name);

        mutex_lock(core.module_mutex);
        unlock: {
            getname: {
                sym = find_symbol(name);
                if (test(sym == null)) break unlock;

                err = ref_module(mod, sym.owner());
                if (test(err != 0)) {
                    sym = ERR_PTR(err);
                    break getname;
                }
            }
            k.label("getname"); // MODEL: the module's name, which a message says, is not copied.
        }
        k.label("unlock");
        mutex_unlock(core.module_mutex);
        return sym;
    }

    /** The caller holds module_mutex. */
    private kernel_symbol resolve_symbol_2_6_32(module mod, String name) {
        kernel_symbol sym = find_symbol(name);

        if (test(sym != null)) {
            if (test(ref_module(mod, sym.owner()) == 0)) {
                sym = null;
            }
        }
        return sym;
    }

    /** resolve_symbol_wait: waits while the module that has the symbol is loading. MODEL: the time limit of 30 seconds is not reached. */
    private kernel_symbol resolve_symbol_wait(module mod, String name) {
        Out<kernel_symbol> ksym = new Out<>();

        kernel.wait.wait_event_interruptible(core.module_wq, () -> {
            ksym.value = resolve_symbol(mod, name);
            return !IS_ERR(ksym.value) || PTR_ERR(ksym.value) != -EBUSY;
        });
        return ksym.value;
    }

    /** MODEL: one symbol of each module that this one depends on. */
    int simplify_symbols(module mod, ModuleImage info) {
        int ret = 0;
        kernel_symbol ksym;

        if (!kernel.since(3, 10)) return simplify_symbols_2_6_32(mod, info);

        for (int i = 0; i < info.depends().size(); i++) {
            ksym = resolve_symbol_wait(mod, info.depends().get(i));
            if (ksym != null && !IS_ERR(ksym)) {
                mod.symbols.get(i).set(ksym.owner());
                continue;
            }
            // An unknown symbol: the others are looked up all the same.
            ret = PTR_ERR(ksym) != 0 ? PTR_ERR(ksym) : -ENOENT;
        }
        return ret;
    }

    /** MODEL: one symbol of each module that this one depends on. */
    private int simplify_symbols_2_6_32(module mod, ModuleImage info) {
        int ret = 0;
        kernel_symbol ksym;

        for (int i = 0; i < info.depends().size(); i++) {
            ksym = resolve_symbol(mod, info.depends().get(i));
            if (ksym != null) {
                mod.symbols.get(i).set(ksym.owner());
                continue;
            }
            // An unknown symbol: the others are looked up all the same.
            ret = -ENOENT;
        }
        return ret;
    }
}
