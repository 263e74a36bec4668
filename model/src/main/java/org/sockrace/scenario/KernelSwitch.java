package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.kernel.history.Revert;

/**
 * The switches of a kernel version that a scenario may change. Each is a component of the kernel's configuration, in lower case with
 * dashes.
 */
public enum KernelSwitch {
    PREEMPTIBLE("whether kernel code can be preempted anywhere (CONFIG_PREEMPT); if not, code that does not sleep is an implicit "
            + "reader", "yes", "no"),
    MAP_FD_CONSUMES("whether sock_map_fd releases the socket when it fails (from 4.15 on), rather than its caller", "yes", "no"),
    INODE_LOCK_IN_RELEASE("whether close takes inode_lock around ->release (from 4.18 on)", "yes", "no"),
    CORE_CLEARS_SK("whether __sock_release sets sock->sk to NULL after ->release (from 5.0 on, and in 4.19.108)", "yes", "no"),
    ON_CREATE_FAILURE("who makes sure that sock->sk is NULL after a failed create: nobody, __sock_create (core), or every family (from 6.13 on "
            + "the core warns of those that do not)", "nobody", "core", "family"),
    FREE_MODULE_WAITS("what free_module waits for before it frees the memory: synchronize_sched, which does not wait for a preempted RCU reader "
            + "(until 4.20), or synchronize_rcu (from 5.0 on)", "sched", "rcu"),
    GET_DISABLES_PREEMPTION("whether try_module_get and module_put run with preemption disabled (until 6.5)", "yes", "no"),
    PROTOCOL_MAX("IPPROTO_MAX, a number: 256 until 5.5, 263 later"),
    INET_NO_MEMORY("the errno of inet_create when sk_alloc fails: ENOBUFS until 5.4, ENOMEM in 5.15 and later", "ENOBUFS", "ENOMEM"),
    CAN_OPS_OWNER("whether the CAN protocols' proto_ops name their module (in no released kernel they do)", "yes", "no"),
    INET_PINS_PROTOCOL("whether inet_create pins the protocol's module inside its read-side section, as can_create does (no released kernel "
            + "does)", "yes", "no"),
    FORCE_UNLOAD("whether rmmod can be forced (CONFIG_MODULE_FORCE_UNLOAD)", "yes", "no"),
    MAX_MODPROBES("how many modprobes may run at once, a number: 50, and in 4.4 no more than half of the threads that there may be. They are counted only if "
            + "this is said; else the fault kmod_limit decides"),
    UDPLITE("whether the kernel is built with UDP-Lite", "yes", "no"),
    MPTCP("whether the kernel is built with MPTCP", "yes", "no"),
    TRACED("whether a tracing program is attached to __sock_release, which follows sock->sk, as bpf_get_socket_cookie does", "yes", "no"),
    REVERT("a change of Linux that this kernel is without, by its name, CVE or commit: see list history", reverts()),
    SLEEPS("whether code that may sleep does; matters only without preemption", "yes", "no");

    private final String meaning;
    private final List<String> choices;

    KernelSwitch(String meaning, String... choices) {
        this.meaning = meaning;
        this.choices = List.of(choices);
    }

    private static String[] reverts() {
        List<String> all = new ArrayList<>(List.of("none"));
        all.addAll(Revert.ids());
        return all.toArray(new String[0]);
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
