package org.sockrace.kernel;

import static org.sockrace.kernel.task_struct.capability.CAP_SYS_MODULE;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.machine.simulated.SimulatedMachine;

/** A kernel on which one task at a time runs, for single-threaded questions. */
final class LoneTask {

    final SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
    final Set<String> faults = new HashSet<>();
    final Kernel kernel;
    final umh helper;
    final task_struct root;
    final task_struct user;
    final task_struct served;

    LoneTask(KernelConfig config, ModuleImage... disk) {
        this(config, EnumSet.of(Boot.Part.INET), disk);
    }

    LoneTask(KernelConfig config, Set<Boot.Part> builtIn, ModuleImage... disk) {
        kernel = new Kernel(machine, config);
        helper = new umh(machine, "modprobe");
        files_struct files = new files_struct(machine, machine.image(), 4);
        root = new task_struct("root", files, EnumSet.allOf(task_struct.capability.class), null);
        user = new task_struct("user", files, EnumSet.noneOf(task_struct.capability.class), null);
        served = new task_struct("served", files, EnumSet.of(CAP_SYS_MODULE), helper);
        machine.injecting(faults::contains);
        as(root);
        Boot.up(kernel, builtIn, disk);
    }

    LoneTask(ModuleImage... disk) {
        this(KernelConfig.V4_4, disk);
    }

    /** Linux 4.4 with these differences. */
    static KernelConfig v4_4(boolean canOpsOwner, boolean inetPinsProtocol, boolean forceUnload) {
        KernelConfig c = KernelConfig.V4_4;
        return new KernelConfig(c.version(), c.preemptible(), c.mapFdConsumes(), c.inodeLockInRelease(), c.coreClearsSk(), c.onCreateFailure(),
                c.freeModuleWaits(), c.getDisablesPreemption(), c.protocolMax(), c.inetNoMemory(), canOpsOwner,
                inetPinsProtocol, forceUnload, 0);
    }

    LoneTask as(task_struct task) {
        machine.actAs(-1, task);
        return this;
    }

    /** Injects these failures from now on, and no others. */
    LoneTask failing(String... names) {
        faults.clear();
        faults.addAll(List.of(names));
        return this;
    }

    LoneTask load(String... names) {
        for (String name : names) {
            if (kernel.module.finit_module(name) != 0) {
                throw new IllegalStateException("not loaded: " + name);
            }
        }
        return this;
    }

    module loaded(String name) {
        return kernel.module.find_module(name);
    }

    /** One more than others have references to the module: that to itself, which it has since 3.19, is counted for all versions. */
    int refcnt(String name) {
        return loaded(name).refcnt.value() + (kernel.since(3, 19) ? 0 : KernelModule.MODULE_REF_BASE);
    }

    int socket(int family, int type, int protocol) {
        return interrupted(kernel.socket.sys_socket(family, type, protocol));
    }

    int close(int fd) {
        return interrupted(kernel.fs.sys_close(fd));
    }

    /** On the way out, the call is interrupted by what it left to callbacks. */
    private int interrupted(int result) {
        kernel.rcu.do_softirq();
        return result;
    }

    int rmmod(String name) {
        return kernel.module.delete_module(name, KernelModule.O_NONBLOCK);
    }
}
