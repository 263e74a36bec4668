package org.sockrace.kernel.history;

import org.sockrace.kernel.CoreSock;
import org.sockrace.kernel.Fentry;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelParts;
import org.sockrace.kernel.NetSocket;

/** The parts of a kernel without one change, or with a tracing program attached to it. */
public final class HistoricParts extends KernelParts {

    private final Revert revert;
    private final boolean traced;

    /**
     * Those parts.
     *
     * @param revert the change that the kernel does not have, or null
     * @param traced whether {@link SkCookieReader} is attached
     */
    public HistoricParts(Revert revert, boolean traced) {
        this.revert = revert;
        this.traced = traced;
    }

    @Override
    protected CoreSock coreSock(Kernel kernel) {
        return revert == Revert.SK_ALLOC_BLOB ? new SkAllocLeaksBlob(kernel) : super.coreSock(kernel);
    }

    @Override
    protected NetSocket netSocket(Kernel kernel) {
        if (revert == null) {
            return super.netSocket(kernel);
        }
        return switch (revert) {
            case MODULE_REFCOUNTS -> new CreateKeepsOps(kernel);
            case POST_CREATE_UNLOCK -> new PostCreateUnlocksTwice(kernel);
            case FAMILY_RCU -> new FamilyLock(kernel);
            case SOCKET_FILE -> new SocketFileReleasesTwice(kernel);
            default -> super.netSocket(kernel);
        };
    }

    @Override
    protected Fentry fentry(Kernel kernel) {
        return traced ? new SkCookieReader(kernel) : super.fentry(kernel);
    }
}
