package org.sockrace.kernel;

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
        }
        this.nl_table_lock = k.spinlock(k.image(), "nl_table_lock");
        this.nl_table_users = k.atomic(k.image(), "nl_table_users", 0);
        this.netlink_proto = new proto(k, k.image(), "netlink_proto", null, null, null, null, null);
        this.netlink_ops = new proto_ops(k, k.image(), "netlink_ops", null, this::netlink_release, proto_ops::sock_no_accept,
                proto_ops::sock_no_socketpair);
        this.netlink_family_ops = new net_proto_family(k, k.image(), "netlink_family_ops", PF_NETLINK, null, this::netlink_create);
        this.deferred_put_nlk_sk = new rcu_head.callback(k.image(), this::deferred_put_nlk_sk);
        this.netlink_sock_destruct = new sock.destruct_fn(k.image(), this::netlink_sock_destruct);
    }

    /** netlink_proto_init: registers the family. MODEL: nobody reads /proc/net/protocols, the list of protocols. */
    public void netlink_proto_init() {
        kernel.sock.proto_register(netlink_proto, null);
        kernel.socket.sock_register(netlink_family_ops);
    }

    /** netlink_table_grab: waits until nobody reads the table. MODEL: sockets are in no table, and so nothing is done to it. */
    private void netlink_table_grab() {
        k.might_sleep("netlink_table_grab");

        spin_lock(nl_table_lock);

        if (nl_table_users.read() != 0) {
            while (true) {
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

    /** MODEL: a reader excludes others too, and there are no interrupts to keep off, as later versions do. MODEL: sockets are in no table. */
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

    private int __netlink_create(socket sock, @SuppressWarnings("UnusedVariable") int protocol, int kern) {
        sock sk;

        sock.ops.set(netlink_ops);

        sk = kernel.sock.sk_alloc(PF_NETLINK, netlink_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(sock, sk);
        sk.sk_destruct.set(netlink_sock_destruct);
        return 0;
    }

    /** MODEL: no protocol is a module's. */
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
        if (registered.get(protocol).get() != 0 && kernel.module.try_module_get(this.module.get(protocol).get())) {
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
                break out;
            }
            k.label("out_module");
            kernel.module.module_put(module);
        }
        k.label("out");
        return err;
    }

    /** MODEL: sockets are bound to no port, so that this one is in no table, and subscribe to nothing. Generic netlink does not count those that go. */
    private void netlink_remove() {
        netlink_table_grab();
        netlink_table_ungrab();
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
     * MODEL: there is no socket of the kernel's own (netlink_kernel_create), and nobody dumps anything, so that no module is held for that. Generic netlink
     * does not count sockets that go, and nobody waits for room in the queue. MODEL: sockets are in no table, and their protocols are no modules'.
     */
    private int netlink_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        netlink_remove();
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        kernel.module.module_put(sk.nlk_module.get());

        if (kernel.since(4, 0)) { // Between 3.16 and 4.4.
            kernel.rcu.call_rcu(sk.nlk_rcu, deferred_put_nlk_sk);
        } else {
            netlink_table_grab();
            netlink_table_ungrab();
            kernel.sock.sock_put(sk);
        }
        return 0;
    }

    /** MODEL: the queues that it empties are not modelled; of a sock that is not dead it says so, and leaves them. */
    private void netlink_sock_destruct(sock sk) {
        WARN_ON(!kernel.sock.sock_flag(sk, SOCK_DEAD), "netlink_sock_destruct: freeing an alive netlink socket");
    }
}
