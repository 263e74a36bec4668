package org.sockrace.kernel;

import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.inet_protosw.INET_PROTOSW_PERMANENT;

/** net/ipv4/udplite.c and net/ipv6/udplite.c: UDP-Lite. MODEL: the kernel of a scenario is built without it, so that it needs no states. */
public final class Udplite {

    /** UDP-Lite. */
    public static final int IPPROTO_UDPLITE = 136;

    private final Kernel kernel;

    /** For that kernel. */
    public Udplite(Kernel kernel) {
        this.kernel = kernel;
    }

    /** udplite4_register. */
    public void udplite4_register() {
        proto udplite_prot = prot("udplite_prot");
        kernel.sock.proto_register(udplite_prot, "UDP-Lite");
        kernel.inet.inet_register_protosw(protosw("udplite4_protosw", udplite_prot, kernel.inet.inet_dgram_ops));
    }

    /** udplitev6_init. */
    public void udplitev6_init(AfInet6 inet6) {
        proto udplitev6_prot = prot("udplitev6_prot");
        kernel.sock.proto_register(udplitev6_prot, "UDPLITEv6");
        inet6.inet6_register_protosw(protosw("udplite6_protosw", udplitev6_prot, inet6.inet6_dgram_ops));
    }

    private proto prot(String name) {
        return new proto(kernel.k, kernel.k.image(), name, null, null, null, null, kernel.sock::sk_common_release);
    }

    private inet_protosw protosw(String name, proto prot, proto_ops ops) {
        return new inet_protosw(kernel.k, kernel.k.image(), name, SOCK_DGRAM, IPPROTO_UDPLITE, prot, ops, INET_PROTOSW_PERMANENT);
    }
}
