package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_PACKET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_PACKET;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** net/packet/af_packet.c: the family PF_PACKET, built in or the module af_packet. */
public final class AfPacket extends KernelCode implements ModuleCode {

    private final Kernel kernel;
    private final proto packet_proto;
    private final net_proto_family packet_family_ops;
    private final proto_ops packet_ops;
    private final proto_ops packet_ops_spkt;
    /** MODEL: it only complains about packets that are queued. */
    private final sock.destruct_fn packet_sock_destruct;
    private final PacketReceive receive;
    private final pernet_operations packet_net_ops;
    private final notifier_block packet_netdev_notifier;

    private AfPacket(Kernel kernel, Region mem, module owner) {
        super(kernel.k);
        this.kernel = kernel;
        this.packet_proto = new proto(k, mem, "packet_proto", owner, null, null, null, null);
        this.receive = new PacketReceive(kernel, mem);
        this.packet_ops = ops(mem, owner, "packet_ops");
        this.packet_ops_spkt = ops(mem, owner, "packet_ops_spkt");
        this.packet_family_ops = new net_proto_family(k, mem, "packet_family_ops", PF_PACKET, owner, this::packet_create);
        this.packet_sock_destruct = new sock.destruct_fn(mem, this::packet_sock_destruct);
        this.packet_net_ops = new pernet_operations(k, mem, "packet_net_ops", this::packet_net_init, this::packet_net_exit, false);
        this.packet_netdev_notifier = new notifier_block(k, mem, "packet_netdev_notifier");
    }

    private proto_ops ops(Region mem, module owner, String name) {
        proto_functions functions = new proto_functions(this::packet_release);
        return proto_ops.some(k, mem, name, owner, kernel.receive.packets ? functions.bind(receive::packet_bind).recvmsg(receive::packet_recvmsg) : functions);
    }

    /** The module af_packet. */
    public static ModuleImage image() {
        return new ModuleImage("af_packet", List.of("net-pf-" + PF_PACKET), List.of(), (kernel, self) -> new AfPacket(kernel, self.mem, self));
    }

    /** The family as a part of the kernel image; the set-up calls init once. */
    public static AfPacket builtIn(Kernel kernel) {
        return new AfPacket(kernel, kernel.k.image(), null);
    }

    // ---- making -----------------------------------------------------------------------------------------------------

    /** MODEL: the ring of packets that come has no such counter either, but is not told so. */
    private int packet_alloc_pending(sock sk) {
        percpu_data pending_refcnt = kernel.percpu.alloc_percpu(sk.mem, "create");
        sk.pending_refcnt.set(pending_refcnt);
        if (test(pending_refcnt == null)) return -ENOBUFS;

        return 0;
    }

    private void packet_free_pending(sock sk) {
        kernel.percpu.free_percpu(sk.pending_refcnt.get());
    }

