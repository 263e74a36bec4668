package org.sockrace.lincheck;

import java.util.EnumSet;
import java.util.List;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.kernel.task_struct;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.HardwareMachine;
import org.sockrace.machine.hardware.Violation;

/**
 * A module, two users who take references to it, and an administrator who unloads it. It is found as families are: by a pointer that its
 * init function publishes, and that its exit function withdraws before it waits for a grace period.
 */
final class ModuleReferences {

    private static final String NAME = "m";

    private final HardwareMachine machine;
    private final Kernel kernel;
    private final Registry registry;
    private final Context root;

    /** One user. Its calls must not overlap. */
    final class User {
        private final Context context;
        private module held;
        private int references;

        private User(String name) {
            context = machine.context(name, task(name));
        }

        /** Finds the module and takes a reference: 1 if it is there, else 0. */
        int get() {
            return context.call(() -> {
                module mod = registry.find();
                if (mod == null) {
                    return 0;
                }
                held = mod;
                references++;
                return 1;
            });
        }

        /** Gives one of its references back: 1, or 0 if it has none. */
        int put() {
            return context.call(() -> {
                if (references == 0) {
                    return 0;
                }
                references--;
                kernel.module.module_put(held);
                return 1;
            });
        }
    }

    /** Where the module is found. */
    private static final class Registry extends KernelCode {
        private final Kernel kernel;
        private final Ptr<module> published;

        Registry(Kernel kernel) {
            super(kernel.k);
            this.kernel = kernel;
            this.published = k.ptr(k.image(), "published", null);
        }

        module find() {
            rcu_read_lock();
            module mod = rcu_dereference(published);
            if (mod != null && !kernel.module.try_module_get(mod)) {
                mod = null;
            }
            rcu_read_unlock();
            return mod;
        }

        private ModuleCode link(module self) {
            return new ModuleCode() {
                @Override
                public int init() {
                    rcu_assign_pointer(published, self);
                    return 0;
                }

                @Override
                public void exit() {
                    RCU_INIT_POINTER(published, null);
                    synchronize_rcu();
                }
            };
        }
    }

    /** With the module loaded. */
    ModuleReferences(HardwareMachine machine) {
        this.machine = machine;
        kernel = new Kernel(machine, KernelConfig.V4_4);
        registry = new Registry(kernel);
        kernel.disk.put(NAME, new ModuleImage(NAME, List.of(), List.of(), (same, self) -> registry.link(self)));
        kernel.module.boot();
        root = machine.context("root", task("root"));
        if (root.call(() -> kernel.module.finit_module(NAME)) != 0) {
            throw new IllegalStateException("not loaded");
        }
    }

    private static task_struct task(String comm) {
        return new task_struct(comm, null, EnumSet.of(task_struct.capability.CAP_SYS_MODULE), null);
    }

    User user(String name) {
        return new User(name);
    }

    /** delete_module(2): 0 or a negative errno. */
    int unload() {
        return root.call(() -> kernel.module.delete_module(NAME, KernelModule.O_NONBLOCK));
    }

    List<Violation> violations() {
        return machine.violations();
    }
}
