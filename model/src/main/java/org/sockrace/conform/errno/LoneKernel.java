package org.sockrace.conform.errno;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.check.ModuleSetup;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.task_struct;
import org.sockrace.kernel.umh;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.scenario.KnownModule;

/** A modelled kernel that is up, with its modules loaded, and on which one call at a time runs. Not thread-safe. */
final class LoneKernel {

    /** O_NONBLOCK is SOCK_NONBLOCK. */
    private static final int O_NONBLOCK = Net.SOCK_NONBLOCK;

    /**
     * What a call comes to.
     *
     * @param result what it returned
     * @param moduleWanted whether it asked for a module on its way, which another kernel may have
     */
    record Answer(Result result, boolean moduleWanted) { }

    private final SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
    private final Kernel kernel;
    private final task_struct root;
    private final task_struct user;
    private boolean moduleWanted;

    LoneKernel(KernelConfig config, BuiltIns builtIn, List<KnownModule> modules) {
        kernel = new Kernel(machine, config);
        root = task("root", EnumSet.allOf(task_struct.capability.class));
        user = task("user", EnumSet.noneOf(task_struct.capability.class));
        machine.actAs(-1, root);
        machine.injecting(this::refuseModprobe);
        Stream<KnownModule> disk = modules.stream().flatMap(m -> withDependencies(m).stream()).distinct();
        List<Integer> netlink = builtIn.netlink().stream().map(NetlinkProtocol::number).toList();
        Boot.up(kernel, BuiltIn.parts(builtIn.parts()), netlink, disk.filter(m -> m.isIn(config.version()))
                .map(m -> ModuleSetup.known(m, config.version())).toArray(ModuleImage[]::new));
        kernel.disk.keySet().forEach(this::load);
    }

    private task_struct task(String comm, Set<task_struct.capability> caps) {
        return new task_struct(comm, new files_struct(machine, machine.image(), 1), caps, new umh(machine, "modprobe of " + comm));
    }

    /** There is no modprobe: the kernel has no free slot for one. No memory is short. */
    private boolean refuseModprobe(String fault) {
        boolean wanted = fault.equals("kmod_limit");
        moduleWanted |= wanted;
        return wanted;
    }

    private void load(String name) {
        int err = kernel.module.finit_module(name);
        if (err != 0) {
            throw new IllegalStateException(name + " cannot be loaded: " + Errno.name(-err));
        }
    }

    /** The module after those whose symbols it uses. */
    private static List<KnownModule> withDependencies(KnownModule module) {
        List<KnownModule> all = new ArrayList<>();
        module.depends().forEach(d -> all.addAll(withDependencies(KnownModule.of(d).orElseThrow())));
        all.add(module);
        return all;
    }

    /** Makes the call, and closes what it opened. */
    Answer run(Row.Call call) {
        moduleWanted = false;
        machine.actAs(-1, call.root() ? root : user);
        int fd = kernel.socket.sys_socket(call.family(), call.type(), call.protocol());
        kernel.rcu.do_softirq();
        if (fd < 0) {
            return new Answer(new Result(Errno.name(-fd), -1, -1), moduleWanted);
        }
        Result result = new Result(Result.OK, kernel.fs.fcntl_getfd(fd), (kernel.fs.fcntl_getfl(fd) & O_NONBLOCK) != 0 ? 1 : 0);
        kernel.fs.sys_close(fd);
        kernel.rcu.do_softirq();
        return new Answer(result, moduleWanted);
    }
}
