package org.sockrace.kernel;

import java.util.EnumSet;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/**
 * {@code struct subprocess_info} and the modprobe process that it starts: a user mode helper is a thread of its own, because it goes on
 * when the task that asked for it is killed.
 */
public final class umh {

    /** The alias that modprobe is to load, or NULL while there is nothing to do: set by the requester, cleared by the helper at its end. */
    public final Ptr<String> request;
    /** The exit status: 0, or a positive wait status. */
    public final Word result;
    /** What the helper runs as: root. */
    public final task_struct task;

    /** The time for which its task waits for its turn. */
    public final process_timer timer;

    /** Makes the helper of one task. If a module that it loads asks for another one, that fails. */
    public umh(Machine k, String name) {
        this(k, name, null);
    }

    /**
     * Makes the helper of one task.
     *
     * @param modprobe the helper of the helper: a module that it loads may ask for another one. Null if that is to fail
     */
    public umh(Machine k, String name, umh modprobe) {
        this.request = k.ptr(k.image(), name + ".request", null);
        this.result = k.word(k.image(), name + ".result", 0);
        this.timer = new process_timer(k, name + ".timer");
        this.task = new task_struct(name, null, EnumSet.allOf(task_struct.capability.class), modprobe);
    }
}
