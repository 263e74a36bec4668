package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The switches of a kernel version that a scenario may change. Each is a component of the kernel's configuration, in lower case with
 * dashes.
 */
public enum KernelSwitch {
    PREEMPTIBLE("yes", "no"),
    MAP_FD_CONSUMES("yes", "no"),
    INODE_LOCK_IN_RELEASE("yes", "no"),
    CORE_CLEARS_SK("yes", "no"),
    ON_CREATE_FAILURE("nobody", "core", "family"),
    FREE_MODULE_WAITS("sched", "rcu"),
    GET_DISABLES_PREEMPTION("yes", "no"),
    /** A number. */
    PROTOCOL_MAX,
    INET_NO_MEMORY("ENOBUFS", "ENOMEM"),
    CAN_OPS_OWNER("yes", "no"),
    INET_PINS_PROTOCOL("yes", "no"),
    FORCE_UNLOAD("yes", "no"),
    /** Whether the kernel is built with UDP-Lite; if nothing is said, it is not. */
    UDPLITE("yes", "no"),
    /** Whether the kernel is built with MPTCP; if nothing is said, it is not. */
    MPTCP("yes", "no"),
    /** Whether code that may sleep does; matters only without preemption. */
    SLEEPS("yes", "no");

    /** The kernel versions that a scenario may name; the first is the default. */
    public static final List<String> VERSIONS = List.of("4.4", "6.1", "6.19");

    private final List<String> choices;

    KernelSwitch(String... choices) {
        this.choices = List.of(choices);
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The values it can have; empty if it is a number. */
    public List<String> choices() {
        return choices;
    }

    static Optional<KernelSwitch> of(String id) {
        return Stream.of(values()).filter(s -> s.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(KernelSwitch::id).toList();
    }
}
