package org.sockrace.kernel;

import static org.sockrace.kernel.AfInet.IPPROTO_IP;
import static org.sockrace.kernel.AfInet.IPPROTO_TCP;
import static org.sockrace.kernel.AfInet.IPPROTO_UDP;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_INET6;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_MAX;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.inet_protosw.INET_PROTOSW_PERMANENT;
import static org.sockrace.kernel.rculist.list_add_rcu;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/** net/ipv6/af_inet6.c: the family PF_INET6. MODEL: built in, and none of its protocols is a module. */
public final class AfInet6 extends KernelCode {

    /** Ping sockets. */
    public static final int IPPROTO_ICMPV6 = 58;

    private final Kernel kernel;
    /** inetsw6[SOCK_MAX]: the head of each socket type's list. */
    private final List<list_head<inet_protosw>> inetsw6 = new ArrayList<>();
    private final SpinLock inetsw6_lock;
    private final net_proto_family inet6_family_ops;
    private final List<proto> protos;
    private final List<inet_protosw> protosw;
    /** MODEL: it frees packets and options only. */
    private final sock.destruct_fn inet6_sock_destruct;
    final proto_ops inet6_stream_ops;
    final proto_ops inet6_dgram_ops;

    /** The family as a part of the kernel image; the set-up calls {@link #inet6_init} once. */
    public AfInet6(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        for (int type = 0; type < SOCK_MAX; type++) {
            inetsw6.add(list_head.head(k, k.image(), "inetsw6[" + type + "]"));
        }
        this.inetsw6_lock = k.spinlock(k.image(), "inetsw6_lock");
        this.inet6_family_ops = new net_proto_family(k, k.image(), "inet6_family_ops", PF_INET6, null, this::inet6_create);
        this.inet6_sock_destruct = new sock.destruct_fn(k.image(), this::inet6_sock_destruct);
        this.inet6_stream_ops = ops("inet6_stream_ops", kernel.inet::inet_accept);
        this.inet6_dgram_ops = ops("inet6_dgram_ops", proto_ops::sock_no_accept);
        proto_ops inet6_sockraw_ops = ops("inet6_sockraw_ops", proto_ops::sock_no_accept);
        proto tcpv6_prot = prot("tcpv6_prot", this::init_sock);
        proto udpv6_prot = prot("udpv6_prot", null);
        proto rawv6_prot = prot("rawv6_prot", this::init_sock);
        proto pingv6_prot = prot("pingv6_prot", kernel.inet::ping_init_sock);
        this.protos = List.of(tcpv6_prot, udpv6_prot, rawv6_prot, pingv6_prot);
        this.protosw = List.of(
                protosw("rawv6_protosw", SOCK_RAW, IPPROTO_IP, rawv6_prot, inet6_sockraw_ops, 0),
                protosw("udpv6_protosw", SOCK_DGRAM, IPPROTO_UDP, udpv6_prot, inet6_dgram_ops, INET_PROTOSW_PERMANENT),
                protosw("tcpv6_protosw", SOCK_STREAM, IPPROTO_TCP, tcpv6_prot, inet6_stream_ops, INET_PROTOSW_PERMANENT),
                protosw("pingv6_protosw", SOCK_DGRAM, IPPROTO_ICMPV6, pingv6_prot, inet6_sockraw_ops, 0));
    }

    private proto prot(String name, proto.init_fn init) {
        return new proto(k, k.image(), name, null, init, null, null, kernel.sock::sk_common_release);
    }

    private proto_ops ops(String name, proto_ops.accept_fn accept) {
        return new proto_ops(k, k.image(), name, null, this::inet6_release, accept, proto_ops::sock_no_socketpair);
    }

    private inet_protosw protosw(String name, int type, int protocol, proto prot, proto_ops ops, int flags) {
        return new inet_protosw(k, k.image(), name, type, protocol, prot, ops, flags);
    }

    /** inet6_init: registers what is built in. MODEL: its failures are left out, the family cannot be unloaded. */
    public void inet6_init() {
        for (proto prot : protos) {
            kernel.sock.proto_register(prot, prot.toString());
        }
        kernel.socket.sock_register(inet6_family_ops);
        for (inet_protosw q : protosw) {
            inet6_register_protosw(q);
        }
    }

    // ---- protocols -----------------------------------------------------------------------------------------------

    /** tcp_v6_init_sock, rawv6_init_sk. MODEL: the failure stands for the protocols whose init can fail. */
    private int init_sock(sock sk) {
        return k.fails("proto_init") ? -ENOMEM : 0;
    }

