package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_UNIX;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Net.SS_CONNECTED;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;
import static org.sockrace.kernel.sock.SHUTDOWN_MASK;

import java.util.List;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;

/** net/unix/af_unix.c: the family PF_UNIX, built in or (in 5.15 and before) the module unix. */
public final class AfUnix extends KernelCode implements ModuleCode {

    private final Kernel kernel;
    /** The memory of the module, or the kernel image. */
    private final Region mem;
    private final Atomic unix_nr_socks;
    private final SpinLock unix_table_lock;
    private final hlist_head unix_socket_table;
    /** Until 5.14 the one of all types, unix_proto. */
    private final proto unix_dgram_proto;
    /** Since 5.15 that of SOCK_STREAM. */
    private final proto unix_stream_proto;
    private final pernet_operations unix_net_ops;
    private final proto_ops unix_stream_ops;
    private final proto_ops unix_dgram_ops;
    private final proto_ops unix_seqpacket_ops;
    private final net_proto_family unix_family_ops;
    private final sock.destruct_fn unix_sock_destructor;

    private AfUnix(Kernel kernel, Region mem, module owner) {
        super(kernel.k);
        this.kernel = kernel;
        this.mem = mem;
        this.unix_nr_socks = k.atomic(mem, "unix_nr_socks", 0);
        this.unix_table_lock = k.spinlock(mem, "unix_table_lock");
        this.unix_socket_table = hlist_head.head(k, mem, "unix_socket_table");
        boolean two = kernel.since(5, 15);
        this.unix_dgram_proto = new proto(k, mem, two ? "unix_dgram_proto" : "unix_proto", owner, null, null, null, this::unix_close);
        this.unix_stream_proto = two ? new proto(k, mem, "unix_stream_proto", owner, null, null, null, this::unix_close) : unix_dgram_proto;
        this.unix_net_ops = new pernet_operations(k, mem, "unix_net_ops", this::unix_net_init, this::unix_net_exit, false);
        this.unix_stream_ops = ops(mem, "unix_stream_ops", owner, this::unix_accept);
        this.unix_dgram_ops = ops(mem, "unix_dgram_ops", owner, proto_ops::sock_no_accept);
        this.unix_seqpacket_ops = ops(mem, "unix_seqpacket_ops", owner, this::unix_accept);
        this.unix_family_ops = new net_proto_family(k, mem, "unix_family_ops", PF_UNIX, owner, this::unix_create);
        this.unix_sock_destructor = new sock.destruct_fn(mem, this::unix_sock_destructor);
    }

    private proto_ops ops(Region mem, String name, module owner, proto_ops.accept_fn accept) {
        return new proto_ops(k, mem, name, owner, this::unix_release, accept, this::unix_socketpair);
    }

    /** The module unix. */
    public static ModuleImage image() {
        return new ModuleImage("unix", List.of("net-pf-" + PF_UNIX), List.of(), (kernel, self) -> new AfUnix(kernel, self.mem, self));
    }

    /** The family as a part of the kernel image; the set-up calls init once. */
    public static AfUnix builtIn(Kernel kernel) {
        return new AfUnix(kernel, kernel.k.image(), null);
    }

    // ---- the table of sockets ----------------------------------------------------------------------------------------

    /** Since 6.0 the locks are the namespace's. MODEL: one for all buckets. */
    private void unix_insert_socket(sock sk) {
        if (kernel.since(6, 0)) {
            net.unix_table table = kernel.net.init_net.unx.table.get();
            spin_lock(table.locks);
            kernel.sock.sk_add_node(sk, table.buckets);
            spin_unlock(table.locks);
        } else {
            spin_lock(unix_table_lock);
            kernel.sock.sk_add_node(sk, unix_socket_table);
            spin_unlock(unix_table_lock);
        }
    }

    /** MODEL: one for all buckets, as above. */
    private void unix_remove_socket(sock sk) {
        if (kernel.since(6, 0)) {
            net.unix_table table = kernel.net.init_net.unx.table.get();
            spin_lock(table.locks);
            kernel.sock.sk_del_node_init(sk);
            spin_unlock(table.locks);
        } else {
            spin_lock(unix_table_lock);
            kernel.sock.sk_del_node_init(sk);
            spin_unlock(unix_table_lock);
        }
    }

    // ---- making -----------------------------------------------------------------------------------------------------

