package org.sockrace.kernel;

import static org.sockrace.kernel.AfInet.IPPROTO_IP;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_INET6;
import static org.sockrace.kernel.Net.SOCK_MAX;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.inet_protosw.INET_PROTOSW_PERMANENT;
import static org.sockrace.kernel.rculist.list_add_rcu;
import static org.sockrace.kernel.rculist.list_del_rcu;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;

/** net/ipv6/af_inet6.c: the family PF_INET6, built in or the module ipv6. Its protocols may be modules. */
public final class AfInet6 extends KernelCode implements ModuleCode {

    /** Ping sockets. */
    public static final int IPPROTO_ICMPV6 = 58;

    /** The text and the data: the module's memory, or the kernel image. */
    final Region mem;
    private final Kernel kernel;
    final module owner;
    /** inetsw6[SOCK_MAX]: the head of each socket type's list. */
    private final List<list_head<inet_protosw>> inetsw6 = new ArrayList<>();
    private final SpinLock inetsw6_lock;
    private final net_proto_family inet6_family_ops;
    private final Inet6Protocols protocols;
    private final pernet_operations inet6_net_ops;
    private final pernet_operations ipv6_sysctl_net_ops;
    private final packet_type ipv6_packet_type;
    /** MODEL: it frees packets and options only. Until 4.19 it is inet_sock_destruct, which is in the kernel image. */
    private final sock.destruct_fn inet6_sock_destruct;
    final proto_ops inet6_stream_ops;
    final proto_ops inet6_dgram_ops;

    private AfInet6(Kernel kernel, Region mem, module owner) {
        super(kernel.k);
        this.kernel = kernel;
        this.mem = mem;
        this.owner = owner;
        for (int type = 0; type < SOCK_MAX; type++) {
            inetsw6.add(list_head.head(k, mem, "inetsw6[" + type + "]"));
        }
        this.inetsw6_lock = k.spinlock(mem, "inetsw6_lock");
        this.inet6_family_ops = new net_proto_family(k, mem, "inet6_family_ops", PF_INET6, owner, this::inet6_create);
        this.inet6_sock_destruct = kernel.since(5, 4) ? new sock.destruct_fn(mem, this::inet6_sock_destruct) : kernel.inet.inet_sock_destruct;
        this.inet6_stream_ops = ops("inet6_stream_ops", kernel.inet::inet_accept);
        this.inet6_dgram_ops = ops("inet6_dgram_ops", proto_ops::sock_no_accept);
        this.protocols = new Inet6Protocols(kernel, this);
        this.inet6_net_ops = new pernet_operations(k, mem, "inet6_net_ops", this::inet6_net_init, null, false);
        this.ipv6_sysctl_net_ops = new pernet_operations(k, mem, "ipv6_sysctl_net_ops", this::ipv6_sysctl_net_init, null, false);
        this.ipv6_packet_type = new packet_type(k, mem, "ipv6_packet_type", false);
    }

    /** The family as a part of the kernel image; the set-up calls {@link #inet6_init} once. */
    static AfInet6 builtIn(Kernel kernel) {
        return new AfInet6(kernel, kernel.k.image(), null);
    }

    /** The module ipv6, which cannot be unloaded. */
    public static ModuleImage image() {
        return new ModuleImage("ipv6", List.of("net-pf-" + PF_INET6), List.of(), (kernel, self) -> new AfInet6(kernel, self.mem, self));
    }

    proto_ops ops(String name, proto_ops.accept_fn accept) {
        return new proto_ops(k, mem, name, owner, this::inet6_release, accept, proto_ops::sock_no_socketpair);
    }

    // ---- protocols -----------------------------------------------------------------------------------------------

    /** inet6_register_protosw: unlike that of PF_INET it says whether it worked. MODEL: No two modules have a protocol: no entry overrides. */
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

                    // A permanent protocol may not be overridden. Unlike that of PF_INET this looks at all entries.
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

    /** inet6_unregister_protosw: returns when nobody can be looking at the entry. MODEL: what is in a list that goes with the module is nobody's to look at. */
    public void inet6_unregister_protosw(inet_protosw p) {
        if (test((INET_PROTOSW_PERMANENT & p.flags) == 0)) {
            spin_lock(inetsw6_lock);
            list_del_rcu(p.list);
            spin_unlock(inetsw6_lock);

            kernel.dev.synchronize_net();
        }
    }

