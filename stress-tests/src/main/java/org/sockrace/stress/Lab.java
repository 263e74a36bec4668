package org.sockrace.stress;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelModule;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.module;
import org.sockrace.kernel.task_struct;
import org.sockrace.machine.hardware.Choices;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.Violation;

/**
 * A small machine for one sample: a kernel with a few modules and two tasks, one for each actor. When both have returned, {@link #report}
 * ends what is still open and says whether everything is as it was before.
 */
final class Lab {

    /** The number of the toy's family, as in scenarios. */
    static final int PF_TOY = 18;
    private static final int DESCRIPTORS = 4;

    private final LabMachine machine;
    private final Kernel kernel;
    private final ModuleImage[] disk;
    private final Task first;
    private final Task second;
    private final Context end;
    private final int live;

    /** How a lab differs from the plain one. */
    record Options(KernelConfig config, Set<String> failures) {

        static final Options PLAIN = new Options(KernelConfig.V4_4, Set.of());

        Options config(KernelConfig other) {
            return new Options(other, failures);
        }

        /** These always fail for the first task. */
        Options failing(String... faults) {
            return new Options(config, Set.of(faults));
        }
    }

    /** One actor's task. */
    final class Task {
        private final Context context;
        private final files_struct files;

        private Task(String name, Choices choices) {
            this.files = new files_struct(machine, machine.image(), DESCRIPTORS);
            this.context = machine.context(name, task(name, files), choices);
        }

        int socket() {
            return context.call(() -> kernel.socket.sys_socket(PF_TOY, Net.SOCK_STREAM, 0));
        }

        int close(int fd) {
            return context.call(() -> kernel.fs.sys_close(fd));
        }

        int rmmod(String name) {
            return context.call(() -> kernel.module.delete_module(name, KernelModule.O_NONBLOCK));
        }

        int insmod(String name) {
            return context.call(() -> kernel.module.finit_module(name));
        }
    }

    /** A kernel with these modules on its disk, none loaded. */
    Lab(LabMachine machine, Options options, ModuleImage... disk) {
        this.machine = machine;
        this.disk = disk;
        kernel = new Kernel(machine, options.config);
        for (ModuleImage image : disk) {
            kernel.disk.put(image.name(), image);
        }
        kernel.module.boot();
        first = new Task("first", options.failures.isEmpty() ? Choices.NEVER : new Failing(options.failures));
        second = new Task("second", Choices.NEVER);
        end = machine.context("end", task("end", null));
        live = machine.liveObjects();
    }

    private record Failing(Set<String> faults) implements Choices {
        @Override
        public boolean fails(String fault) {
            return faults.contains(fault);
        }

        @Override
        public int choose(String what, int options) {
            return 0;
        }
    }

    private static task_struct task(String comm, files_struct files) {
        return new task_struct(comm, files, EnumSet.allOf(task_struct.capability.class), null);
    }

    /** The first actor's task. */
    Task first() {
        return first;
    }

    /** The second actor's task. */
    Task second() {
        return second;
    }

    /** Loads a module before the race. */
    Lab load(String name) {
        if (end.call(() -> kernel.module.finit_module(name)) != 0) {
            throw new IllegalStateException("set-up: " + name + " cannot be loaded");
        }
        return this;
    }

    // ---- afterwards ------------------------------------------------------------------------------------------------

    /** To be called when both actors have returned: what their calls returned, and what is broken. */
    void report(LL_Result r, String... results) {
        r.r1 = String.join(", ", results);
        r.r2 = broken();
    }

    /** {@code ok}, or the property that is broken. */
    private String broken() {
        String during = violated();
        if (during != null) {
            return during;
        }
        closeAll(first);
        closeAll(second);
        for (int i = disk.length - 1; i >= 0; i--) {
            if (!unload(disk[i].name())) {
                return "refcount-balance";
            }
        }
        String after = violated();
        return after != null ? after : machine.liveObjects() == live ? "ok" : "rollback";
    }

    private String violated() {
        List<Violation> violations = machine.violations();
        return violations.isEmpty() ? null : violations.get(0).property().id();
    }

    private void closeAll(Task task) {
        for (int n = 0; n < DESCRIPTORS; n++) {
            if (task.files.open_fds.get(n).get() != 0) {
                task.close(files_struct.FIRST + n);
            }
        }
    }

    /** Whether the module is not there, or can be unloaded because nobody uses it. */
    private boolean unload(String name) {
        return end.call(() -> {
            module mod = kernel.module.find_module(name);
            return mod == null || mod.refcnt.read() == KernelModule.MODULE_REF_BASE
                    && kernel.module.delete_module(name, KernelModule.O_NONBLOCK) == 0 ? 1 : 0;
        }) == 1;
    }

    /** What a call returned, as scenarios write it: {@code fd}, 0 or the name of an error. */
    static String fd(int result) {
        return result >= 0 ? "fd" : Errno.name(-result);
    }

    /** The same of a call that returns no descriptor. */
    static String zero(int result) {
        return result < 0 ? Errno.name(-result) : Integer.toString(result);
    }
}