    /** MODEL: what unix_create1 returns as a pointer that is an errno is NULL here, with the errno beside it. MODEL: nobody asks a socket for its type. */
    private int unix_create(socket sock, int protocol, int kern) {
        sock sk;

        if (test(protocol != 0 && protocol != PF_UNIX)) return -EPROTONOSUPPORT;

        sock.state.set(SS_UNCONNECTED);

        switch (sock.type.get()) {
            case SOCK_STREAM:
                sock.ops.set(unix_stream_ops);
                break;
            case SOCK_RAW:
                // BSD has raw sockets of this family, though nobody uses them.
                sock.type.set(SOCK_DGRAM);
                sock.ops.set(unix_dgram_ops);
                break;
            case SOCK_DGRAM:
                sock.ops.set(unix_dgram_ops);
                break;
            case SOCK_SEQPACKET:
                sock.ops.set(unix_seqpacket_ops);
                break;
            default:
                return -ESOCKTNOSUPPORT;
        }

        Out<Integer> err = new Out<>();
        sk = unix_create1(sock, kern, sock.type.get(), err);
        if (kernel.since(5, 15)) return sk == null ? err.value : 0;
        return sk != null ? 0 : -ENOMEM;
    }

    /**
     * unix_create1. That there are more than twice files-max sockets has its own errno since 5.16, and in stable kernels of 5.15. MODEL: it is a choice, not a
     * look at the counter; and the pointer that is an errno is NULL here, with the errno beside it.
     */
    private sock unix_create1(socket sock, int kern, int type, Out<Integer> err) {
        sock sk = null;

        if (kernel.since(5, 15)) return unix_create1_5_15(sock, kern, type, err);

        unix_nr_socks.inc();
        k.own(Counted.UNIX_NR_SOCKS, unix_nr_socks);
        out: {
            if (test(k.fails("files_max"))) break out;

            sk = kernel.sock.sk_alloc(PF_UNIX, unix_dgram_proto, kern);
            if (test(sk == null)) break out;

            kernel.sock.sock_init_data(sock, sk);
            sk.sk_destruct.set(unix_sock_destructor);
            unix_insert_socket(sk);
            k.keeps(sk.mem, Counted.UNIX_NR_SOCKS, mem);
            k.keeps(sock.mem, Counted.SKREF, sk.mem);
        }
        k.label("out");
        if (test(sk == null)) {
            unix_nr_socks.dec();
            k.disown(Counted.UNIX_NR_SOCKS, unix_nr_socks);
        }
        return sk;
    }

    /** MODEL: unix_stream_proto does otherwise what is done with messages only. */
    private sock unix_create1_5_15(socket sock, int kern, int type, Out<Integer> errno) {
        sock sk;
        int err;

        unix_nr_socks.inc();
        k.own(Counted.UNIX_NR_SOCKS, unix_nr_socks);
        err: {
            if (test(k.fails("files_max"))) {
                err = -ENFILE;
                break err;
            }

            if (type == SOCK_STREAM) {
                sk = kernel.sock.sk_alloc(PF_UNIX, unix_stream_proto, kern);
            } else {
                sk = kernel.sock.sk_alloc(PF_UNIX, unix_dgram_proto, kern);
            }
            if (test(sk == null)) {
                err = -ENOMEM;
                break err;
            }

            kernel.sock.sock_init_data(sock, sk);
            sk.sk_destruct.set(unix_sock_destructor);
            unix_insert_socket(sk);
            k.keeps(sk.mem, Counted.UNIX_NR_SOCKS, mem);
            k.keeps(sock.mem, Counted.SKREF, sk.mem);
            return sk;
        }
        k.label("err");
        unix_nr_socks.dec();
        k.disown(Counted.UNIX_NR_SOCKS, unix_nr_socks);
        errno.value = err;
        return null;
    }

    /** MODEL: it was taken out of the list, and has no address. */
    private void unix_sock_destructor(sock sk) {
        WARN_ON(sk.sk_wmem_alloc.read() != 0, "unix_sock_destructor: packets are queued");
        WARN_ON(sk.sk_socket.get() != null, "unix_sock_destructor: there is a socket");
        unix_nr_socks.dec();
        k.disown(Counted.UNIX_NR_SOCKS, unix_nr_socks);
        k.yields(sk.mem, Counted.UNIX_NR_SOCKS, mem);
    }

    // ---- using and releasing -----------------------------------------------------------------------------------------