    /**
     * MODEL: packet_ops_spkt is another in how packets are sent and received only, and so is packet_rcv_spkt, which such a socket has as its function: it is
     * left out. MODEL: whom notifiers and /proc find in the list of sockets is left out.
     */
    private int packet_create(socket sock, int protocol, int kern) {
        sock sk;
        short proto = (short) protocol;
        int err;

        if (test(!kernel.current().capable(task_struct.capability.CAP_NET_RAW))) return -EPERM;
        if (test(sock.type.get() != SOCK_DGRAM && sock.type.get() != SOCK_RAW && sock.type.get() != SOCK_PACKET)) return -ESOCKTNOSUPPORT;

        sock.state.set(SS_UNCONNECTED);

        out: {
            out2: {
                err = -ENOBUFS;
                sk = kernel.sock.sk_alloc(PF_PACKET, packet_proto, kern);
                if (test(sk == null)) break out;

                sock.ops.set(packet_ops);
                if (sock.type.get() == SOCK_PACKET) {
                    sock.ops.set(packet_ops_spkt);
                }

                if (kernel.since(5, 4) || kernel.config.onCreateFailure() == KernelConfig.CreateFailure.FAMILY) {
                    // A failure leaves no pointer to the sk: 6.13, and the stable kernels from 5.4 on.
                    err = packet_alloc_pending(sk);
                    if (test(err != 0)) break out2;

                    kernel.sock.sock_init_data(sock, sk);
                } else {
                    kernel.sock.sock_init_data(sock, sk);

                    err = kernel.since(3, 14) ? packet_alloc_pending(sk) : 0;
                    if (test(err != 0)) {
                        // The reference that sock_init_data made is never put: it goes with the memory.
                        k.disown(Counted.SKREF, null);
                        break out2;
                    }
                }

                sk.sk_destruct.set(packet_sock_destruct);

                if (kernel.receive.packets) {
                    sk.prot_hook.func.set(receive.packet_rcv);
                    sk.prot_hook.af_packet_priv.set(sk);
                    sk.prot_hook.type.set(proto);
                }

                if (proto != 0) {
                    // From now on packets may come, though the socket is in no list yet.
                    if (kernel.since(3, 10)) {
                        receive.__register_prot_hook(sk);
                    } else {
                        kernel.dev.dev_add_pack(sk.prot_hook);
                        kernel.sock.sock_hold(sk);
                        sk.running.set(1);
                    }
                    k.keeps(sock.mem, Counted.SKREF, sk.mem);
                }

                if (kernel.since(3, 10)) mutex_lock(kernel.net.init_net.packet.sklist_lock);
                else spin_lock(kernel.net.init_net.packet.sklist_rwlock);
                BUG_ON(kernel.net.init_net.packet.sklist.first.holds(0), "packet_create: the list of sockets is not initialised");
                kernel.sock.sk_add_node(sk, kernel.net.init_net.packet.sklist);
                k.keeps(sock.mem, Counted.SKREF, sk.mem);
                if (kernel.since(3, 10)) mutex_unlock(kernel.net.init_net.packet.sklist_lock);
                else spin_unlock(kernel.net.init_net.packet.sklist_rwlock);
                return 0;
            }
            if (kernel.since(5, 4)) k.label("out_sk_free");
            else k.label("out2");
            kernel.sock.sk_free(sk);
        }
        k.label("out");
        return err;
    }

    /** MODEL: it only complains about packets that are queued: where no packets come none is. */
    private void packet_sock_destruct(sock sk) {
        WARN_ON(kernel.receive.packets && sk.sk_rmem_alloc.read() != 0, "packet_sock_destruct: packets are queued");
        WARN_ON(sk.sk_wmem_alloc.read() != 0, "packet_sock_destruct: packets are queued");
    }

    /** MODEL: a socket is bound to no device, in no multicast group, and has no rings; whoever looks from its sock for the socket is left out. */
    private int packet_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;
        if (!kernel.since(3, 10)) return packet_release_2_6_32(sock, sk);

        mutex_lock(kernel.net.init_net.packet.sklist_lock);
        kernel.sock.sk_del_node_init(sk);
        mutex_unlock(kernel.net.init_net.packet.sklist_lock);

        spin_lock(sk.bind_lock);
        receive.unregister_prot_hook(sk);
        spin_unlock(sk.bind_lock);

        kernel.dev.synchronize_net();

        // Now the socket is dead: no more packets can come.
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        if (kernel.receive.packets) kernel.skb.skb_queue_purge(sk.sk_receive_queue, sk);
        if (kernel.since(3, 14)) {
            packet_free_pending(sk);
        }

