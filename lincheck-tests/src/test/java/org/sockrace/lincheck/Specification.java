package org.sockrace.lincheck;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.task_struct;
import org.sockrace.kernel.umh;
import org.sockrace.lincheck.sequential.SequentialMachine;
import org.sockrace.machine.Order;

/**
 * What the calls do when each happens at once: the same kernel, on a machine that knows no concurrency. Two specifications are never
 * equal: Lincheck makes each by repeating calls, and would save work if it knew that two are in the same state, but it need not know.
 */
public abstract class Specification implements Calls {

    private final SequentialMachine machine = new SequentialMachine();
    private final Kernel kernel;
    private final Setup setup;
    private final List<task_struct> tasks = new ArrayList<>(TASKS);
    private final net_proto_family builtIn;

    /** A kernel like that. */
    Specification(Setup setup) {
        this.setup = setup;
        kernel = new Kernel(machine, setup.config());
        Boot.up(kernel, Set.of(), setup.disk().toArray(ModuleImage[]::new));
        for (int i = 0; i < TASKS; i++) {
            tasks.add(task(i));
        }
        builtIn = BuiltIn.family(machine);
        for (String module : setup.loaded()) {
            machine.run(tasks.get(TASKS - 1), () -> kernel.module.finit_module(module));
        }
    }

    private task_struct task(int index) {
        boolean shares = setup.processes() == Setup.Processes.SHARING && index > 0;
        files_struct files = shares ? tasks.get(0).files : new files_struct(machine, machine.image(), setup.descriptors());
        umh helper = setup.processes() == Setup.Processes.AUTOLOADING ? new umh(machine, "modprobe") : null;
        return new task_struct(Setup.name(index), files, EnumSet.allOf(task_struct.capability.class), helper);
    }

    private String call(int thread, IntSupplier code) {
        int index = Calls.index(thread);
        task_struct task = tasks.get(index);
        return Calls.result(machine.run(task, setup.faultsOf(index), () -> modprobe(task.modprobe_path), code));
    }

    private void modprobe(umh helper) {
        if (helper != null && helper.request.load(Order.ONCE) != null) {
            machine.run(helper.task, () -> kernel.kmod.call_usermodehelper(helper));
        }
    }

    @Override
    public String socket(int task, int family) {
        return call(task, () -> kernel.socket.sys_socket(family, Net.SOCK_STREAM, 0));
    }

    @Override
    public String accept(int task, int fd) {
        return call(task, () -> kernel.socket.sys_accept(fd));
    }

    @Override
    public String close(int task, int fd) {
        return call(task, () -> kernel.fs.sys_close(fd));
    }

    @Override
    public String dup(int task, int fd) {
        return call(task, () -> kernel.fs.sys_dup(fd));
    }

    @Override
    public String dup2(int task, int from, int to) {
        return call(task, () -> kernel.fs.sys_dup2(from, to));
    }

    @Override
    public String rmmod(int task, String module) {
        return call(task, () -> kernel.module.delete_module(module, KernelModule.O_NONBLOCK));
    }

    @Override
    public String insmod(int task, String module) {
        return call(task, () -> kernel.module.finit_module(module));
    }

    @Override
    public String register(int task) {
        return call(task, () -> kernel.socket.sock_register(builtIn));
    }

    @Override
    public String unregister(int task) {
        return call(task, () -> {
            kernel.socket.sock_unregister(BUILT_IN);
            return 0;
        });
    }
}