    // ---- sockets -------------------------------------------------------------------------------------------------

    /**
     * inet6_create: as inet_create, but for the errno of sk_alloc, and for one late look at the entry. MODEL: until some version between 2.6.32 and 3.10
     * inet_num is called num. Packets, for which raw sockets are in a table, are left out.
     */
    private int inet6_create(socket sock, int protocol, int kern) {
        sock sk;
        inet_protosw answer = null;
        proto answer_prot;
        int try_loading_module = 0;
        int err;

        if (kernel.since(4, 4)) {
            if (test(protocol < 0 || protocol >= kernel.config.protocolMax())) return -EINVAL;
        }

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
                    if (test(kernel.since(3, 10) ? sock.type.get() == SOCK_RAW && kern == 0 && !kernel.inet.capable_net_raw()
                            : answer.capability > 0 && !kernel.inet.capable(answer.capability))) break out_rcu_unlock;

                    sock.ops.set(answer.ops.get());
                    answer_prot = answer.prot.get();
                    rcu_read_unlock();

                    WARN_ON(answer_prot.slab.get() == null, "inet6_create: !answer_prot->slab");

                    err = -ENOBUFS;
                    sk = kernel.sock.sk_alloc(PF_INET6, answer_prot, kern);
                    if (test(sk == null)) break out;

                    kernel.sock.sock_init_data(sock, sk);

                    err = 0;
                    if (SOCK_RAW == sock.type.get()) {
                        sk.inet_num.set(protocol & 0xffff);
                    }

                    sk.sk_destruct.set(inet6_sock_destruct);

                    // Long after the read-side section: the entry is still there only if it is in the module that sk_alloc has pinned.
                    answer.prot.get().backlog_rcv.get();

                    if (sk.inet_num.get() != 0) {
                        // Others can find a raw socket before its init has run.
                        if (kernel.since(5, 4)) {
                            err = kernel.inet.prot_hash(sk);
                            if (test(err != 0)) break out_sk_release;
                        } else if (kernel.since(4, 19)) {
                            err = kernel.inet.prot_hash(sk);
                            if (err != 0) {
                                kernel.sock.sk_common_release(sk);
                                if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
                                break out;
                            }
                        } else {
                            kernel.inet.prot_hash(sk);
                        }
                    }

                    if (sk.sk_prot.get().init.get() != null) {
                        err = kernel.inet.prot_init(sk);
                        if (kernel.since(5, 4)) {
                            if (test(err != 0)) break out_sk_release;
                        } else if (err != 0) {
                            kernel.sock.sk_common_release(sk);
                            if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
                            break out;
                        }
                    }

                    // The program of a control group; it is not asked about the kernel's own sockets.
                    if (kernel.since(4, 10) && kern == 0) {
                        err = k.fails("create") ? -EPERM : 0;
                        if (kernel.since(5, 4)) {
                            if (test(err != 0)) break out_sk_release;
                        } else if (err != 0) {
                            kernel.sock.sk_common_release(sk);
                            if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
                            break out;
                        }
                    }
                    break out;
                }
                k.label("out_rcu_unlock");
                rcu_read_unlock();
                break out;
            }
            k.label("out_sk_release");
            kernel.sock.sk_common_release(sk);
            if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
        }
        k.label("out");
        return err;
    }

    /** inet6_release: frees the multicast memberships, then does what inet_release does. MODEL: a socket has none, and takes no lock for them. */
    public int inet6_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return -EINVAL;

        return kernel.inet.inet_release(sock);
    }

    /** MODEL: options and packets, which it frees, are not modelled. */
    private void inet6_sock_destruct(sock sk) {
        kernel.inet.inet_sock_destruct(sk);
    }

    // ---- the module ----------------------------------------------------------------------------------------------

    /** inet6_net_init: counters for each namespace. */
    private int inet6_net_init() {
        k.might_sleep("inet6_net_init");
        return k.fails("module_init_late") ? -ENOMEM : 0;
    }

    private int ipv6_sysctl_net_init() {
        k.might_sleep("ipv6_sysctl_net_init");
        return k.fails("module_init_late") ? -ENOMEM : 0;
    }

    /**
     * inet6_init: the family can be used long before all that it needs is there, and what comes after that can fail; the C says so itself. MODEL: of more than
     * 20 steps that can fail after sock_register the first and the last do here; those between them, which have no socket's memory or protocol in their
     * hands, are left out, and so are UDP-Lite and packets of IPv6; what is in a list that goes with the module is nobody's to look at.
     */
    int inet6_init() {
        int err;

        out: {
            out_unregister_tcp_proto: {
                out_unregister_udp_proto: {
                    out_unregister_raw_proto: {
                        out_unregister_ping_proto: {
                            out_sock_register_fail: {
                                register_pernet_fail: {
                                    sysctl_fail: {
                                        err = kernel.sock.proto_register(protocols.tcpv6_prot, "TCPv6");
                                        if (test(err != 0)) break out;

                                        err = kernel.sock.proto_register(protocols.udpv6_prot, "UDPv6");
                                        if (test(err != 0)) break out_unregister_tcp_proto;

                                        err = kernel.sock.proto_register(protocols.rawv6_prot, "RAWv6");
                                        if (test(err != 0)) break out_unregister_udp_proto;

                                        // In 4.4 this goto and the next have each other's label: what was not registered is unregistered.
                                        err = pings() ? kernel.sock.proto_register(protocols.pingv6_prot, "PINGv6") : 0;
                                        if (kernel.since(4, 19)) {
                                            if (test(err != 0)) break out_unregister_raw_proto;
                                        } else if (test(err != 0)) break out_unregister_ping_proto;

                                        err = protocols.rawv6_init();
                                        if (kernel.since(4, 19)) {
                                            if (test(err != 0)) break out_unregister_ping_proto;
                                        } else if (test(err != 0)) break out_unregister_raw_proto;

                                        // The steps below make sockets of the family, so it comes before them.
                                        err = kernel.socket.sock_register(inet6_family_ops);
                                        if (test(err != 0)) break out_sock_register_fail;

                                        err = kernel.net.register_pernet_subsys(inet6_net_ops);
                                        if (test(err != 0)) break register_pernet_fail;
                                        protocols.udpv6_init();
                                        protocols.tcpv6_init();
                                        kernel.dev.dev_add_pack(ipv6_packet_type);
                                        err = pings() ? protocols.pingv6_init() : 0;
                                        if (err == 0) err = kernel.net.register_pernet_subsys(ipv6_sysctl_net_ops);
                                        if (test(err != 0)) break sysctl_fail;
                                        break out;
                                    }
                                    k.label("sysctl_fail");
                                    if (pings()) protocols.pingv6_exit();
                                    kernel.dev.dev_remove_pack(ipv6_packet_type);
                                    protocols.tcpv6_exit();
                                    protocols.udpv6_exit();
                                    kernel.net.unregister_pernet_subsys(inet6_net_ops);
                                }
                                k.label("register_pernet_fail");
                                kernel.socket.sock_unregister(PF_INET6);
                            }
                            k.label("out_sock_register_fail");
                            protocols.rawv6_exit();
                        }
                        k.label("out_unregister_ping_proto");
                        if (pings()) kernel.sock.proto_unregister(protocols.pingv6_prot);
                    }
                    k.label("out_unregister_raw_proto");
                    kernel.sock.proto_unregister(protocols.rawv6_prot);
                }
                k.label("out_unregister_udp_proto");
                kernel.sock.proto_unregister(protocols.udpv6_prot);
            }
            k.label("out_unregister_tcp_proto");
            kernel.sock.proto_unregister(protocols.tcpv6_prot);
        }
        k.label("out");
        return err;
    }

    @Override
    public init_fn module_init() {
        return this::inet6_init;
    }

    /** 3.11 brought sockets that ping to this family, too. */
    private boolean pings() {
        return kernel.since(3, 11);
    }

    /**
     * There is none. MODEL: 2.6.32 and 3.10 have one, which nobody ever gets to, because sockets of the module's own hold it: there rmmod says EWOULDBLOCK, or
     * waits for ever, and here EBUSY.
     */
    @Override
    public exit_fn module_exit() {
        return null;
    }
}
