package org.sockrace.kernel;

import static org.sockrace.kernel.AfInet.IPPROTO_IP;
import static org.sockrace.kernel.AfInet.IPPROTO_TCP;
import static org.sockrace.kernel.AfInet.IPPROTO_UDP;
import static org.sockrace.kernel.AfInet6.IPPROTO_ICMPV6;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.inet_protosw.INET_PROTOSW_PERMANENT;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/** net/ipv6/raw.c, udp.c, tcp_ipv6.c and ping.c: the protocols that come with PF_INET6. */
final class Inet6Protocols extends KernelCode {

    private final Kernel kernel;
    private final AfInet6 inet6;
    final proto tcpv6_prot;
    final proto udpv6_prot;
    final proto rawv6_prot;
    final proto pingv6_prot;
    private final inet_protosw rawv6_protosw;
    private final inet_protosw udpv6_protosw;
    private final inet_protosw tcpv6_protosw;
    private final inet_protosw pingv6_protosw;
    private final net_protocol udpv6_protocol;
    private final net_protocol tcpv6_protocol;
    private final SpinLock raw_v6_hashinfo;
    private final hlist_head raw_v6_hashtable;

    Inet6Protocols(Kernel kernel, AfInet6 inet6) {
        super(kernel.k);
        this.kernel = kernel;
        this.inet6 = inet6;
        this.raw_v6_hashinfo = k.spinlock(inet6.mem, "raw_v6_hashinfo.lock");
        this.raw_v6_hashtable = hlist_head.head(k, inet6.mem, "raw_v6_hashinfo.ht");
        proto_ops inet6_sockraw_ops = inet6.ops("inet6_sockraw_ops", proto_ops::sock_no_accept);
        this.tcpv6_prot = prot("tcpv6_prot", this::tcp_v6_init_sock);
        this.udpv6_prot = prot("udpv6_prot", kernel.since(4, 19) ? kernel.inet::udp_init_sock : null);
        this.rawv6_prot = new proto(k, inet6.mem, "rawv6_prot", inet6.owner, this::rawv6_init_sk, null,
                sk -> kernel.inet.raw_hash_sk(sk, raw_v6_hashinfo, raw_v6_hashtable),
                sk -> kernel.inet.raw_unhash_sk(sk, raw_v6_hashinfo), kernel.sock::sk_common_release);
        this.pingv6_prot = prot("pingv6_prot", kernel.inet::ping_init_sock);
        this.rawv6_protosw = protosw("rawv6_protosw", SOCK_RAW, IPPROTO_IP, rawv6_prot, inet6_sockraw_ops, 0);
        this.udpv6_protosw = protosw("udpv6_protosw", SOCK_DGRAM, IPPROTO_UDP, udpv6_prot, inet6.inet6_dgram_ops, INET_PROTOSW_PERMANENT);
        this.tcpv6_protosw = protosw("tcpv6_protosw", SOCK_STREAM, IPPROTO_TCP, tcpv6_prot, inet6.inet6_stream_ops, INET_PROTOSW_PERMANENT);
        this.pingv6_protosw = protosw("pingv6_protosw", SOCK_DGRAM, IPPROTO_ICMPV6, pingv6_prot,
                kernel.since(4, 19) ? inet6_sockraw_ops : inet6.inet6_dgram_ops, 0);
        this.udpv6_protocol = new net_protocol(k, inet6.mem, "udpv6_protocol");
        this.tcpv6_protocol = new net_protocol(k, inet6.mem, "tcpv6_protocol");
    }

    private proto prot(String name, proto.init_fn init) {
        return new proto(k, inet6.mem, name, inet6.owner, init, null, null, kernel.sock::sk_common_release);
    }

    private inet_protosw protosw(String name, int type, int protocol, proto prot, proto_ops ops, int flags) {
        return new inet_protosw(k, inet6.mem, name, type, protocol, prot, ops, flags);
    }

    /** tcp_v6_init_sock: it never fails. */
    private int tcp_v6_init_sock(sock sk) {
        return 0;
    }

    /** rawv6_init_sk: it never fails. */
    private int rawv6_init_sk(sock sk) {
        return 0;
    }

    int rawv6_init() {
        return inet6.inet6_register_protosw(rawv6_protosw);
    }

    /** MODEL: what is in a list that goes with the module is nobody's to look at. */
    void rawv6_exit() {
        inet6.inet6_unregister_protosw(rawv6_protosw);
    }

    /** udpv6_init. MODEL: neither step can fail, so there is nothing to undo in it; so in tcpv6_init. */
    void udpv6_init() {
        kernel.inet6_protos.inet6_add_protocol(udpv6_protocol, IPPROTO_UDP);
        inet6.inet6_register_protosw(udpv6_protosw);
    }

    /** udpv6_exit: a permanent protocol stays in the list, which goes with the module. */
    void udpv6_exit() {
        inet6.inet6_unregister_protosw(udpv6_protosw);
        kernel.inet6_protos.inet6_del_protocol(udpv6_protocol, IPPROTO_UDP);
    }

    void tcpv6_init() {
        kernel.inet6_protos.inet6_add_protocol(tcpv6_protocol, IPPROTO_TCP);
        inet6.inet6_register_protosw(tcpv6_protosw);
    }

    void tcpv6_exit() {
        inet6.inet6_unregister_protosw(tcpv6_protosw);
        kernel.inet6_protos.inet6_del_protocol(tcpv6_protocol, IPPROTO_TCP);
    }

    int pingv6_init() {
        return inet6.inet6_register_protosw(pingv6_protosw);
    }

    /** MODEL: what is in a list that goes with the module is nobody's to look at. */
    void pingv6_exit() {
        inet6.inet6_unregister_protosw(pingv6_protosw);
    }
}
