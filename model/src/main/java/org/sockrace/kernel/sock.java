package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** {@code struct sock}: the protocol's part of a socket, from the protocol's own slab cache. */
public final class sock {

    /**
     * {@code void (*sk_destruct)(struct sock *sk)}.
     *
     * @param text the text that the function is in
     * @param function the function
     */
    public record destruct_fn(Region text, proto.sock_fn function) {
        @Override
        public String toString() {
            return Code.name(function);
        }
    }

    /** A bit of sk_flags: the sock has no socket any more. */
    public static final int SOCK_DEAD = 1;
    /** A bit of sk_flags (since 4.7): readers may still be looking at the sock when the last reference is gone. */
    public static final int SOCK_RCU_FREE = 2;
    /** sk_shutdown of a sock that neither sends nor receives any more. */
    public static final int SHUTDOWN_MASK = 3;

    /** The network namespace, or NULL: only socks of modules that ask for namespaces have one. */
    final Ptr<net_namespace> sk_net;
    /** Whether the sock has a reference to it: 1; those of the kernel have none. */
    final Word sk_net_refcnt;
    /** The protocol now. */
    public final Ptr<proto> sk_prot;
    /** The protocol that allocated it: its owner is put when it is freed. */
    public final Ptr<proto> sk_prot_creator;
    /** The socket it is attached to, or NULL when orphaned. */
    public final Ptr<socket> sk_socket;
    /** The place in the family's table of socks ({@code sk_node.pprev}): the list while it is in one, or NULL. */
    final Ptr<hlist_head> sk_node;
    /** Flags: SOCK_DEAD and SOCK_RCU_FREE. */
    public final Word sk_flags;
    /** What lock_sock locks: users of the sock that may sleep. */
    public final Mutex sk_lock;
    /** References by the socket, look-ups and timers. */
    public final Atomic sk_refcnt;
    /** 1 plus the bytes of queued packets. */
    public final Atomic sk_wmem_alloc;
    /** The LSM's blob, or NULL. */
    public final Ptr<Region> sk_security;
    /** What the family still does with the sock when it is freed, or NULL for nothing. */
    public final Ptr<destruct_fn> sk_destruct;
    /** What the family keeps of its own, or NULL. */
    public final Ptr<Object> sk_user_data;
    /** The other end of a pair of AF_UNIX sockets, or NULL. */
    public final Ptr<sock> peer;
    /** The number by which tracing programs know the socket. MODEL: it is always there, and only read. */
    public final Word sk_cookie;
    /** The user that the socket belongs to, as fchownat left it. */
    public final Word sk_uid;
    /** Of a socket of PF_INET and PF_INET6 (struct inet_sock): the local port, or the protocol of a raw socket. */
    public final Word inet_num;
    /** Of a netlink socket (struct netlink_sock): the module of its protocol, which it holds, or NULL. */
    public final Ptr<module> nlk_module;
    /** Of a netlink socket: its protocol (sk_protocol). */
    final Word nlk_protocol;
    /** Of a netlink socket: NETLINK_KERNEL_SOCKET for those of the kernel's own, else 0. */
    final Word nlk_flags;
    /** Of a netlink socket of the kernel's own: who gets what users send to it, or NULL. */
    final Ptr<netlink_kernel_cfg> netlink_rcv;
    /** Of a netlink socket: for what it leaves to a callback when it is closed. */
    final rcu_head nlk_rcu;
    /** For what comes after a grace period, of those socks that wait for one before they are freed. */
    final rcu_head sk_rcu;
    /** Of a packet socket (struct packet_sock): how it gets packets. */
    public final packet_type prot_hook;
    /** Of a packet socket: 1 while prot_hook is registered; under bind_lock. */
    public final Word running;
    /** Of a packet socket: guards prot_hook. */
    public final SpinLock bind_lock;
    /** Of a packet socket: the counters of packets on their way out (tx_ring.pending_refcnt), or NULL. */
    public final Ptr<percpu_data> pending_refcnt;
    /** Of a CAN_RAW socket (struct raw_sock): the frame that each processor has seen last, or NULL. */
    public final Ptr<percpu_data> uniq;
    /** Of a CAN_RAW socket: 1 while it receives frames; under lock_sock. */
    public final Word bound;
    /** Of a CAN_RAW socket: its notifier, or (since 5.4) its place in the module's list of those who want to be told. */
    public final notifier_block notifier;
    /** SOCK_STREAM ... */
    public final Word sk_type;
    /** Which ways are shut; of AF_UNIX, where the other end writes to it too, under lock. */
    public final Word sk_shutdown;
    /** Of an AF_UNIX socket (struct unix_sock): guards its state, unix_state_lock. */
    public final SpinLock lock;
    /** Guards sk_socket against those who come from below. */
    public final SpinLock sk_callback_lock;
    /** The packets that wait for the user; null where no packets come. */
    public final sk_buff_head sk_receive_queue;
    /** How much memory they have; null where no packets come. */
    public final Atomic sk_rmem_alloc;
    /** The allocation. */
    public final Region mem;