        kernel.sock.sock_put(sk);
        return 0;
    }

    /** MODEL: a socket is bound to no device, in no multicast group, and has no rings. */
    private int packet_release_2_6_32(socket sock, sock sk) {
        spin_lock(kernel.net.init_net.packet.sklist_rwlock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(kernel.net.init_net.packet.sklist_rwlock);

        if (sk.running.get() != 0) {
            // Without a hook nobody waits for packets.
            kernel.dev.dev_remove_pack(sk.prot_hook);
            sk.running.set(0);
            kernel.sock.__sock_put(sk);
        }

        // Now the socket is dead: no more packets can come.
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        if (kernel.receive.packets) kernel.skb.skb_queue_purge(sk.sk_receive_queue, sk);
        kernel.sock.sock_put(sk);
        return 0;
    }

    // ---- the namespace and the module --------------------------------------------------------------------------------

    private int packet_net_init() {
        // This sets the mutex up too.
        kernel.net.init_net.packet.sklist.change();

        // proc_create
        if (test(k.fails(kernel.since(6, 1) ? "module_init" : "module_init_late"))) return -ENOMEM;

        return 0;
    }

    /** MODEL: that the list is empty is not checked. It and its mutex stay as they are. */
    private void packet_net_exit() { }

    void packet_exit() {
        if (kernel.since(6, 1)) {
            kernel.socket.sock_unregister(PF_PACKET);
            kernel.sock.proto_unregister(packet_proto);
            kernel.dev.unregister_netdevice_notifier(packet_netdev_notifier);
            kernel.net.unregister_pernet_subsys(packet_net_ops);
        } else {
            kernel.dev.unregister_netdevice_notifier(packet_netdev_notifier);
            kernel.net.unregister_pernet_subsys(packet_net_ops);
            kernel.socket.sock_unregister(PF_PACKET);
            kernel.sock.proto_unregister(packet_proto);
        }
    }

    /**
     * Three texts: at first nothing is checked; then (5.1, and stable kernels of 4.19) everything is, but the family can be used before the rest is there;
     * since 6.1 it comes last.
     */
    int packet_init() {
        int rc;

        if (kernel.since(6, 1)) return packet_init_6_1();
        if (kernel.since(4, 19)) return packet_init_4_19();

        rc = kernel.sock.proto_register(packet_proto, null);
        out: {
            if (test(rc != 0)) break out;

            kernel.socket.sock_register(packet_family_ops);
            kernel.net.register_pernet_subsys(packet_net_ops);
            kernel.dev.register_netdevice_notifier(packet_netdev_notifier);
        }
        k.label("out");
        return rc;
    }

    private int packet_init_4_19() {
        int rc;

        out: {
            out_proto: {
                out_sock: {
                    out_pernet: {
                        rc = kernel.sock.proto_register(packet_proto, null);
                        if (test(rc != 0)) break out;
                        rc = kernel.socket.sock_register(packet_family_ops);
                        if (test(rc != 0)) break out_proto;
                        rc = kernel.net.register_pernet_subsys(packet_net_ops);
                        if (test(rc != 0)) break out_sock;
                        rc = kernel.dev.register_netdevice_notifier(packet_netdev_notifier);
                        if (test(rc != 0)) break out_pernet;
                        return 0;
                    }
                    k.label("out_pernet");
                    kernel.net.unregister_pernet_subsys(packet_net_ops);
                }
                k.label("out_sock");
                kernel.socket.sock_unregister(PF_PACKET);
            }
            k.label("out_proto");
            kernel.sock.proto_unregister(packet_proto);
        }
        k.label("out");
        return rc;
    }

    private int packet_init_6_1() {
        int rc;

        out: {
            out_pernet: {
                out_notifier: {
                    out_proto: {
                        rc = kernel.net.register_pernet_subsys(packet_net_ops);
                        if (test(rc != 0)) break out;
                        rc = kernel.dev.register_netdevice_notifier(packet_netdev_notifier);
                        if (test(rc != 0)) break out_pernet;
                        rc = kernel.sock.proto_register(packet_proto, null);
                        if (test(rc != 0)) break out_notifier;
                        rc = kernel.socket.sock_register(packet_family_ops);
                        if (test(rc != 0)) break out_proto;
                        return 0;
                    }
                    k.label("out_proto");
                    kernel.sock.proto_unregister(packet_proto);
                }
                k.label("out_notifier");
                kernel.dev.unregister_netdevice_notifier(packet_netdev_notifier);
            }
            k.label("out_pernet");
            kernel.net.unregister_pernet_subsys(packet_net_ops);
        }
        k.label("out");
        return rc;
    }

    @Override
    public init_fn module_init() {
        return this::packet_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::packet_exit;
    }
}
