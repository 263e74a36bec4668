package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;
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

import java.util.List;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;

/** net/unix/af_unix.c: the family PF_UNIX, built in or (until 5.0) the module unix. */
public final class AfUnix extends KernelCode implements ModuleCode {

    private final Kernel kernel;
    private final Atomic unix_nr_socks;
    private final SpinLock unix_table_lock;
    private final proto unix_proto;
    private final proto_ops unix_stream_ops;
    private final proto_ops unix_dgram_ops;
    private final proto_ops unix_seqpacket_ops;
    private final net_proto_family unix_family_ops;
    private final sock.destruct_fn unix_sock_destructor;

    private AfUnix(Kernel kernel, Region mem, module owner) {
        super(kernel.k);
        this.kernel = kernel;
        this.unix_nr_socks = k.atomic(mem, "unix_nr_socks", 0);
        this.unix_table_lock = k.spinlock(mem, "unix_table_lock");
        this.unix_proto = new proto(k, mem, "unix_proto", owner, null, null, null, null);
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

    private void unix_insert_socket(sock sk) {
        spin_lock(unix_table_lock);
        kernel.sock.sk_add_node(sk);
        spin_unlock(unix_table_lock);
    }

    private void unix_remove_socket(sock sk) {
        spin_lock(unix_table_lock);
        kernel.sock.sk_del_node_init(sk);
        spin_unlock(unix_table_lock);
    }

    // ---- making -----------------------------------------------------------------------------------------------------

    private int unix_create(socket sock, int protocol, int kern) {
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

        return unix_create1(sock, kern) != null ? 0 : -ENOMEM;
    }

    /** MODEL: that there are more than twice files-max sockets is a choice, not a look at the counter. */
    private sock unix_create1(socket sock, int kern) {
        sock sk = null;

        unix_nr_socks.inc();
        out: {
            if (test(k.fails("files_max"))) break out;

            sk = kernel.sock.sk_alloc(PF_UNIX, unix_proto, kern);
            if (test(sk == null)) break out;

            kernel.sock.sock_init_data(sock, sk);
            sk.sk_destruct.set(unix_sock_destructor);
            unix_insert_socket(sk);
            k.keeps(sock.mem, Counted.SKREF, sk.mem);
        }
        k.label("out");
        if (test(sk == null)) {
            unix_nr_socks.dec();
        }
        return sk;
    }

    private void unix_sock_destructor(sock sk) {
        unix_nr_socks.dec();
    }

    // ---- using and releasing -----------------------------------------------------------------------------------------

    private void unix_release_sock(sock sk) {
        sock skpair;

        unix_remove_socket(sk);
        kernel.sock.sock_orphan(sk);

        skpair = sk.peer.get();
        if (skpair != null) {
            // It may now die.
            k.yields(sk.mem, Counted.SKREF, skpair.mem);
            kernel.sock.sock_put(skpair);
            sk.peer.set(null);
        }

        kernel.sock.sock_put(sk);
    }

    private int unix_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        unix_release_sock(sk);
        sock.sk.set(null);
        return 0;
    }

    /** Joins two sockets back to back: each holds the other's sock. */
    private int unix_socketpair(socket socka, socket sockb) {
        sock ska = socka.sk.get();
        sock skb = sockb.sk.get();

        kernel.sock.sock_hold(ska);
        kernel.sock.sock_hold(skb);
        ska.peer.set(skb);
        k.keeps(ska.mem, Counted.SKREF, skb.mem);
        skb.peer.set(ska);
        k.keeps(skb.mem, Counted.SKREF, ska.mem);

        if (socka.type.get() != SOCK_DGRAM) {
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

    int af_unix_init() {
        int rc;

        out: {
            rc = kernel.sock.proto_register(unix_proto, "UNIX");
            if (test(rc != 0)) break out;

            // Whether it worked is not asked.
            kernel.socket.sock_register(unix_family_ops);
        }
        k.label("out");
        return rc;
    }

    void af_unix_exit() {
        kernel.socket.sock_unregister(PF_UNIX);
        kernel.sock.proto_unregister(unix_proto);
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
