package org.sockrace.stress;

import java.util.EnumSet;
import java.util.List;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.Toy;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.module;
import org.sockrace.kernel.task_struct;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.HardwareMachine;
import org.sockrace.machine.hardware.Violation;

/** A kernel on real threads, with the module toy loaded: one thread makes a socket of its family, the other unloads it. */
final class ToyKernel {

    /** A number that no family of the model has. */
    private static final int PF_TOY = 20;
    private static final ModuleImage TOY = Toy.image("toy", PF_TOY, Toy.Options.PLAIN);

    private final HardwareMachine machine;
    private final Kernel kernel;
    private final Context user;
    private final Context root;
    private int fd;
    private int removed;

    ToyKernel(HardwareMachine machine) {
        this.machine = machine;
        kernel = new Kernel(machine, KernelConfig.V4_4);
        kernel.disk.put(TOY.name(), TOY);
        kernel.module.boot();
        user = machine.context("user", task("user"));
        root = machine.context("root", task("root"));
        must(0, root.call(() -> kernel.module.finit_module(TOY.name())));
    }

    private task_struct task(String comm) {
        return new task_struct(comm, new files_struct(machine, machine.image(), 1), EnumSet.allOf(task_struct.capability.class), null);
    }

    private static void must(int expected, int actual) {
        if (actual != expected) {
            throw new IllegalStateException("set-up: " + name(actual));
        }
    }

    /** socket(PF_TOY, SOCK_STREAM, 0), by the one thread. */
    void socket() {
        fd = user.call(() -> kernel.socket.sys_socket(PF_TOY, Net.SOCK_STREAM, 0));
    }

    /** delete_module("toy", O_NONBLOCK), by the other. */
    void deleteModule() {
        removed = root.call(() -> kernel.module.delete_module(TOY.name(), KernelModule.O_NONBLOCK));
    }

    /** When both have returned: what socket returned, what delete_module returned, and what they left behind. */
    void report(LLL_Result r) {
        r.r1 = fd < 0 ? name(fd) : "fd " + fd;
        r.r2 = name(removed);
        r.r3 = left();
    }

    private String left() {
        int refcnt = root.call(() -> {
            module toy = kernel.module.find_module(TOY.name());
            return toy == null ? -1 : toy.refcnt.read();
        });
        String state = refcnt < 0 ? "unloaded" : "refcnt " + refcnt;
        List<Violation> violations = machine.violations();
        return violations.isEmpty() ? state : state + ", " + violations.get(0).property().id();
    }

    private static String name(int result) {
        return result < 0 ? Errno.name(-result) : Integer.toString(result);
    }
}
