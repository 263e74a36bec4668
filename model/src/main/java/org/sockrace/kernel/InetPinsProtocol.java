package org.sockrace.kernel;

import static org.sockrace.kernel.AfInet.IPPROTO_IP;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import org.sockrace.machine.KernelCode;

/**
 * inet_create as it is in no released kernel: it pins the protocol's module inside the read-side section and holds it until sk_alloc
 * has taken a reference of its own, which is how can_create and pn_socket_create do it.
 */
final class InetPinsProtocol extends KernelCode {

    private final Kernel kernel;
    private final AfInet inet;

    InetPinsProtocol(Kernel kernel, AfInet inet) {
        super(kernel.k);
        this.kernel = kernel;
        this.inet = inet;
    }

    private boolean inet_get_proto(proto prot) {
        module owner = prot.owner.get();
        boolean pinned = kernel.module.try_module_get(owner);
        if (pinned && owner != null) {
            k.own(Counted.CP, owner.refcnt);
        }
        return pinned;
    }

    private void inet_put_proto(proto prot) {
        module owner = prot.owner.get();
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.CP, owner.refcnt);
        }
    }

    /** MODEL: Packets, for which raw sockets are in a table, and what the destructor frees, are left out. */
    int inet_create(socket sock, int protocol, int kern) {
        sock sk;
        inet_protosw answer = null;
        proto answer_prot;
        int try_loading_module = 0;
        int err;

        if (test(protocol < 0 || protocol >= kernel.config.protocolMax())) return -EINVAL;

        sock.state.set(SS_UNCONNECTED);

        out: {
            out_put_proto: {
                out_sk_release: {
                    out_rcu_unlock: {
                        lookup_protocol:
                        while (true) {
                            err = -ESOCKTNOSUPPORT;
                            rcu_read_lock();
                            list_head<inet_protosw> head = inet.inetsw.get(sock.type.get());
                            for (list_head<inet_protosw> lh = rcu_dereference(head.next); lh != head; lh = rcu_dereference(lh.next)) {
                                answer = lh.entry;
                                err = 0;
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
                            if (++try_loading_module == 1) {
                                kernel.kmod.request_module("net-pf-" + PF_INET + "-proto-" + protocol + "-type-" + sock.type.get());
                            } else {
                                kernel.kmod.request_module("net-pf-" + PF_INET + "-proto-" + protocol);
                            }
                            k.label("lookup_protocol");
                            continue lookup_protocol;
                        }

                        err = -EPERM;
                        if (test(kernel.since(3, 10) ? sock.type.get() == SOCK_RAW && kern == 0 && !inet.capable_net_raw()
                                : answer.capability > 0 && !inet.capable(answer.capability))) break out_rcu_unlock;

                        answer_prot = answer.prot.get();
                        err = -EPROTONOSUPPORT;
                        if (test(!inet_get_proto(answer_prot))) break out_rcu_unlock;
                        sock.ops.set(answer.ops.get());
                        rcu_read_unlock();

                        WARN_ON(answer_prot.slab.get() == null, "inet_create: !answer_prot->slab");

                        err = -kernel.config.inetNoMemory();
                        sk = kernel.sock.sk_alloc(PF_INET, answer_prot, kern);
                        if (test(sk == null)) break out_put_proto;

                        err = 0;
                        if (SOCK_RAW == sock.type.get()) {
                            sk.inet_num.set(protocol & 0xffff);
                        }

                        kernel.sock.sock_init_data(sock, sk);
                        sk.sk_destruct.set(inet.inet_sock_destruct);

                        if (sk.inet_num.get() != 0) {
                            err = inet.prot_hash(sk);
                            if (test(err != 0)) break out_sk_release;
                        }

                        if (sk.sk_prot.get().init.get() != null) {
                            err = inet.prot_init(sk);
                            if (test(err != 0)) break out_sk_release;
                        }

                        if (kernel.since(4, 10) && kern == 0) {
                            err = k.fails("create") ? -EPERM : 0;
                            if (test(err != 0)) break out_sk_release;
                        }
                        break out_put_proto;
                    }
                    k.label("out_rcu_unlock");
                    rcu_read_unlock();
                    break out;
                }
                k.label("out_sk_release");
                kernel.sock.sk_common_release(sk);
                if (kernel.config.onCreateFailure() != KernelConfig.CreateFailure.NOBODY) sock.sk.set(null);
            }
            k.label("out_put_proto");
            inet_put_proto(answer_prot);
        }
        k.label("out");
        return err;
    }
}
