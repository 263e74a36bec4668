package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Net.PF_PHONET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/** net/phonet/af_phonet.c, socket.c, pn_dev.c and datagram.c: the family PF_PHONET and its datagram protocol, the module phonet. */
public final class AfPhonet extends KernelCode implements ModuleCode {

    private static final int ETH_P_PHONET = 0xf5;
    /** Datagrams. */
    public static final int PN_PROTO_PHONET = 1;
    /** Pipes. */
    public static final int PN_PROTO_PIPE = 2;
    /** How many protocols the family can have. */
    public static final int PHONET_NPROTO = 3;

    /** The module. */
    public final module self;
    /** The functions of pipe sockets: they are here, and only their protocol is in the other module. */
    public final proto_ops phonet_stream_ops;
    private final Kernel kernel;
    private final List<Ptr<phonet_protocol>> proto_tab = new ArrayList<>();
    private final Mutex proto_tab_lock;
    private final Mutex pnsocks_lock;
    /** Until some version between 2.6.32 and 3.10: proto_tab_lock and the lock of pnsocks, which are mutexes later. */
    private final SpinLock proto_tab_spinlock;
    private final SpinLock pnsocks_spinlock;
    private final Mutex resource_mutex;
    private final pernet_operations phonet_net_ops;
    private final notifier_block phonet_device_notifier;
    private final packet_type phonet_packet_type;
    private final net_proto_family phonet_proto_family;
    private final phonet_protocol pn_dgram_proto;
    /** MODEL: it frees packets only. */
    private final sock.destruct_fn pn_destruct;

    private AfPhonet(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        for (int i = 0; i < PHONET_NPROTO; i++) {
            proto_tab.add(k.ptr(self.mem, "phonet.proto_tab[" + i + "]", null));
        }
        this.proto_tab_lock = k.mutex(self.mem, "phonet.proto_tab_lock");
        this.pnsocks_lock = k.mutex(self.mem, "phonet.pnsocks_lock");
        this.proto_tab_spinlock = kernel.since(3, 10) ? null : k.spinlock(self.mem, "phonet.proto_tab_spinlock");
        this.pnsocks_spinlock = kernel.since(3, 10) ? null : k.spinlock(self.mem, "phonet.pnsocks_spinlock");
        this.resource_mutex = k.mutex(self.mem, "phonet.resource_mutex");
        this.phonet_net_ops = new pernet_operations(k, self.mem, "phonet_net_ops", kernel.since(3, 10) ? null : this::phonet_init_net, null,
                kernel.since(3, 10));
        this.phonet_device_notifier = new notifier_block(k, self.mem, "phonet_device_notifier");
        this.phonet_packet_type = new packet_type(kernel, self.mem, "phonet_packet_type", ETH_P_PHONET, this::phonet_rcv);
        this.phonet_proto_family = new net_proto_family(k, self.mem, "phonet_proto_family", PF_PHONET, self, this::pn_socket_create);
        this.phonet_stream_ops = ops("phonet_stream_ops");
        this.pn_destruct = new sock.destruct_fn(self.mem, this::pn_destruct);
        proto pn_proto = new proto(k, self.mem, "pn_proto", self, this::pn_init, null, this::pn_sock_unhash, this::pn_sock_close);
        this.pn_dgram_proto = new phonet_protocol(k, self.mem, "pn_dgram_proto", ops("phonet_dgram_ops"), pn_proto, SOCK_DGRAM);
    }

