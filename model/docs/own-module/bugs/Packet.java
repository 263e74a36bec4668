import static org.sockrace.kernel.Errno.EALREADY;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;

import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.NetReceive;
import org.sockrace.kernel.Notifier;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.notifier_call;
import org.sockrace.kernel.notifier_head;
import org.sockrace.kernel.packet_handler;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.Packets;
import org.sockrace.own.ProtocolModule;

/**
 * What takes a socket's hook out of the receive path and puts it back: bind, a fanout, a ring, and a device that goes down and comes up. None of them may find
 * the hook half gone. There is one device, which bind(s, 1) binds to, and room for one socket; a fanout has no other member.
 */
public class Packet extends ProtocolModule {
    private static final int PF_MYPACKET = 18;
    private static final int ETH_P_ALL = 3;
    private static final int PACKET_FANOUT = 18;
    private final proto packet_proto = proto("packet_proto");
    private final proto_ops packet_ops = proto_ops("packet_ops", release(this::packet_release).bind(this::packet_bind)
            .setsockopt(this::packet_setsockopt));
    private final net_proto_family packet_family_ops = family("packet_family_ops", PF_MYPACKET, this::packet_create);
    private final notifier_call packet_netdev_notifier = notifier("packet_netdev_notifier", this::packet_notifier);
    private final sock.destruct_fn packet_sock_destruct = new sock.destruct_fn(self.mem, sk -> k.free(pkt_sk(sk).mem));
    private final Ptr<packet_sock> sklist = k.ptr(self.mem, "sklist", null);
    private final Mutex fanout_mutex = k.mutex(self.mem, "fanout_mutex");
    private final Devices devices;

    public Packet(Kernel kernel, module self, Packets packets, Devices devices) {
        super(kernel, self);
        this.devices = devices;
    }

    /** struct packet_sock, which goes with its sock. */
    protected final class packet_sock {
        private final Region mem;
        private final sock sk;
        private final Region socket;
        protected final SpinLock bind_lock;
        private final packet_handler prot_hook;
        protected final Word running;
        protected final Word num;
        private final Word ifindex;
        protected final Ptr<packet_fanout> fanout;
        private final SpinLock rx_lock;
        private final Ptr<pgv> pg_vec;
        /** Whether prot_hook.func is tpacket_rcv. */
        private final Word tpacket;

        private packet_sock(Region mem, socket sock) {
            this.mem = mem;
            this.sk = sock.sk.get();
            this.socket = sock.mem;
            this.bind_lock = k.spinlock(mem, "bind_lock");
            this.prot_hook = new packet_handler(kernel, mem, "prot_hook", ETH_P_ALL, self.mem, pt -> packet_rcv(this));
            this.running = k.word(mem, "running", 0);
            this.num = k.word(mem, "num", ETH_P_ALL);
            this.ifindex = k.word(mem, "ifindex", 0);
            this.fanout = k.ptr(mem, "fanout", null);
            this.rx_lock = k.spinlock(mem, "sk_receive_queue.lock");
            this.pg_vec = k.ptr(mem, "rx_ring.pg_vec", null);
            this.tpacket = k.word(mem, "tpacket", 0);
        }

        @Override
        public String toString() {
            return "packet_sock";
        }
    }

    /** struct packet_fanout: its one socket may be in it twice. */
    protected final class packet_fanout {
        private final Region mem;
        private final SpinLock lock;
        private final Word num_members;
        private final Ptr<packet_sock> arr;
        private final packet_handler prot_hook;

        private packet_fanout(Region mem) {
            this.mem = mem;
            this.lock = k.spinlock(mem, "lock");
            this.num_members = k.word(mem, "num_members", 0);
            this.arr = k.ptr(mem, "arr", null);
            this.prot_hook = new packet_handler(kernel, mem, "prot_hook", ETH_P_ALL, self.mem, pt -> packet_rcv_fanout(this));
        }

        @Override
        public String toString() {
            return "packet_fanout";
        }
    }

