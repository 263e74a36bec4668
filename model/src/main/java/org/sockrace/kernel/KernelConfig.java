package org.sockrace.kernel;

/**
 * Which kernel is modelled: a version, and named switches for what may be changed in it without taking another version. What differs between versions and
 * has no switch is asked for by {@link Kernel#since}.
 *
 * @param version the Linux version
 * @param preemptible whether kernel code can be preempted anywhere (CONFIG_PREEMPT); if not, code that does not sleep is an implicit reader
 * @param mapFdConsumes whether sock_map_fd releases the socket when it fails (4.15 and later), rather than its caller
 * @param inodeLockInRelease whether close takes inode_lock around ->release (5.0)
 * @param coreClearsSk whether __sock_release sets sock->sk to NULL after ->release (5.0)
 * @param onCreateFailure who makes sure that sock->sk is NULL after a failed create
 * @param freeModuleWaits what free_module waits for before it frees the memory
 * @param getDisablesPreemption whether try_module_get and module_put run with preemption disabled (until 6.7)
 * @param protocolMax IPPROTO_MAX: 256 until 5.5, 262 or 263 later
 * @param inetNoMemory errno of inet_create when sk_alloc fails: ENOBUFS until 5.x, ENOMEM in 6.1
 * @param canOpsOwner whether the CAN protocols' proto_ops name their module (they do not in any released kernel)
 * @param inetPinsProtocol whether inet_create pins the protocol's module inside its read-side section, as can_create does (no released kernel does)
 * @param forceUnload CONFIG_MODULE_FORCE_UNLOAD
 */
public record KernelConfig(
        KernelVersion version,
        boolean preemptible,
        boolean mapFdConsumes,
        boolean inodeLockInRelease,
        boolean coreClearsSk,
        CreateFailure onCreateFailure,
        Wait freeModuleWaits,
        boolean getDisablesPreemption,
        int protocolMax,
        int inetNoMemory,
        boolean canOpsOwner,
        boolean inetPinsProtocol,
        boolean forceUnload) {

    /** Who clears sock->sk when create fails. */
    public enum CreateFailure {
        /** Nobody does (until 6.0, and 6.8): a failed create may leave a dangling pointer. */
        NOBODY,
        /** __sock_create itself does (6.1.166, 6.12). */
        CORE,
        /** Every family must; the core only warns (6.13 and later). */
        FAMILY
    }

    /** How free_module waits for those who may still look at the module. */
    public enum Wait {
        /** synchronize_sched: does not wait for a preempted RCU reader (4.4 to 4.15). */
        SCHED,
        /** synchronize_rcu (3.19, and 5.0 and later). */
        RCU
    }

    /** Linux 4.4: the default. */
    public static final KernelConfig V4_4 = of(KernelVersion.V4_4);
    /** Linux 6.1. */
    public static final KernelConfig V6_1 = of(KernelVersion.V6_1);
    /** Linux 6.19. */
    public static final KernelConfig V6_19 = of(KernelVersion.V6_19);

    /** That version as it was released, preemptible and without forced unloading. */
    public static KernelConfig of(KernelVersion v) {
        return new KernelConfig(v, true, v.since(4, 15), v.since(4, 18), v.since(5, 0), onCreateFailure(v), v.since(5, 0) ? Wait.RCU : Wait.SCHED,
                !v.since(6, 6), v.since(5, 6) ? 263 : 256, v.since(6, 1) ? Errno.ENOMEM : Errno.ENOBUFS, false, false, false);
    }

    private static CreateFailure onCreateFailure(KernelVersion v) {
        if (v.since(6, 13)) {
            return CreateFailure.FAMILY;
        }
        return v == KernelVersion.V6_1 ? CreateFailure.CORE : CreateFailure.NOBODY;
    }
}
