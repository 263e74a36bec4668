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
    PREEMPTIBLE("whether kernel code can be preempted anywhere (CONFIG_PREEMPT); if not, code that does not sleep is an implicit "
            + "reader", "yes", "no"),
    MAP_FD_CONSUMES("whether sock_map_fd releases the socket when it fails (4.15 and later), rather than its caller", "yes", "no"),
    INODE_LOCK_IN_RELEASE("whether close takes inode_lock around ->release (5.0 and later)", "yes", "no"),
    CORE_CLEARS_SK("whether __sock_release sets sock->sk to NULL after ->release (5.0 and later)", "yes", "no"),
    ON_CREATE_FAILURE("who makes sure that sock->sk is NULL after a failed create: nobody (until 6.0, and 6.8), __sock_create (core: 6.1.166, "
            + "6.12), or every family (6.13 and later)", "nobody", "core", "family"),
    FREE_MODULE_WAITS("what free_module waits for before it frees the memory: synchronize_sched, which does not wait for a preempted RCU reader "
            + "(4.4 to 4.15), or synchronize_rcu (3.19, and 5.0 and later)", "sched", "rcu"),
    GET_DISABLES_PREEMPTION("whether try_module_get and module_put run with preemption disabled (until 6.7)", "yes", "no"),
    PROTOCOL_MAX("IPPROTO_MAX, a number: 256 until 5.5, 262 or 263 later"),
    INET_NO_MEMORY("the errno of inet_create when sk_alloc fails: ENOBUFS until 5.x, ENOMEM in 6.1", "ENOBUFS", "ENOMEM"),
    CAN_OPS_OWNER("whether the CAN protocols' proto_ops name their module (in no released kernel they do)", "yes", "no"),
    INET_PINS_PROTOCOL("whether inet_create pins the protocol's module inside its read-side section, as can_create does (no released kernel "
            + "does)", "yes", "no"),
    FORCE_UNLOAD("whether rmmod can be forced (CONFIG_MODULE_FORCE_UNLOAD)", "yes", "no"),
    UDPLITE("whether the kernel is built with UDP-Lite", "yes", "no"),
    MPTCP("whether the kernel is built with MPTCP", "yes", "no"),
    SLEEPS("whether code that may sleep does; matters only without preemption", "yes", "no");

    private final String meaning;
    private final List<String> choices;

    KernelSwitch(String meaning, String... choices) {
        this.meaning = meaning;
        this.choices = List.of(choices);
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it decides. */
    public String meaning() {
        return meaning;
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