    /**
     * MODEL: no message is queued, no file is in flight, and nobody is bound or listens; what C calls unix_peer(sk) is the field. MODEL: nobody sends or
     * receives, and so nobody asks whether the other end is gone.
     */
    private void unix_release_sock(sock sk) {
        sock skpair;

        unix_remove_socket(sk);

        spin_lock(sk.lock);
        kernel.sock.sock_orphan(sk);
        if (kernel.since(6, 4, "5.4.244", "5.15.113", "6.1.30")) WRITE_ONCE(sk.sk_shutdown, SHUTDOWN_MASK);
        else sk.sk_shutdown.set(SHUTDOWN_MASK);
        if (kernel.since(5, 4)) {
            // 5.14, and the stable kernels from 5.4 on.
            skpair = sk.peer.get();
            sk.peer.set(null);
            spin_unlock(sk.lock);
        } else {
            spin_unlock(sk.lock);
            skpair = sk.peer.get();
        }

        if (skpair != null) {
            if (sk.sk_type.get() == SOCK_STREAM || sk.sk_type.get() == SOCK_SEQPACKET) {
                spin_lock(skpair.lock);
                // No more writes.
                if (kernel.since(6, 4, "5.4.244", "5.15.113", "6.1.30")) WRITE_ONCE(skpair.sk_shutdown, SHUTDOWN_MASK);
                else skpair.sk_shutdown.set(SHUTDOWN_MASK);
                spin_unlock(skpair.lock);
            }

            // It may now die.
            k.yields(sk.mem, Counted.SKREF, skpair.mem);
            kernel.sock.sock_put(skpair);
            if (!kernel.since(5, 4)) {
                sk.peer.set(null);
            }
        }

        kernel.sock.sock_put(sk);
    }

    /** It is there for others who replace it. */
    private void unix_close(sock sk) { }

    /**
     * MODEL: that unix_release_sock returns 0, and until some version between 2.6.32 and 3.10 this what it returns, is written as one. MODEL: nobody replaces
     * close.
     */
    private int unix_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        if (kernel.since(5, 15)) {
            proto prot = sk.sk_prot.get();
            proto.sock_fn close = prot.close.get();
            call(prot.text, () -> close.call(sk));
        }
        if (kernel.since(3, 10)) {
            unix_release_sock(sk);
            sock.sk.set(null);
        } else {
            // In this order whoever finds the socket meanwhile finds no sk.
            sock.sk.set(null);
            unix_release_sock(sk);
        }
        return 0;
    }

    /**
     * Joins two sockets back to back: each holds the other's sock. MODEL: the credentials of the peers can always be noted (since 6.16 that may fail); what
     * C calls unix_peer(sk) is the field.
     */
    private int unix_socketpair(socket socka, socket sockb) {
        sock ska = socka.sk.get();
        sock skb = sockb.sk.get();

        kernel.sock.sock_hold(ska);
        kernel.sock.sock_hold(skb);
        ska.peer.set(skb);
        k.keeps(ska.mem, Counted.SKREF, skb.mem);
        skb.peer.set(ska);
        k.keeps(skb.mem, Counted.SKREF, ska.mem);

        if (kernel.since(5, 15) || ska.sk_type.get() != SOCK_DGRAM) {
            socka.state.set(SS_CONNECTED);
            sockb.state.set(SS_CONNECTED);
        }
        return 0;
    }

    /** MODEL: nobody listens. */
    private int unix_accept(socket sock, socket newsock) {
        return -EINVAL;
    }

    // ---- the module --------------------------------------------------------------------------------------------------

    /** Since 6.0 with the table of sockets; until then there is nothing but a number that can be set. */
    private int unix_net_init() {
        k.might_sleep("unix_net_init");
        if (test(k.fails("module_init_late"))) return -ENOMEM;

        if (kernel.since(6, 0)) {
            kernel.net.init_net.unx.table.set(k.alloc(Counted.UNIX_TABLE, Region.Kind.OBJECT, mem -> new net.unix_table(k, mem)));
            k.keeps(k.image(), Counted.UNIX_TABLE, kernel.net.init_net.unx.table.get().mem);
        }
        return 0;
    }

    private void unix_net_exit() {
        if (kernel.since(6, 0)) {
            net.unix_table table = kernel.net.init_net.unx.table.get();
            k.free(table.mem);
            k.yields(k.image(), Counted.UNIX_TABLE, table.mem);
        }
    }

    int af_unix_init() {
        int rc;

        out: {
            rc = kernel.sock.proto_register(unix_dgram_proto, "UNIX");
            if (test(rc != 0)) break out;

            if (kernel.since(5, 15)) {
                rc = kernel.sock.proto_register(unix_stream_proto, "UNIX-STREAM");
                if (test(rc != 0)) {
                    kernel.sock.proto_unregister(unix_dgram_proto);
                    break out;
                }
            }

            // Whether these worked is not asked. The family can be used already. MODEL: the number that sockets take from the namespace is left out.
            kernel.socket.sock_register(unix_family_ops);
            kernel.net.register_pernet_subsys(unix_net_ops);
        }
        k.label("out");
        return rc;
    }

    void af_unix_exit() {
        kernel.socket.sock_unregister(PF_UNIX);
        kernel.sock.proto_unregister(unix_dgram_proto);
        if (kernel.since(5, 15)) kernel.sock.proto_unregister(unix_stream_proto);
        kernel.net.unregister_pernet_subsys(unix_net_ops);
    }

    @Override
    public init_fn module_init() {
        return this::af_unix_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::af_unix_exit;
    }
}
