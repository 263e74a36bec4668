package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EADDRINUSE;
import static org.sockrace.kernel.Errno.ECONNREFUSED;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_NETLINK;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;
import static org.sockrace.kernel.sock.SOCK_DEAD;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * net/netlink/af_netlink.c: the built-in family PF_NETLINK. A socket holds the module of its protocol by a reference of the family's own.
 */
public final class AfNetlink extends KernelCode {

    private static final int NETLINK_KERNEL_SOCKET = 1;
    /** How many protocols the family can have. */
    public static final int MAX_LINKS = 32;

    /**
     * The protocols that a kernel registers without any module. MODEL: which these are is a matter of configuration; ROUTE, USERSOCK, SELINUX,
     * SOCK_DIAG, AUDIT, FIB_LOOKUP, CONNECTOR, KOBJECT_UEVENT and GENERIC are those of a distribution's 6.1.
     */
    public static final List<Integer> BUILT_IN = List.of(0, 2, 7, 4, 9, 10, 11, 15, 16);

    private final Kernel kernel;
    /** nl_table[protocol].registered. */
    private final List<Word> registered = new ArrayList<>();
    /** nl_table[protocol].module. */
    private final List<Ptr<module>> module = new ArrayList<>();
    /** nl_table[protocol].hash. MODEL: only the kernel's own sock, the one of port 0, is ever in it, and there is one network namespace. */
    private final List<Ptr<sock>> hash = new ArrayList<>();
    /** Guards the table. */
    private final SpinLock nl_table_lock;
    /** The readers of the table. */
    private final Atomic nl_table_users;
    private final proto netlink_proto;
    private final proto_ops netlink_ops;
    private final net_proto_family netlink_family_ops;
    /** MODEL: the queues that it empties are not modelled. */
    private final sock.destruct_fn netlink_sock_destruct;
    private final rcu_head.callback deferred_put_nlk_sk;

    /**
     * The family as a part of the kernel image; the set-up calls {@link #netlink_proto_init} once.
     *
     * @param protocols those that are registered when the machine is up, for example {@link #BUILT_IN}
     */
    public AfNetlink(Kernel kernel, Collection<Integer> protocols) {
        super(kernel.k);
        this.kernel = kernel;
        for (int protocol = 0; protocol < MAX_LINKS; protocol++) {
            registered.add(k.word(k.image(), "nl_table[" + protocol + "].registered", protocols.contains(protocol) ? 1 : 0));
            module.add(k.ptr(k.image(), "nl_table[" + protocol + "].module", null));
            hash.add(k.ptr(k.image(), "nl_table[" + protocol + "].hash", null));
        }
        this.nl_table_lock = k.spinlock(k.image(), "nl_table_lock");
        this.nl_table_users = k.atomic(k.image(), "nl_table_users", 0);
        this.netlink_proto = new proto(k, k.image(), "netlink_proto", null, null, null, null, null);
        this.netlink_ops = proto_ops.some(k, k.image(), "netlink_ops", null, new proto_functions(this::netlink_release).sendmsg(this::netlink_sendmsg));
        this.netlink_family_ops = new net_proto_family(k, k.image(), "netlink_family_ops", PF_NETLINK, null, this::netlink_create);
        this.deferred_put_nlk_sk = new rcu_head.callback(k.image(), this::deferred_put_nlk_sk);
        this.netlink_sock_destruct = new sock.destruct_fn(k.image(), this::netlink_sock_destruct);
    }

    /** netlink_proto_init: registers the family. MODEL: nobody reads /proc/net/protocols, the list of protocols. */
    public void netlink_proto_init() {
        kernel.sock.proto_register(netlink_proto, null);
        kernel.socket.sock_register(netlink_family_ops);
    }

    /** netlink_table_grab: waits until nobody reads the table. MODEL: sockets of users are in no table. MODEL: time is not measured: nobody spins too long. */
    private void netlink_table_grab() {
        k.might_sleep("netlink_table_grab");

        spin_lock(nl_table_lock);

        if (nl_table_users.read() != 0) {
            int loop = k.loop();
            while (true) {
                k.again(loop);
                if (nl_table_users.read() == 0) break;
                spin_unlock(nl_table_lock);
                k.wait_event(nl_table_users.is(0));
                spin_lock(nl_table_lock);
            }
        }
    }

    /** MODEL: who waits sees it without a wake-up. */
    private void netlink_table_ungrab() {
        spin_unlock(nl_table_lock);
    }

    /** MODEL: a reader excludes others too, and there are no interrupts to keep off, as later versions do. MODEL: sockets of users are in no table. */
    private void netlink_lock_table() {
        spin_lock(nl_table_lock);
        nl_table_users.inc();
        k.own(Counted.NL_TABLE_USERS, nl_table_users);
        spin_unlock(nl_table_lock);
    }

    /** MODEL: who waits sees it without a wake-up. */
    private void netlink_unlock_table() {
        nl_table_users.dec_and_test();
        k.disown(Counted.NL_TABLE_USERS, nl_table_users);
    }

