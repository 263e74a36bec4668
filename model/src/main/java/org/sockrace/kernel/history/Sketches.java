package org.sockrace.kernel.history;

import org.sockrace.kernel.ModuleImage;

/** The module files of which only a sketch is modelled, as a kernel without one change has them. */
public final class Sketches {

    private Sketches() { }

    /** The module af_alg. */
    public static ModuleImage afAlg(Revert revert) {
        return AfAlg.image(revert == Revert.RELEASE_CLEARS_SK ? ReleaseLeavesSk::new : AfAlg::new);
    }

    /** The module kcm. */
    public static ModuleImage kcm(Revert revert) {
        return Kcm.image(revert == Revert.KCM_CLONE ? KcmCloneFirst::new : Kcm::new);
    }

    /** The module sctp. */
    public static ModuleImage sctp() {
        return Sctp.image();
    }

    /** The module tipc. */
    public static ModuleImage tipc(Revert revert) {
        return Tipc.image(revert == Revert.TIPC_ORDER ? TipcRegistersFirst::new : revert == Revert.TIPC_SPLIT ? TipcStartsServerFirst::new : Tipc::new);
    }

    /** The module xfrm_user. */
    public static ModuleImage xfrmUser() {
        return XfrmUser.image();
    }

    /** The module vsock. */
    public static ModuleImage vsock() {
        return AfVsock.image();
    }

    /** The module vmw_vsock_vmci_transport. */
    public static ModuleImage vmciTransport() {
        return VmciTransport.image();
    }
}