    /** struct pgv: a ring of one block. */
    private final class pgv {
        private final Region mem;
        private final Word tp_status;
        private final Word data;

        private pgv(Region mem) {
            this.mem = mem;
            this.tp_status = k.word(mem, "tp_status", 0);
            this.data = k.word(mem, "data", 0);
        }

        @Override
        public String toString() {
            return "pgv";
        }
    }

    private static packet_sock pkt_sk(sock sk) {
        return (packet_sock) sk.sk_user_data.get();
    }

    // ---- packets -------------------------------------------------------------------------------------------------------

    private int packet_rcv(packet_sock po) {
        return test(po.tpacket.get() != 0) ? tpacket_rcv(po) : NetReceive.NET_RX_SUCCESS;
    }

    /** The lock is for the place in the ring; the packet is copied after it. */
    private int tpacket_rcv(packet_sock po) {
        spin_lock(po.rx_lock);
        pgv pg_vec = po.pg_vec.get();
        pg_vec.tp_status.get();
        spin_unlock(po.rx_lock);
        pg_vec.data.xchg(1);
        return NetReceive.NET_RX_SUCCESS;
    }

    private int packet_rcv_fanout(packet_fanout f) {
        if (test(READ_ONCE(f.num_members) == 0)) return NetReceive.NET_RX_DROP;
        return packet_rcv(rcu_dereference(f.arr));
    }

    // ---- the hook ------------------------------------------------------------------------------------------------------

    private void __fanout_link(packet_sock po) {
        packet_fanout f = po.fanout.get();
        spin_lock(f.lock);
        rcu_assign_pointer(f.arr, po);
        smp_wmb();
        WRITE_ONCE(f.num_members, f.num_members.get() + 1);
        if (f.num_members.get() == 1) dev_add_pack(f.prot_hook);
        spin_unlock(f.lock);
    }

    private void __fanout_unlink(packet_sock po) {
        packet_fanout f = po.fanout.get();
        spin_lock(f.lock);
        BUG_ON(f.num_members.get() == 0, "__fanout_unlink: the socket is not in it");
        WRITE_ONCE(f.num_members, f.num_members.get() - 1);
        if (f.num_members.get() == 0) __dev_remove_pack(f.prot_hook);
        spin_unlock(f.lock);
    }

    private void register_prot_hook(packet_sock po) {
        if (test(po.running.get() != 0)) return;
        if (test(po.fanout.get() != null)) __fanout_link(po);
        else dev_add_pack(po.prot_hook);
        kernel.sock.sock_hold(po.sk);
        k.keeps(po.socket, Counted.SKREF, po.sk.mem);
        po.running.set(1);
    }

    protected final void __unregister_prot_hook(packet_sock po, boolean sync) {
        po.running.set(0);
        if (test(po.fanout.get() != null)) __fanout_unlink(po);
        else __dev_remove_pack(po.prot_hook);
        k.yields(po.socket, Counted.SKREF, po.sk.mem);
        kernel.sock.__sock_put(po.sk);
        if (sync) {
            spin_unlock(po.bind_lock);
            synchronize_net();
            spin_lock(po.bind_lock);
        }
    }

    // ---- a fanout ------------------------------------------------------------------------------------------------------

    private int fanout_add(packet_sock po) {
        mutex_lock(fanout_mutex);
        int err = __fanout_add(po);
        mutex_unlock(fanout_mutex);
        return err;
    }

    /** What fanout_add does with its mutex, which bind does not take. */
    protected int __fanout_add(packet_sock po) {
        if (test(po.running.get() == 0)) return -EINVAL;
        if (test(po.fanout.get() != null)) return -EALREADY;
        join(po, fanout_alloc());
        return 0;
    }

    protected final packet_fanout fanout_alloc() {
        return k.alloc("packet_fanout", Region.Kind.OBJECT, mem -> new packet_fanout(mem));
    }

    protected final void fanout_free(packet_fanout f) {
        k.free(f.mem);
    }