    /** inet6_register_protosw: unlike that of PF_INET it says whether it worked. */
    public int inet6_register_protosw(inet_protosw p) {
        inet_protosw answer;
        list_head<inet_protosw> last_perm;
        int protocol = p.protocol.get();
        int ret;

        spin_lock(inetsw6_lock);

        out: {
            out_illegal: {
                out_permanent: {
                    ret = -EINVAL;
                    if (test(p.type >= SOCK_MAX)) break out_illegal;

                    // A permanent protocol may not be overridden.
                    answer = null;
                    ret = -EPERM;
                    last_perm = inetsw6.get(p.type);
                    for (list_head<inet_protosw> lh = inetsw6.get(p.type).next.get(); lh != inetsw6.get(p.type); lh = lh.next.get()) {
                        answer = lh.entry;

                        if ((INET_PROTOSW_PERMANENT & answer.flags) != 0) {
                            if (protocol == answer.protocol.get()) {
                                break;
                            }
                            last_perm = lh;
                        }

                        answer = null;
                    }
                    if (test(answer != null)) break out_permanent;

                    list_add_rcu(p.list, last_perm);
                    ret = 0;
                    break out;
                }
                k.label("out_permanent");
                break out;
            }
            k.label("out_illegal");
        }
        k.label("out");
        spin_unlock(inetsw6_lock);
        return ret;
    }

    // ---- sockets -------------------------------------------------------------------------------------------------

    /** inet6_create: as inet_create, but for the errno of sk_alloc. MODEL: raw sockets are not put into a hash table. */
    private int inet6_create(socket sock, int protocol, int kern) {
        sock sk;
        inet_protosw answer = null;
        proto answer_prot;
        int try_loading_module = 0;
        int err;

        if (test(protocol < 0 || protocol >= kernel.config.protocolMax())) return -EINVAL;

        out: {
            out_sk_release: {
                out_rcu_unlock: {
                    lookup_protocol:
                    while (true) {
                        err = -ESOCKTNOSUPPORT;
                        rcu_read_lock();
                        list_head<inet_protosw> head = inetsw6.get(sock.type.get());
                        for (list_head<inet_protosw> lh = rcu_dereference(head.next); lh != head; lh = rcu_dereference(lh.next)) {
                            answer = lh.entry;
                            err = 0;
                            // Check the non-wild match, then the two wild cases.
                            if (protocol == answer.protocol.get()) {
                                if (protocol != IPPROTO_IP) {
                                    break;
                                }
                            } else {
                                if (IPPROTO_IP == protocol) {
                                    protocol = answer.protocol.get();
                                    break;
                                }
                                if (IPPROTO_IP == answer.protocol.get()) {
                                    break;
                                }
                            }
                            err = -EPROTONOSUPPORT;
                        }

                        if (err == 0) break;
                        if (test(try_loading_module >= 2)) break out_rcu_unlock;
                        rcu_read_unlock();
                        // First the specific one, then the generic one.
                        if (++try_loading_module == 1) {
                            kernel.kmod.request_module("net-pf-" + PF_INET6 + "-proto-" + protocol + "-type-" + sock.type.get());
                        } else {
                            kernel.kmod.request_module("net-pf-" + PF_INET6 + "-proto-" + protocol);
                        }
                        k.label("lookup_protocol");
                        continue lookup_protocol;
                    }

                    err = -EPERM;
                    if (test(sock.type.get() == SOCK_RAW && kern == 0 && !kernel.inet.capable_net_raw())) break out_rcu_unlock;

                    sock.ops.set(answer.ops.get());
                    answer_prot = answer.prot.get();
                    rcu_read_unlock();

                    WARN_ON(answer_prot.slab.get() == null, "inet6_create: !answer_prot->slab");

                    err = -ENOBUFS;
                    sk = kernel.sock.sk_alloc(PF_INET6, answer_prot, kern);
                    if (test(sk == null)) break out;

                    kernel.sock.sock_init_data(sock, sk);
                    sk.sk_destruct.set(inet6_sock_destruct);

                    err = kernel.inet.prot_init(sk);
                    if (test(err != 0)) break out_sk_release;

                    // The program of a control group, since 4.10; it is not asked about the kernel's own sockets.
                    err = kern == 0 && k.fails("create") ? -EPERM : 0;
                    if (test(err != 0)) break out_sk_release;
                    break out;
                }
                k.label("out_rcu_unlock");
                rcu_read_unlock();
                break out;
            }
            k.label("out_sk_release");
            kernel.sock.sk_common_release(sk);
            kernel.inet.clear_sk_after_failure(sock);
        }
        k.label("out");
        return err;
    }

    /** inet6_release: frees the multicast memberships, then does what inet_release does. */
    private int inet6_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return -EINVAL;

        return kernel.inet.inet_release(sock);
    }

    /** MODEL: the queues that it empties are not modelled. */
    private void inet6_sock_destruct(sock sk) { }
}
