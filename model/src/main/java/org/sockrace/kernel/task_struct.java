package org.sockrace.kernel;

import java.util.EnumSet;
import java.util.Set;

/** {@code struct task_struct}, as far as the path looks at it. Immutable: capabilities and the table's identity do not change. */
public final class task_struct {

    /** What a task may be allowed to do. */
    public enum capability {
        /** Raw and packet sockets. */
        CAP_NET_RAW,
        /** Phonet sockets; exceeding files-max. */
        CAP_SYS_ADMIN,
        /** Loading and unloading modules. */
        CAP_SYS_MODULE,
        /** Network administration. */
        CAP_NET_ADMIN
    }

    /** The name in traces. */
    public final String comm;
    /** The descriptors of the process. */
    public final files_struct files;
    /** What the task may do. */
    private final Set<capability> caps;
    /** The task's way to user mode helpers, or null if it has none (then request_module fails). */
    public final umh modprobe_path;

    /** Makes a task. */
    public task_struct(String comm, files_struct files, Set<capability> caps, umh modprobe_path) {
        this.comm = comm;
        this.files = files;
        this.caps = caps.isEmpty() ? EnumSet.noneOf(capability.class) : EnumSet.copyOf(caps);
        this.modprobe_path = modprobe_path;
    }

    /** {@code capable}. */
    public boolean capable(capability cap) {
        return caps.contains(cap);
    }
}