    protected final void join(packet_sock po, packet_fanout match) {
        __dev_remove_pack(po.prot_hook);
        po.fanout.set(match);
        k.keeps(po.mem, "packet_fanout", match.mem);
        __fanout_link(po);
    }

    private packet_fanout fanout_release(packet_sock po) {
        mutex_lock(fanout_mutex);
        packet_fanout f = po.fanout.get();
        po.fanout.set(null);
        if (f != null) k.yields(po.mem, "packet_fanout", f.mem);
        mutex_unlock(fanout_mutex);
        return f;
    }

    // ---- calls on a socket -----------------------------------------------------------------------------------------------

    private int packet_create(socket sock, int protocol, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_MYPACKET, packet_proto, kern);
        if (test(sk == null)) return -ENOBUFS;
        kernel.sock.sock_init_data(sock, sk);
        sock.ops.set(packet_ops);
        packet_sock po = k.alloc("packet_sock", Region.Kind.OBJECT, mem -> new packet_sock(mem, sock));
        sk.sk_user_data.set(po);
        k.keeps(sk.mem, "packet_sock", po.mem);
        sk.sk_destruct.set(packet_sock_destruct);
        register_prot_hook(po);
        rcu_assign_pointer(sklist, po);
        return 0;
    }

    private int packet_bind(socket sock, int ifindex) {
        sock sk = sock.sk.get();
        kernel.sock.lock_sock(sk);
        int ret = packet_do_bind(pkt_sk(sk), ifindex);
        kernel.sock.release_sock(sk);
        return ret;
    }

    /** A socket of a fanout stays as it is. */
    protected int packet_do_bind(packet_sock po, int ifindex) {
        if (test(po.fanout.get() != null)) return -EINVAL;
        spin_lock(po.bind_lock);
        rehook(po, ifindex);
        spin_unlock(po.bind_lock);
        return 0;
    }

    protected final void rehook(packet_sock po, int ifindex) {
        if (test(po.ifindex.get() == ifindex)) return;
        int proto = po.num.get();
        if (test(po.running.get() != 0)) {
            // prevents packet_notifier() from calling register_prot_hook()
            WRITE_ONCE(po.num, 0);
            __unregister_prot_hook(po, true);
        }
        WRITE_ONCE(po.num, proto);
        WRITE_ONCE(po.ifindex, ifindex);
        if (test(ifindex == 0 || devices.up())) register_prot_hook(po);
    }

    /** PACKET_FANOUT, or PACKET_RX_RING with so many blocks. */
    private int packet_setsockopt(socket sock, int optval) {
        sock sk = sock.sk.get();
        if (test(optval == PACKET_FANOUT)) return fanout_add(pkt_sk(sk));
        kernel.sock.lock_sock(sk);
        int ret = packet_set_ring(pkt_sk(sk), optval);
        kernel.sock.release_sock(sk);
        return ret;
    }

    private int packet_set_ring(packet_sock po, int tp_block_nr) {
        if (test(tp_block_nr != 0 && po.pg_vec.get() != null)) return -EBUSY;
        pgv pg_vec = tp_block_nr == 0 ? null : k.alloc("pgv", Region.Kind.OBJECT, mem -> new pgv(mem));

        // Detach socket from network
        spin_lock(po.bind_lock);
        int was_running = po.running.get();
        int num = po.num.get();
        detach(po, was_running != 0);
        spin_unlock(po.bind_lock);

        synchronize_net();

        pgv old = swap(po, pg_vec);
        po.tpacket.set(pg_vec == null ? 0 : 1);

        spin_lock(po.bind_lock);
        WRITE_ONCE(po.num, num);
        if (test(was_running != 0)) register_prot_hook(po);
        spin_unlock(po.bind_lock);

        if (test(old != null)) k.free(old.mem);
        return 0;
    }

    private pgv swap(packet_sock po, pgv pg_vec) {
        spin_lock_bh(po.rx_lock);
        pgv old = po.pg_vec.get();
        po.pg_vec.set(pg_vec);
        if (old != null) k.yields(po.mem, "pgv", old.mem);
        if (pg_vec != null) k.keeps(po.mem, "pgv", pg_vec.mem);
        spin_unlock_bh(po.rx_lock);
        return old;
    }

    /** Takes the hook away while the ring changes; without one nobody is expected. */
    protected void detach(packet_sock po, boolean was_running) {
        if (was_running) {
            WRITE_ONCE(po.num, 0);
            __unregister_prot_hook(po, false);
        }
    }

    private int packet_release(socket sock) {
        sock sk = sock.sk.get();
        packet_sock po = pkt_sk(sk);
        RCU_INIT_POINTER(sklist, null);

        spin_lock(po.bind_lock);
        if (test(po.running.get() != 0)) __unregister_prot_hook(po, false);
        forget(po);
        spin_unlock(po.bind_lock);

        kernel.sock.lock_sock(sk);
        if (test(po.pg_vec.get() != null)) packet_set_ring(po, 0);
        kernel.sock.release_sock(sk);

        packet_fanout f = fanout_release(po);
        synchronize_net();
        if (test(f != null)) fanout_free(f);

        // Now the socket is dead. No more input will appear.
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    /** With bind_lock: the last word of release about the hook. */
    protected void forget(packet_sock po) { }

    private int packet_notifier(int msg) {
        rcu_read_lock();
        packet_sock po = rcu_dereference(sklist);
        if (test(po != null && READ_ONCE(po.ifindex) != 0)) {
            spin_lock(po.bind_lock);
            if (test(msg == Devices.NETDEV_UP)) {
                if (test(po.num.get() != 0)) register_prot_hook(po);
            } else if (test(po.running.get() != 0)) {
                __unregister_prot_hook(po, false);
            }
            spin_unlock(po.bind_lock);
        }
        rcu_read_unlock();
        return Notifier.NOTIFY_DONE;
    }

    @Override
    protected final int init() {
        int rc = devices.register_netdevice_notifier(packet_netdev_notifier);
        if (test(rc != 0)) return rc;
        rc = kernel.socket.sock_register(packet_family_ops);
        if (test(rc != 0)) devices.unregister_netdevice_notifier(packet_netdev_notifier);
        return rc;
    }

    @Override
    protected final void exit() {
        kernel.socket.sock_unregister(PF_MYPACKET);
        devices.unregister_netdevice_notifier(packet_netdev_notifier);
    }

    /** net/core/dev.c: one device, which is up. */
    public static final class Devices extends BuiltIn {
        private static final int NETDEV_UP = 1;
        private static final int NETDEV_DOWN = 2;
        private final Mutex rtnl_mutex = k.mutex(k.image(), "rtnl_mutex");
        private final notifier_head netdev_chain = new notifier_head(kernel, k.image(), "netdev_chain");
        private final Word flags = k.word(k.image(), "dev.flags", 1);

        public Devices(Kernel kernel) {
            super(kernel);
        }

        private boolean up() {
            return READ_ONCE(flags) != 0;
        }

        private int register_netdevice_notifier(notifier_call nb) {
            mutex_lock(rtnl_mutex);
            int err = raw_notifier_chain_register(netdev_chain, nb);
            mutex_unlock(rtnl_mutex);
            return err;
        }

        private void unregister_netdevice_notifier(notifier_call nb) {
            mutex_lock(rtnl_mutex);
            raw_notifier_chain_unregister(netdev_chain, nb);
            mutex_unlock(rtnl_mutex);
        }

        private int change(int to, int event) {
            mutex_lock(rtnl_mutex);
            if (test(flags.get() != to)) {
                WRITE_ONCE(flags, to);
                raw_notifier_call_chain(netdev_chain, event);
            }
            mutex_unlock(rtnl_mutex);
            return 0;
        }

        public int dev_open() {
            return change(1, NETDEV_UP);
        }

        public int dev_close() {
            return change(0, NETDEV_DOWN);
        }
    }
}