    private int __netlink_create(socket sock, int protocol, int kern) {
        sock sk;

        sock.ops.set(netlink_ops);

        sk = kernel.sock.sk_alloc(PF_NETLINK, netlink_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(sock, sk);
        sk.sk_destruct.set(netlink_sock_destruct);
        sk.nlk_protocol.set(protocol);
        return 0;
    }

    private int netlink_create(socket sock, int protocol, int kern) {
        module module = null;
        int err = 0;

        sock.state.set(SS_UNCONNECTED);

        if (test(sock.type.get() != SOCK_RAW && sock.type.get() != SOCK_DGRAM)) return -ESOCKTNOSUPPORT;

        if (test(protocol < 0 || protocol >= MAX_LINKS)) return -EPROTONOSUPPORT;

        netlink_lock_table();
        if (registered.get(protocol).get() == 0) {
            netlink_unlock_table();
            kernel.kmod.request_module("net-pf-" + PF_NETLINK + "-proto-" + protocol);
            netlink_lock_table();
        }
        if (registered.get(protocol).get() != 0 && kernel.socket.try_module_get(this.module.get(protocol).get(), Counted.NLK)) {
            module = this.module.get(protocol).get();
        } else if (kernel.since(3, 10)) {
            err = -EPROTONOSUPPORT;
        }
        netlink_unlock_table();

        out: {
            out_module: {
                // Until some version between 2.6.32 and 3.10 there are sockets of protocols that nobody has registered.
                if (kernel.since(3, 10)) {
                    if (test(err < 0)) break out;
                }

                err = __netlink_create(sock, protocol, kern);
                if (test(err < 0)) break out_module;

                sock.sk.get().nlk_module.set(module);
                if (module != null) k.keeps(sock.sk.get().mem, Counted.NLK, module.mem);
                break out;
            }
            k.label("out_module");
            kernel.socket.module_put(module, Counted.NLK);
        }
        k.label("out");
        return err;
    }

    private boolean netlink_is_kernel(sock sk) {
        return sk.nlk_flags.get() == NETLINK_KERNEL_SOCKET;
    }

    /** MODEL: sockets of users are in no table, and subscribe to nothing. Generic netlink does not count those that go. */
    private void netlink_remove(sock sk) {
        if (kernel.since(4, 0)) { // Between 3.16 and 4.4.
            if (test(rhashtable_remove_fast(sk) == 0)) kernel.sock.__sock_put(sk);
            netlink_table_grab();
        } else {
            netlink_table_grab();
            nlk_del_node_init(sk);
        }
        netlink_table_ungrab();
    }

    /** MODEL: sockets of users are in no table, since they are bound to no port. */
    private int rhashtable_remove_fast(sock sk) {
        if (!netlink_is_kernel(sk)) return -ENOENT;
        hash.get(sk.nlk_protocol.get()).cmpxchg(sk, null);
        k.yields(k.image(), Counted.SKREF, sk.mem);
        return 0;
    }

    /** sk_del_node_init, with the table that later versions have. */
    private void nlk_del_node_init(sock sk) {
        if (rhashtable_remove_fast(sk) == 0) kernel.sock.__sock_put(sk);
    }

    private void deferred_put_nlk_sk(rcu_head head) {
        sock sk = (sock) head.container;

        if (kernel.since(4, 19)) {
            boolean last = sk.sk_refcnt.dec_and_test();
            k.disown(Counted.SKREF, sk.sk_refcnt);
            if (!last) return;

            kernel.sock.sk_free(sk);
        } else {
            kernel.sock.sock_put(sk);
        }
    }

    /**
     * MODEL: nobody dumps anything, so that no module is held for that, and nobody subscribes to anything, so that the listeners of a protocol, a set of
     * numbers, are left out. Generic netlink does not count sockets that go, and nobody waits for room in the queue.
     */
    private int netlink_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        netlink_remove(sk);
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        kernel.socket.module_put(sk.nlk_module.get(), Counted.NLK);

        if (kernel.since(4, 0)) { // Between 3.16 and 4.4.
            if (netlink_is_kernel(sk)) {
                netlink_table_grab();
                put_protocol(sk.nlk_protocol.get());
                netlink_table_ungrab();
            }
            kernel.rcu.call_rcu(sk.nlk_rcu, deferred_put_nlk_sk);
        } else {
            netlink_table_grab();
            if (netlink_is_kernel(sk)) put_protocol(sk.nlk_protocol.get());
            netlink_table_ungrab();
            kernel.sock.sock_put(sk);
        }
        return 0;
    }

    /** The part of netlink_release that is for the kernel's own: its protocol has one socket less. */
    private void put_protocol(int protocol) {
        BUG_ON(registered.get(protocol).get() == 0, "nl_table[" + protocol + "].registered is 0");
        int left = registered.get(protocol).get() - 1;
        registered.get(protocol).set(left);
        if (test(left == 0)) {
            module.get(protocol).set(null);
            registered.get(protocol).set(0);
        }
    }

