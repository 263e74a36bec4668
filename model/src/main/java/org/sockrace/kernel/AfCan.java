package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.EPROTOTYPE;
import static org.sockrace.kernel.Net.PF_CAN;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/** net/can/af_can.c: the family PF_CAN, a module whose protocols are modules again. */
public final class AfCan extends KernelCode implements ModuleCode {

    /** The module. */
    public final module self;
    private final Kernel kernel;
    private final List<Ptr<can_proto>> proto_tab = new ArrayList<>();
    private final Mutex proto_tab_lock;
    /** Until some version between 2.6.32 and 3.10: proto_tab_lock, which is a mutex later. */
    private final SpinLock proto_tab_spinlock;
    /** Who receives. */
    public final CanReceive receive;
    private final net_proto_family can_family_ops;
    /** The cache of what sockets want to receive, or NULL. */
    private final Ptr<kmem_cache> rcv_cache;
    private final pernet_operations can_pernet_ops;
    private final notifier_block can_netdev_notifier;
    private final packet_type can_packet;
    private final packet_type canfd_packet;
    private final packet_type canxl_packet;
    private final int CAN_NPROTO;
    /** In this module's text, which the module of the protocol uses. */
    private final sock.destruct_fn can_sock_destruct;

    private AfCan(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.CAN_NPROTO = nproto(kernel.config.version());
        for (int i = 0; i < CAN_NPROTO; i++) {
            proto_tab.add(k.ptr(self.mem, "can.proto_tab[" + i + "]", null));
        }
        this.proto_tab_lock = k.mutex(self.mem, "can.proto_tab_lock");
        this.proto_tab_spinlock = kernel.since(3, 10) ? null : k.spinlock(self.mem, "can.proto_tab_spinlock");
        this.can_sock_destruct = new sock.destruct_fn(self.mem, this::can_sock_destruct);
        this.can_family_ops = new net_proto_family(k, self.mem, "can_family_ops", PF_CAN, self, this::can_create);
        this.rcv_cache = k.ptr(self.mem, "rcv_cache", null);
        this.receive = new CanReceive(kernel, self, rcv_cache);
        this.can_pernet_ops = new pernet_operations(k, self.mem, "can_pernet_ops", this::can_pernet_init, this::can_pernet_exit, false);
        this.can_netdev_notifier = new notifier_block(k, self.mem, "can_netdev_notifier");
        this.can_packet = new packet_type(kernel, self.mem, "can_packet", CanReceive.ETH_P_CAN, receive::can_rcv);
        this.canfd_packet = new packet_type(kernel, self.mem, "canfd_packet", CanReceive.ETH_P_CANFD, receive::canfd_rcv);
        this.canxl_packet = new packet_type(kernel, self.mem, "canxl_packet", CanReceive.ETH_P_CANXL, receive::canxl_rcv);
    }

    /** CAN_NPROTO, how many protocols the family can have: one more since 5.4, which has J1939. */
    public static int nproto(KernelVersion version) {
        return version.since(5, 4) ? 8 : 7;
    }

    /** The module can. */
    public static ModuleImage image() {
        return new ModuleImage("can", List.of("net-pf-" + PF_CAN), List.of(), AfCan::new);
    }

    /** can_get_proto: pins the protocol's module while the read-side section still keeps it from going. */
    private can_proto can_get_proto(int protocol) {
        can_proto cp;

        rcu_read_lock();
        cp = rcu_dereference(proto_tab.get(protocol));
        if (cp != null) {
            module owner = cp.prot.get().owner.get();
            if (test(!kernel.module.try_module_get(owner))) {
                cp = null;
            } else if (owner != null) {
                k.own(Counted.CP, owner.refcnt);
            }
        }
        rcu_read_unlock();

        return cp;
    }

