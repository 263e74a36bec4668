package org.sockrace.lincheck;

import java.util.List;
import org.jetbrains.lincheck.datastructures.Validate;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;

/** The kernel on threads, as Lincheck makes it once for each execution. */
public abstract class OnThreads implements Calls {

    private final Lab lab;
    private final List<LabTask> tasks;
    private final net_proto_family builtIn;

    /** A kernel on a machine, which may have a defect. */
    OnThreads(Setup setup, LabMachine machine) {
        lab = setup.lab(machine);
        tasks = setup.tasks(lab);
        builtIn = BuiltIn.family(machine);
    }

    private LabTask task(int thread) {
        return tasks.get(Calls.index(thread));
    }

    @Override
    public String socket(int task, int family) {
        return Calls.result(task(task).socket(family, Net.SOCK_STREAM, 0));
    }

    @Override
    public String accept(int task, int fd) {
        return Calls.result(task(task).accept(fd));
    }

    @Override
    public String close(int task, int fd) {
        return Calls.result(task(task).close(fd));
    }

    @Override
    public String dup(int task, int fd) {
        return Calls.result(task(task).dup(fd));
    }

    @Override
    public String dup2(int task, int from, int to) {
        return Calls.result(task(task).dup2(from, to));
    }

    @Override
    public String rmmod(int task, String module) {
        return Calls.result(task(task).rmmod(module));
    }

    @Override
    public String insmod(int task, String module) {
        return Calls.result(task(task).insmod(module));
    }

    @Override
    public String register(int task) {
        return Calls.result(task(task).register(builtIn));
    }

    @Override
    public String unregister(int task) {
        return Calls.result(task(task).unregister(BUILT_IN));
    }

    /** After the last call: nothing was broken, and closing and unloading everything leaves no reference and no object behind. */
    @Validate
    public void balance() {
        String broken = lab.broken();
        if (!broken.equals(Lab.OK)) {
            throw new AssertionError(lab.violations().isEmpty() ? broken : lab.violations().get(0).toString());
        }
    }
}
