package org.sockrace.kernel;

/**
 * Which kernel is modelled: a version, and named switches for what may be changed in it without taking another version. What differs between versions and
 * has no switch is asked for by {@link Kernel#since}.
 *
 * @param version the Linux version
 * @param preemptible whether kernel code can be preempted anywhere (CONFIG_PREEMPT); if not, code that does not sleep is an implicit reader
 * @param mapFdConsumes whether sock_map_fd releases the socket when it fails (from 4.15 on), rather than its caller
 * @param inodeLockInRelease whether close takes inode_lock around ->release (from 4.18 on)
 * @param coreClearsSk whether __sock_release sets sock->sk to NULL after ->release (from 5.0 on, and in 4.19.108)
 * @param onCreateFailure who makes sure that sock->sk is NULL after a failed create
 * @param freeModuleWaits what free_module waits for before it frees the memory
 * @param getDisablesPreemption whether try_module_get and module_put run with preemption disabled (until 6.5)
 * @param protocolMax IPPROTO_MAX: 256 until 5.5, 263 later
 * @param inetNoMemory errno of inet_create when sk_alloc fails: ENOBUFS until 5.4, ENOMEM in 5.15 and later
 * @param canOpsOwner whether the CAN protocols' proto_ops name their module (they do not in any released kernel)
 * @param inetPinsProtocol whether inet_create pins the protocol's module inside its read-side section, as can_create does (no released kernel does)
 * @param forceUnload CONFIG_MODULE_FORCE_UNLOAD
 * @param maxModprobes how many modprobes may run at once, or 0: they are not counted, and that there are too many is a failure that may happen
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
        boolean forceUnload,
        int maxModprobes) {

    private static final int PF_IEEE802154 = 36;
    private static final int PF_XDP = 44;
    private static final int IPPROTO_RAW = 255;
    private static final int IPPROTO_MPTCP = 262;

    /** Who clears sock->sk when create fails. */
    public enum CreateFailure {
        /** Nobody does: a failed create may leave a dangling pointer. */
        NOBODY,
        /** __sock_create itself does. */
        CORE,
        /** Every family must; from 6.13 on the core warns if one does not. */
        FAMILY
    }

    /** How free_module waits for those who may still look at the module. */
    public enum Wait {
        /** synchronize_sched: does not wait for a preempted RCU reader. */
        SCHED,
        /** synchronize_rcu. */
        RCU
    }

    /** Linux 4.4: the default. */
    public static final KernelConfig V4_4 = of(KernelVersion.V4_4);
    /** Linux 6.1. */
    public static final KernelConfig V6_1 = of(KernelVersion.V6_1);
    /** Linux 6.19. */
    public static final KernelConfig V6_19 = of(KernelVersion.V6_19);

    /**
     * That version as the tree that was read has it, preemptible and without forced unloading. Behind each switch: where it changed in Linux, and what stable
     * trees brought to older versions.
     */
    public static KernelConfig of(KernelVersion v) {
        boolean mapFdConsumes = v.since(4, 15);
        boolean inodeLockInRelease = v.since(4, 18);
        boolean coreClearsSk = v.since(4, 19); // 5.0, and 4.19.108 by its stable tree.
        Wait freeModuleWaits = v.since(5, 0) ? Wait.RCU : Wait.SCHED; // The flavours of RCU became one in 4.20, the calls in module.c one in 5.0.
        boolean getDisablesPreemption = !v.since(6, 6);
        int protocolMax = v.since(5, 6) ? IPPROTO_MPTCP + 1 : IPPROTO_RAW + 1;
        int inetNoMemory = v.since(5, 15) ? Errno.ENOMEM : Errno.ENOBUFS; // Between 5.4 and 5.15.
        return new KernelConfig(v, true, mapFdConsumes, inodeLockInRelease, coreClearsSk, onCreateFailure(v), freeModuleWaits, getDisablesPreemption,
                protocolMax, inetNoMemory, false, false, false, 0);
    }

    /** 6.12 let the core clear the pointer, 6.13 took that back and made every family do it; stable trees have both, or what they could take of them. */
    private static CreateFailure onCreateFailure(KernelVersion v) {
        if (v.since(6, 13)) {
            return CreateFailure.FAMILY;
        }
        if (v.since(5, 15)) {
            return CreateFailure.CORE; // 5.15.215, 6.1.166, 6.6.87 and 6.12.33; the families do it there as well.
        }
        return v.since(5, 4) ? CreateFailure.FAMILY : CreateFailure.NOBODY; // 5.4.301 has the families' part only.
    }

    /** NPROTO, the number of families: 37 with AF_IEEE802154 as the last, 41 with AF_VSOCK, 45 with AF_XDP, 46 with AF_MCTP. */
    public int nproto() {
        if (!version.since(3, 9)) {
            return PF_IEEE802154 + 1;
        }
        return version.since(5, 15) ? Net.NPROTO : version.since(4, 18) ? PF_XDP + 1 : Net.PF_VSOCK + 1;
    }
}
