package org.sockrace.kernel;

import static org.sockrace.kernel.Net.SOCK_STREAM;

/** net/mptcp/protocol.c: Multipath TCP, since 5.6. MODEL: the kernel of a scenario is built without it, so that it needs no states. */
public final class Mptcp {

    /** MPTCP: the first protocol number that is larger than a byte. */
    public static final int IPPROTO_MPTCP = 262;

    private final Kernel kernel;

    /** For that kernel. */
    public Mptcp(Kernel kernel) {
        this.kernel = kernel;
    }

    /** mptcp_proto_init. MODEL: the first subflow, which is made later, is left out. */
    public void mptcp_proto_init() {
        proto mptcp_prot = prot("mptcp_prot");
        kernel.sock.proto_register(mptcp_prot, "MPTCP");
        kernel.inet.inet_register_protosw(protosw("mptcp_protosw", mptcp_prot, kernel.inet.inet_stream_ops));
    }

    /** mptcp_proto_v6_init. */
    public void mptcp_proto_v6_init(AfInet6 inet6) {
        proto mptcp_v6_prot = prot("mptcp_v6_prot");
        kernel.sock.proto_register(mptcp_v6_prot, "MPTCPv6");
        inet6.inet6_register_protosw(protosw("mptcp_v6_protosw", mptcp_v6_prot, inet6.inet6_stream_ops));
    }

    private proto prot(String name) {
        return new proto(kernel.k, kernel.k.image(), name, null, null, null, null, kernel.sock::sk_common_release);
    }

    private inet_protosw protosw(String name, proto prot, proto_ops ops) {
        return new inet_protosw(kernel.k, kernel.k.image(), name, SOCK_STREAM, IPPROTO_MPTCP, prot, ops, 0);
    }
}