    // ---- sockets of the kernel's own, and what users send to them --------------------------------------------------------

    /** netlink_insert, of port 0. */
    private int netlink_insert(sock sk, int protocol) {
        int err = 0;

        if (kernel.since(4, 0)) kernel.sock.lock_sock(sk); // Between 3.16 and 4.4.
        else netlink_table_grab();
        kernel.sock.sock_hold(sk);
        k.keeps(k.image(), Counted.SKREF, sk.mem);
        if (test(hash.get(protocol).cmpxchg(null, sk) != null)) {
            err = -EADDRINUSE;
            k.yields(k.image(), Counted.SKREF, sk.mem);
            kernel.sock.sock_put(sk);
        }
        if (kernel.since(4, 0)) kernel.sock.release_sock(sk);
        else netlink_table_ungrab();
        return err;
    }

    /**
     * __netlink_kernel_create: a socket of the kernel's own, to which users send, or null; with it the protocol is there, and who makes a socket of it holds
     * the module. MODEL: the listeners of a protocol, a set of numbers, are left out.
     *
     * @param module whose it is, or null for the kernel itself: that is nobody's
     * @param cfg what it does with what users send, or null for nothing
     */
    public sock __netlink_kernel_create(int unit, module module, netlink_kernel_cfg cfg) {
        Out<socket> res = new Out<>();
        socket sock;
        sock sk;

        if (test(unit < 0 || unit >= MAX_LINKS)) return null;

        if (test(kernel.socket.sock_create_lite(PF_NETLINK, SOCK_DGRAM, unit, res) != 0)) return null;
        sock = res.value;

        out_sock_release_nosk: {
            out_sock_release: {
                if (test(__netlink_create(sock, unit, 1) < 0)) break out_sock_release_nosk;

                sk = sock.sk.get();
                k.keeps(k.image(), Counted.INODE, sock.mem);

                sk.netlink_rcv.set(cfg);
                if (test(netlink_insert(sk, unit) != 0)) break out_sock_release;

                sk.nlk_flags.set(NETLINK_KERNEL_SOCKET);

                netlink_table_grab();
                if (registered.get(unit).get() == 0) {
                    this.module.get(unit).set(module);
                    registered.get(unit).set(1);
                } else {
                    registered.get(unit).set(registered.get(unit).get() + 1);
                }
                netlink_table_ungrab();
                return sk;
            }
            k.label("out_sock_release");
            netlink_kernel_release(sk);
            return null;
        }
        k.label("out_sock_release_nosk");
        kernel.socket.sock_release(sock);
        return null;
    }

    /** netlink_kernel_release: the end of such a socket; nobody is in its input function any more who does not hold the module. */
    public void netlink_kernel_release(sock sk) {
        if (test(sk == null || sk.sk_socket.get() == null)) return;

        if (!kernel.since(4, 2)) kernel.sock.sock_hold(sk); // sk_release_kernel
        k.yields(k.image(), Counted.INODE, sk.sk_socket.get().mem);
        kernel.socket.sock_release(sk.sk_socket.get());
        if (!kernel.since(4, 2)) kernel.sock.sock_put(sk);
    }

    /** netlink_lookup, of port 0: the kernel's sock, with a reference, or null. */
    private sock netlink_lookup(int protocol) {
        sock sk;

        if (kernel.since(4, 0)) { // Between 3.16 and 4.4.
            rcu_read_lock();
            sk = rcu_dereference(hash.get(protocol));
            if (sk != null) kernel.sock.sock_hold(sk);
            rcu_read_unlock();
        } else {
            spin_lock(nl_table_lock);
            sk = hash.get(protocol).get();
            if (sk != null) kernel.sock.sock_hold(sk);
            spin_unlock(nl_table_lock);
        }
        return sk;
    }

    private int netlink_unicast_kernel(sock sk, int msg) {
        int ret = -ECONNREFUSED;
        netlink_kernel_cfg cfg = sk.netlink_rcv.get();

        if (cfg != null) {
            ret = 0;
            call(cfg.text, () -> cfg.input.input(msg));
        }
        kernel.sock.sock_put(sk);
        return ret;
    }

    /** netlink_sendmsg with netlink_unicast. MODEL: to port 0, the kernel; it gives the sender no port; how long the message is is not told. */
    private int netlink_sendmsg(socket sock, int msg) {
        sock sk = netlink_lookup(sock.sk.get().nlk_protocol.get());

        if (test(sk == null)) return -ECONNREFUSED;

        // Whoever sends to another user would wait for room in his queue.
        return netlink_unicast_kernel(sk, msg);
    }

    /** MODEL: the queues that it empties are not modelled; of a sock that is not dead it says so, and leaves them. */
    private void netlink_sock_destruct(sock sk) {
        WARN_ON(!kernel.sock.sock_flag(sk, SOCK_DEAD), "netlink_sock_destruct: freeing an alive netlink socket");
    }
}