    private void can_put_proto(can_proto cp) {
        module owner = cp.prot.get().owner.get();
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.CP, owner.refcnt);
        }
    }

    private int prot_init(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.init_fn init = prot.init.get();
        return call(prot.text, () -> init.init(sk));
    }

    /** MODEL: the message that modprobe failed is left out. If the protocol has no init function, what modprobe returned is what this returns. */
    private int can_create(socket sock, int protocol, int kern) {
        sock sk;
        can_proto cp;
        int err;

        if (!kernel.since(3, 10)) return can_create_2_6_32(sock, protocol, kern);

        err = 0;
        sock.state.set(SS_UNCONNECTED);

        if (test(protocol < 0 || protocol >= CAN_NPROTO)) return -EINVAL;

        cp = can_get_proto(protocol);
        if (test(cp == null)) {
            // The look-up below decides, whatever modprobe says.
            err = kernel.kmod.request_module("can-proto-" + protocol);
            cp = can_get_proto(protocol);
        }

        if (test(cp == null)) return -EPROTONOSUPPORT;

        errout: {
            if (test(cp.type.get() != sock.type.get())) {
                err = -EPROTOTYPE;
                break errout;
            }

            sock.ops.set(cp.ops.get());

            sk = kernel.sock.sk_alloc(PF_CAN, cp.prot.get(), kern);
            if (test(sk == null)) {
                err = -ENOMEM;
                break errout;
            }

            kernel.sock.sock_init_data(sock, sk);
            sk.sk_destruct.set(can_sock_destruct);

            if (sk.sk_prot.get().init.get() != null) {
                err = prot_init(sk);
            }

            if (test(err != 0)) {
                kernel.sock.sock_orphan(sk);
                kernel.sock.sock_put(sk);
                if (kernel.since(5, 4) || kernel.config.onCreateFailure() == KernelConfig.CreateFailure.FAMILY) {
                    // 6.13, and the stable kernels from 5.4 on.
                    sock.sk.set(null);
                }
            }
        }
        k.label("errout");
        can_put_proto(cp);
        return err;
    }

    private boolean try_module_get(can_proto cp) {
        module owner = cp.prot.get().owner.get();
        boolean got = kernel.module.try_module_get(owner);
        if (got && owner != null) {
            k.own(Counted.CP, owner.refcnt);
        }
        return got;
    }

    /** The table's lock keeps the protocol there until it is pinned. MODEL: the message that modprobe failed is left out. */
    private int can_create_2_6_32(socket sock, int protocol, int kern) {
        sock sk;
        can_proto cp;
        int err = 0;

        sock.state.set(SS_UNCONNECTED);

        if (test(protocol < 0 || protocol >= CAN_NPROTO)) return -EINVAL;

        // The look-up below decides, whatever modprobe says.
        if (test(proto_tab.get(protocol).get() == null)) {
            err = kernel.kmod.request_module("can-proto-" + protocol);
        }

        spin_lock(proto_tab_spinlock);
        cp = proto_tab.get(protocol).get();
        if (cp != null && !try_module_get(cp)) {
            cp = null;
        }
        spin_unlock(proto_tab_spinlock);

        if (test(cp == null)) return -EPROTONOSUPPORT;

        errout: {
            if (test(cp.type.get() != sock.type.get())) {
                err = -EPROTONOSUPPORT;
                break errout;
            }

            sock.ops.set(cp.ops.get());

            sk = kernel.sock.sk_alloc(PF_CAN, cp.prot.get(), kern);
            if (test(sk == null)) {
                err = -ENOMEM;
                break errout;
            }

            kernel.sock.sock_init_data(sock, sk);
            sk.sk_destruct.set(can_sock_destruct);

            if (sk.sk_prot.get().init.get() != null) {
                err = prot_init(sk);
            }

            if (test(err != 0)) {
                kernel.sock.sock_orphan(sk);
                kernel.sock.sock_put(sk);
            }
        }
        k.label("errout");
        can_put_proto(cp);
        return err;
    }

    /**
     * can_proto_register, exported to the protocols. What reads the table was made rcu_access_pointer between 4.4 and 4.19. MODEL: in 2.6.32 a protocol without
     * ioctl gets the family's; nobody calls it.
     */
    public int can_proto_register(can_proto cp) {
        int proto = cp.protocol;
        can_proto there;
        int err;

        if (test(proto < 0 || proto >= CAN_NPROTO)) return -EINVAL;

        err = kernel.sock.proto_register(cp.prot.get(), null);
        if (test(err < 0)) return err;

        if (kernel.since(3, 10)) mutex_lock(proto_tab_lock);
        else spin_lock(proto_tab_spinlock);
        there = kernel.since(4, 19) ? rcu_access_pointer(proto_tab.get(proto)) : proto_tab.get(proto).get();
        if (test(there != null)) {
            err = -EBUSY;
        } else if (!kernel.since(3, 10)) {
            proto_tab.get(proto).set(cp);
        } else {
            RCU_INIT_POINTER(proto_tab.get(proto), cp);
        }
        if (kernel.since(3, 10)) mutex_unlock(proto_tab_lock);
        else spin_unlock(proto_tab_spinlock);

        if (test(err < 0)) {
            kernel.sock.proto_unregister(cp.prot.get());
        }
        return err;
    }

    /** can_proto_unregister, exported to the protocols: nobody can have the protocol pinned while its exit runs. */
    public void can_proto_unregister(can_proto cp) {
        int proto = cp.protocol;
        can_proto there;

        if (!kernel.since(3, 10)) {
            can_proto_unregister_2_6_32(cp);
            return;
        }

        mutex_lock(proto_tab_lock);
        there = kernel.since(4, 19) ? rcu_access_pointer(proto_tab.get(proto)) : proto_tab.get(proto).get();
        BUG_ON(there != cp, "can_proto_unregister: not registered");
        RCU_INIT_POINTER(proto_tab.get(proto), null);
        mutex_unlock(proto_tab_lock);

        synchronize_rcu();

        kernel.sock.proto_unregister(cp.prot.get());
    }

    /** Without readers outside the lock there is nobody to wait for. */
    private void can_proto_unregister_2_6_32(can_proto cp) {
        spin_lock(proto_tab_spinlock);
        proto_tab.get(cp.protocol).set(null);
        spin_unlock(proto_tab_spinlock);

        kernel.sock.proto_unregister(cp.prot.get());
    }

    /** MODEL: the lists for all devices and the counters that it allocates are only a failure that may happen. */
    private int can_pernet_init() {
        k.might_sleep("can_pernet_init");
        return k.fails("module_init") ? -ENOMEM : 0;
    }

    private void can_pernet_exit() { }

    /** MODEL: statistics, and the timer that makes them, are left out. MODEL: the lists of devices are left out. */
    private int can_init() {
        kmem_cache cache;

        if (kernel.since(4, 19)) return can_init_4_19();

        cache = kernel.slab.kmem_cache_create("can_receiver", self.mem);
        rcv_cache.set(cache);
        if (test(cache == null)) return -ENOMEM;

        if (!kernel.since(3, 10)) {
            // The list for all devices comes into the list of lists.
            spin_lock(receive.can_rcvlists_lock);
            spin_unlock(receive.can_rcvlists_lock);
        }

        // Whether these worked is not asked.
        kernel.socket.sock_register(can_family_ops);
        kernel.dev.register_netdevice_notifier(can_netdev_notifier);
        kernel.dev.dev_add_pack(can_packet);
        if (kernel.since(3, 6)) kernel.dev.dev_add_pack(canfd_packet);

        return 0;
    }

    /** Since 5.2, and in stable kernels of 4.19, the results are looked at. MODEL: statistics, and the timer that makes them, are left out. */
    private int can_init_4_19() {
        kmem_cache cache;
        int err;

        cache = kernel.slab.kmem_cache_create("can_receiver", self.mem);
        rcv_cache.set(cache);
        if (test(cache == null)) return -ENOMEM;

        out_pernet: {
            out_sock: {
                out_notifier: {
                    err = kernel.net.register_pernet_subsys(can_pernet_ops);
                    if (test(err != 0)) break out_pernet;

                    err = kernel.socket.sock_register(can_family_ops);
                    if (test(err != 0)) break out_sock;

                    if (!kernel.since(5, 4)) {
                        err = kernel.dev.register_netdevice_notifier(can_netdev_notifier);
                        if (test(err != 0)) break out_notifier;
                    }

                    kernel.dev.dev_add_pack(can_packet);
                    kernel.dev.dev_add_pack(canfd_packet);
                    if (kernel.since(6, 1)) kernel.dev.dev_add_pack(canxl_packet);
                    return 0;
                }
                k.label("out_notifier");
                kernel.socket.sock_unregister(PF_CAN);
            }
            k.label("out_sock");
            kernel.net.unregister_pernet_subsys(can_pernet_ops);
        }
        k.label("out_pernet");
        kernel.slab.kmem_cache_destroy(cache, self.mem);
        return err;
    }

    /** MODEL: statistics, and the timer that makes them, are left out. MODEL: the lists of devices are left out. */
    private void can_exit() {
        if (kernel.since(6, 1)) kernel.dev.dev_remove_pack(canxl_packet);
        if (kernel.since(3, 6)) kernel.dev.dev_remove_pack(canfd_packet);
        kernel.dev.dev_remove_pack(can_packet);
        if (!kernel.since(5, 4)) kernel.dev.unregister_netdevice_notifier(can_netdev_notifier);
        kernel.socket.sock_unregister(PF_CAN);

        if (kernel.since(4, 19)) {
            kernel.net.unregister_pernet_subsys(can_pernet_ops);
        } else if (!kernel.since(3, 10)) {
            spin_lock(receive.can_rcvlists_lock);
            spin_unlock(receive.can_rcvlists_lock);
        } else {
            // What the devices have of this module is freed here. MODEL: there are none.
            rcu_read_lock();
            rcu_read_unlock();
        }

        kernel.rcu.rcu_barrier();

        kernel.slab.kmem_cache_destroy(rcv_cache.get(), self.mem);
    }

    /** Where no packets come, the queue that it empties is always empty. */
    public void can_sock_destruct(sock sk) {
        if (kernel.receive.packets) kernel.skb.skb_queue_purge(sk.sk_receive_queue, sk);
    }

    @Override
    public init_fn module_init() {
        return this::can_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::can_exit;
    }
}
