package org.sockrace.lincheck;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;
import org.sockrace.machine.hardware.Choices;

/**
 * What there is before anything is called: the same for the kernel on threads and for its specification.
 *
 * @param config the kernel's version
 * @param disk the modules on disk
 * @param loaded the names of those that are loaded
 * @param processes what the tasks are
 * @param descriptors how many descriptors a task may open
 * @param faults what fails for the first task
 */
record Setup(KernelConfig config, List<ModuleImage> disk, List<String> loaded, Processes processes, int descriptors, Choices faults) {

    /** What the tasks are. */
    enum Processes {
        /** Each is a process. */
        APART,
        /** Each is a process, and modprobe serves it. */
        AUTOLOADING,
        /** They are the threads of one process. */
        SHARING
    }

    /** A module without mistakes, loaded; more descriptors than anybody uses. */
    static final Setup PLAIN = new Setup(KernelConfig.V4_4, List.of(toy("toy", Toy.Options.PLAIN)), List.of("toy"), Processes.APART, 4, Choices.NEVER);

    private static final String[] NAMES = {"a", "b", "c"};

    static ModuleImage toy(String name, Toy.Options options) {
        return Toy.image(name, Calls.TOY, options);
    }

    /** The same with this kernel. */
    Setup on(KernelConfig other) {
        return new Setup(other, disk, loaded, processes, descriptors, faults);
    }

    /** The same with these modules on disk, the first of which is loaded. */
    Setup with(ModuleImage... images) {
        return new Setup(config, List.of(images), List.of(images[0].name()), processes, descriptors, faults);
    }

    /** The same with nothing loaded. */
    Setup unloaded() {
        return new Setup(config, disk, List.of(), processes, descriptors, faults);
    }

    /** The same with such tasks. */
    Setup tasks(Processes which) {
        return new Setup(config, disk, loaded, which, descriptors, faults);
    }

    /** The same with tasks that may open so many descriptors. */
    Setup descriptors(int most) {
        return new Setup(config, disk, loaded, processes, most, faults);
    }

    /** The same with these failures for the first task. */
    Setup failing(String... which) {
        return new Setup(config, disk, loaded, processes, descriptors, Choices.failing(which));
    }

    /** A kernel like that on this machine. */
    Lab lab(LabMachine machine) {
        Lab lab = new Lab(machine, config, disk.toArray(ModuleImage[]::new));
        loaded.forEach(lab::load);
        return lab;
    }

    /** The tasks of that kernel. */
    List<LabTask> tasks(Lab lab) {
        List<LabTask> tasks = new ArrayList<>(Calls.TASKS);
        for (int i = 0; i < Calls.TASKS; i++) {
            tasks.add(switch (processes) {
                case APART -> lab.task(NAMES[i], descriptors, faultsOf(i));
                case AUTOLOADING -> lab.autoloading(NAMES[i], descriptors);
                case SHARING -> i == 0 ? lab.task(NAMES[i], descriptors, faults) : lab.thread(tasks.get(0), NAMES[i]);
            });
        }
        return tasks;
    }

    /** What fails for a task. */
    Choices faultsOf(int index) {
        return index == 0 && processes != Processes.AUTOLOADING ? faults : Choices.NEVER;
    }

    /** The name of a task. */
    static String name(int index) {
        return NAMES[index];
    }
}