    private proto_ops ops(String name) {
        return new proto_ops(k, self.mem, name, self, this::pn_socket_release, proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
    }

    /** The module phonet. */
    public static ModuleImage image() {
        return new ModuleImage("phonet", List.of("net-pf-" + PF_PHONET), List.of(), AfPhonet::new);
    }

    /** phonet_proto_get: its argument is unsigned, so that a negative number is a large one. */
    private phonet_protocol phonet_proto_get(long protocol) {
        phonet_protocol pp;

        if (test(protocol >= PHONET_NPROTO)) return null;
        if (!kernel.since(3, 10)) return phonet_proto_get_2_6_32((int) protocol);

        rcu_read_lock();
        pp = rcu_dereference(proto_tab.get((int) protocol));
        if (pp != null) {
            module owner = pp.prot.get().owner.get();
            if (test(!kernel.module.try_module_get(owner))) {
                pp = null;
            } else if (owner != null) {
                k.own(Counted.CP, owner.refcnt);
            }
        }
        rcu_read_unlock();

        return pp;
    }

    /** The table's lock keeps the protocol there until it is pinned. */
    private phonet_protocol phonet_proto_get_2_6_32(int protocol) {
        phonet_protocol pp;

        spin_lock(proto_tab_spinlock);
        pp = proto_tab.get(protocol).get();
        if (pp != null) {
            module owner = pp.prot.get().owner.get();
            if (test(!kernel.module.try_module_get(owner))) {
                pp = null;
            } else if (owner != null) {
                k.own(Counted.CP, owner.refcnt);
            }
        }
        spin_unlock(proto_tab_spinlock);
        return pp;
    }

    private void phonet_proto_put(phonet_protocol pp) {
        module owner = pp.prot.get().owner.get();
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.CP, owner.refcnt);
        }
    }

    /** MODEL: init only says how the sock's packets are freed, of which there are none. */
    private int pn_socket_create(socket sock, int protocol, int kern) {
        sock sk;
        phonet_protocol pnp;
        int err;

        if (test(!kernel.current().capable(task_struct.capability.CAP_SYS_ADMIN))) return -EPERM;

        if (protocol == 0) {
            int type = sock.type.get();
            if (test(type != SOCK_DGRAM && type != SOCK_SEQPACKET)) return -EPROTONOSUPPORT;
            protocol = type == SOCK_DGRAM ? PN_PROTO_PHONET : PN_PROTO_PIPE;
        }

        pnp = phonet_proto_get(Integer.toUnsignedLong(protocol));
        if (pnp == null && kernel.kmod.request_module("net-pf-" + PF_PHONET + "-proto-" + protocol) == 0) {
            pnp = phonet_proto_get(Integer.toUnsignedLong(protocol));
        }

        if (test(pnp == null)) return -EPROTONOSUPPORT;
        out: {
            if (test(sock.type.get() != pnp.sock_type.get())) {
                err = -EPROTONOSUPPORT;
                break out;
            }

            sk = kernel.sock.sk_alloc(PF_PHONET, pnp.prot.get(), kern);
            if (test(sk == null)) {
                err = -ENOMEM;
                break out;
            }

            kernel.sock.sock_init_data(sock, sk);
            sock.state.set(SS_UNCONNECTED);
            sock.ops.set(pnp.ops.get());
            prot_init(sk);
            err = 0;
        }
        k.label("out");
        phonet_proto_put(pnp);
        return err;
    }

    /** sk->sk_prot->init(sk), whose result the family ignores. MODEL: it only says how the sock's packets are freed, of which there are none. */
    private void prot_init(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.init_fn init = prot.init.get();
        call(prot.text, () -> init.init(sk));
    }

    private int pn_socket_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk != null)) {
            sock.sk.set(null);
            proto prot = sk.sk_prot.get();
            proto.sock_fn close = prot.close.get();
            call(prot.text, () -> close.call(sk));
        }
        return 0;
    }

    /** pn_sock_unhash, exported to the protocols. MODEL: no socket is bound, so that none is in the table; no packet is looked up in it. */
    public void pn_sock_unhash(sock sk) {
        if (!kernel.since(3, 10)) {
            spin_lock(pnsocks_spinlock);
            kernel.sock.sk_del_node_init(sk);
            spin_unlock(pnsocks_spinlock);
            return;
        }
        mutex_lock(pnsocks_lock);
        kernel.sock.sk_del_node_init(sk);
        mutex_unlock(pnsocks_lock);
        pn_sock_unbind_all_res();
        synchronize_rcu();
    }

    /** MODEL: no socket is bound to a resource, so there is no reference to give back; the lock is taken all the same. */
    private void pn_sock_unbind_all_res() {
        mutex_lock(resource_mutex);
        mutex_unlock(resource_mutex);
    }

    private void pn_sock_close(sock sk) {
        kernel.sock.sk_common_release(sk);
    }

    private int pn_init(sock sk) {
        sk.sk_destruct.set(pn_destruct);
        return 0;
    }

    /** phonet_proto_register, exported to the protocols. A second registration leaves its proto registered, as in the C. */
    public int phonet_proto_register(int protocol, phonet_protocol pp) {
        int err;

        if (test(protocol >= PHONET_NPROTO)) return -EINVAL;

        err = kernel.sock.proto_register(pp.prot.get(), pp.toString());
        if (test(err != 0)) return err;

        if (kernel.since(3, 10)) mutex_lock(proto_tab_lock);
        else spin_lock(proto_tab_spinlock);
        if (test(proto_tab.get(protocol).get() != null)) {
            err = -EBUSY;
        } else if (!kernel.since(3, 10)) {
            proto_tab.get(protocol).set(pp);
        } else {
            rcu_assign_pointer(proto_tab.get(protocol), pp);
        }
        if (kernel.since(3, 10)) mutex_unlock(proto_tab_lock);
        else spin_unlock(proto_tab_spinlock);

        return err;
    }

    /** phonet_proto_unregister, exported to the protocols. */
    public void phonet_proto_unregister(int protocol, phonet_protocol pp) {
        if (!kernel.since(3, 10)) {
            phonet_proto_unregister_2_6_32(protocol, pp);
            return;
        }
        mutex_lock(proto_tab_lock);
        phonet_protocol there = kernel.since(6, 18) ? rcu_access_pointer(proto_tab.get(protocol)) : proto_tab.get(protocol).get();
        BUG_ON(there != pp, "phonet_proto_unregister: not registered");
        RCU_INIT_POINTER(proto_tab.get(protocol), null);
        mutex_unlock(proto_tab_lock);
        synchronize_rcu();
        kernel.sock.proto_unregister(pp.prot.get());
    }

    /** Without readers outside the lock there is nobody to wait for. */
    private void phonet_proto_unregister_2_6_32(int protocol, phonet_protocol pp) {
        spin_lock(proto_tab_spinlock);
        BUG_ON(proto_tab.get(protocol).get() != pp, "phonet_proto_unregister: not registered");
        proto_tab.get(protocol).set(null);
        spin_unlock(proto_tab_spinlock);
        kernel.sock.proto_unregister(pp.prot.get());
    }

    /** pn_find_sock_by_sa: the socket that a packet is for, with a reference. MODEL: no socket is bound, so that none is in the table. */
    private sock pn_find_sock_by_sa() {
        if (!kernel.since(3, 10)) {
            spin_lock(pnsocks_spinlock);
            spin_unlock(pnsocks_spinlock);
            return null;
        }
        rcu_read_lock();
        rcu_read_unlock();
        return null;
    }

    /** phonet_rcv: looks for the socket that a packet is for. MODEL: no socket is bound, so that none is in the table. */
    private int phonet_rcv(packet_type pt) {
        pn_find_sock_by_sa();
        return NetReceive.NET_RX_DROP;
    }

    private int isi_register() {
        return phonet_proto_register(PN_PROTO_PHONET, pn_dgram_proto);
    }

    private void isi_unregister() {
        phonet_proto_unregister(PN_PROTO_PHONET, pn_dgram_proto);
    }

    /** Until some version between 2.6.32 and 3.10 it takes the memory of the namespace itself. */
    private int phonet_init_net() {
        k.might_sleep("phonet_init_net");
        return k.fails("module_init") ? -ENOMEM : 0;
    }

    /** phonet_device_init. MODEL: that the addresses of devices go with phonet_net_ops is left out. */
    private int phonet_device_init() {
        int err = kernel.net.register_pernet_subsys(phonet_net_ops);
        if (test(err != 0)) return err;

        kernel.dev.register_netdevice_notifier(phonet_device_notifier);
        err = k.fails("module_init") ? -ENOBUFS : 0;
        if (err != 0) {
            phonet_device_exit();
        }
        return err;
    }

    /** MODEL: what phonet_netlink_register registers is left out. */
    private void phonet_device_exit() {
        kernel.dev.unregister_netdevice_notifier(phonet_device_notifier);
        kernel.net.unregister_pernet_subsys(phonet_net_ops);
    }

    private int phonet_init() {
        int err;

        err = phonet_device_init();
        if (test(err != 0)) return err;

        err_sock: {
            out: {
                err = kernel.socket.sock_register(phonet_proto_family);
                if (test(err != 0)) break err_sock;

                kernel.dev.dev_add_pack(phonet_packet_type);

                // The family can be used already, and this can still fail.
                err = isi_register();
                if (test(err != 0)) break out;
                return 0;
            }
            k.label("err");
            kernel.socket.sock_unregister(PF_PHONET);
            kernel.dev.dev_remove_pack(phonet_packet_type);
        }
        k.label("err_sock");
        phonet_device_exit();
        return err;
    }

    private void phonet_exit() {
        isi_unregister();
        kernel.socket.sock_unregister(PF_PHONET);
        kernel.dev.dev_remove_pack(phonet_packet_type);
        phonet_device_exit();
    }

    /** MODEL: the queues that it empties are not modelled. */
    private void pn_destruct(sock sk) { }

    @Override
    public init_fn module_init() {
        return this::phonet_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::phonet_exit;
    }
}
