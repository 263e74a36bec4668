package org.sockrace.lab;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.sockrace.kernel.Agents;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.module;
import org.sockrace.kernel.task_struct;
import org.sockrace.kernel.umh;
import org.sockrace.machine.hardware.Choices;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.Violation;
import org.sockrace.own.OwnFile;
import org.sockrace.own.OwnKernel;

/**
 * A small kernel on real threads: some modules on its disk, a few tasks, and at the end the question whether all is as it was. Tasks are
 * made and modules loaded by one thread; after that each task may be used by a thread of its own, and {@link #broken} is for whoever comes
 * after them all. Nobody calls callbacks of RCU before that.
 */
public final class Lab {

    /** The family of toy modules, as in scenarios. */
    public static final int PF_TOY = 18;
    /** What {@link #broken} returns if nothing is. */
    public static final String OK = "ok";

    final Kernel kernel;
    private final LabMachine machine;
    /** What users' modules register with, or null. */
    private final OwnKernel own;
    private final ModuleImage[] disk;
    private final List<LabTask> tasks = new ArrayList<>(3);
    private final LabTask root;

    /**
     * A kernel with these modules on its disk, none loaded.
     *
     * @param machine a machine that has no lab yet
     * @param disk a module comes after those that it depends on
     */
    public Lab(LabMachine machine, KernelConfig config, ModuleImage... disk) {
        this.machine = machine;
        this.disk = disk;
        kernel = new Kernel(machine, config, false);
        own = null;
        refuseAgents();
        Boot.up(kernel, Set.of(), disk);
        root = add("root", Choices.NEVER, null, null);
        machine.lab = this;
    }

    /**
     * A kernel with a module of the user's own on its disk, and with what that registers with: {@link #function} finds its functions.
     *
     * @throws UnsupportedOperationException if what it registers with runs by itself, as network namespaces do; {@link #load} throws it if the module does
     */
    public Lab(LabMachine machine, KernelConfig config, OwnFile module) {
        this(machine, new Kernel(machine, config, false), module);
    }

    private Lab(LabMachine machine, Kernel kernel, OwnFile module) {
        this.machine = machine;
        this.kernel = kernel;
        refuseAgents();
        own = module.in(kernel);
        disk = new ModuleImage[] {module.image(own)};
        Boot.up(kernel, Set.of(), disk);
        root = add("root", Choices.NEVER, null, null);
        machine.lab = this;
    }

    /** Linux 4.4 with these modules on its disk. */
    public Lab(LabMachine machine, ModuleImage... disk) {
        this(machine, KernelConfig.V4_4, disk);
    }

    /** Nobody would run them. */
    private void refuseAgents() {
        for (Agents<?> agents : List.of(kernel.workqueue.pools, kernel.timer.bases, kernel.clock.clocks, kernel.kthread.slots)) {
            agents.limit(0, () -> {
                throw new UnsupportedOperationException("a Lab runs calls, and nothing that runs by itself: works, timers, kernel threads, waits whose time "
                        + "runs out, and so network namespaces; sockrace check runs them");
            });
        }
    }

    /**
     * A function of a {@code BuiltIn} of the user's own module, as {@code call(mount)} of a scenario: found before the race, called by {@link LabTask#call}.
     *
     * @param name its name, perhaps with that of its class: {@code mount}, {@code Filesystems.mount}
     * @throws org.sockrace.machine.simulated.CodeException with a message for users if there is none of that name with so many arguments
     */
    public IntSupplier function(String name, int... arguments) {
        if (own == null) {
            throw new IllegalArgumentException("no function " + name + ": this lab has no module of the user's own");
        }
        return own.call(name, arguments);
    }

    /** Loads a module before the race. */
    public Lab load(String name) {
        if (root.insmod(name) != 0) {
            throw new IllegalStateException("set-up: " + name + " cannot be loaded");
        }
        return this;
    }

    // ---- tasks -----------------------------------------------------------------------------------------------------

    /** A process with one thread, for which nothing ever fails, and with {@code descriptors} free descriptors. */
    public LabTask task(String name, int descriptors) {
        return task(name, descriptors, Choices.NEVER);
    }

    /** The same, with these failures. */
    public LabTask task(String name, int descriptors, Choices choices) {
        return add(name, choices, table(descriptors), null);
    }

    /** The same without failures, and with modprobe at its service. */
    public LabTask autoloading(String name, int descriptors) {
        umh helper = new umh(machine, name + ".modprobe");
        return add(name, Choices.NEVER, table(descriptors), helper);
    }

    /** Another thread of the process that {@code first} belongs to: they share their descriptors. */
    public LabTask thread(LabTask first, String name) {
        return add(name, Choices.NEVER, first.files, null);
    }

    private files_struct table(int descriptors) {
        return new files_struct(machine, machine.image(), descriptors);
    }

    private LabTask add(String name, Choices choices, files_struct files, umh helper) {
        task_struct task = new task_struct(name, files, EnumSet.allOf(task_struct.capability.class), helper);
        Context modprobe = helper == null ? null : machine.context(helper.task.comm, helper.task);
        LabTask added = new LabTask(kernel, task, files, machine.context(name, task, choices), modprobe);
        tasks.add(added);
        return added;
    }

    void runHelperOf(Object current) {
        for (LabTask task : tasks) {
            if (task.task == current) {
                task.runHelper();
                return;
            }
        }
    }

    // ---- afterwards ------------------------------------------------------------------------------------------------

    /**
     * Closes every descriptor, calls the callbacks of RCU that wait, unloads every module, and looks whether all is as it was: nothing broken
     * meanwhile, every counter at its base, every object freed.
     *
     * @return {@link #OK}, or the id of the property that is broken
     */
    public String broken() {
        String during = violated();
        if (during != null) {
            return during;
        }
        tasks.forEach(LabTask::closeAll);
        root.call(() -> {
            kernel.rcu.do_softirq();
            return 0;
        });
        for (int i = disk.length - 1; i >= 0; i--) {
            if (!unload(disk[i].name())) {
                return "refcount-balance";
            }
        }
        String after = violated();
        return after != null ? after : machine.liveObjects() == 0 ? OK : "rollback";
    }

    /** All that was broken up to now. */
    public List<Violation> violations() {
        return machine.violations();
    }

    private String violated() {
        return machine.sound() ? null : machine.violations().get(0).property().id();
    }

    /** Whether the module is not there, or can be unloaded because nobody uses it. */
    private boolean unload(String name) {
        return root.call(() -> {
            module mod = kernel.module.find_module(name);
            return mod == null || mod.refcnt.read() == (kernel.since(3, 19) ? KernelModule.MODULE_REF_BASE : 0)
                    && kernel.module.delete_module(name, KernelModule.O_NONBLOCK) == 0 ? 1 : 0;
        }) == 1;
    }
}