    sock(Machine k, Region mem, boolean packets) {
        this.mem = mem;
        this.sk_net = k.ptr(mem, "sk_net", null);
        this.sk_net_refcnt = k.word(mem, "sk_net_refcnt", 0);
        this.sk_prot = k.ptr(mem, "sk_prot", null);
        this.sk_prot_creator = k.ptr(mem, "sk_prot_creator", null);
        this.sk_socket = k.ptr(mem, "sk_socket", null);
        this.sk_node = k.ptr(mem, "sk_node", null);
        this.sk_flags = k.word(mem, "sk_flags", 0);
        this.sk_lock = k.mutex(mem, "sk_lock");
        this.sk_refcnt = k.atomic(mem, "sk_refcnt", 0);
        this.sk_wmem_alloc = k.atomic(mem, "sk_wmem_alloc", 0);
        this.sk_security = k.ptr(mem, "sk_security", null);
        this.sk_destruct = k.ptr(mem, "sk_destruct", null);
        this.sk_user_data = k.ptr(mem, "sk_user_data", null);
        this.peer = k.ptr(mem, "peer", null);
        this.sk_cookie = k.word(mem, "sk_cookie", 1);
        this.sk_uid = k.word(mem, "sk_uid", 0);
        this.inet_num = k.word(mem, "inet_num", 0);
        this.nlk_module = k.ptr(mem, "nlk_module", null);
        this.nlk_protocol = k.word(mem, "nlk_protocol", 0);
        this.nlk_flags = k.word(mem, "nlk_flags", 0);
        this.netlink_rcv = k.ptr(mem, "netlink_rcv", null);
        this.nlk_rcu = new rcu_head(k, mem, "nlk_rcu", this);
        this.sk_rcu = new rcu_head(k, mem, "sk_rcu", this);
        this.prot_hook = new packet_type(k, mem, "prot_hook", packets);
        this.running = k.word(mem, "running", 0);
        this.bind_lock = k.spinlock(mem, "bind_lock");
        this.pending_refcnt = k.ptr(mem, "pending_refcnt", null);
        this.uniq = k.ptr(mem, "uniq", null);
        this.bound = k.word(mem, "bound", 0);
        this.notifier = new notifier_block(k, mem, "notifier");
        this.sk_type = k.word(mem, "sk_type", 0);
        this.sk_shutdown = k.word(mem, "sk_shutdown", 0);
        this.lock = k.spinlock(mem, "lock");
        this.sk_callback_lock = k.spinlock(mem, "sk_callback_lock");
        this.sk_receive_queue = packets ? new sk_buff_head(k, mem, "sk_receive_queue") : null;
        this.sk_rmem_alloc = packets ? k.atomic(mem, "sk_rmem_alloc", 0) : null;
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
