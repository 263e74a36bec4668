package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.EPROTOTYPE;
import static org.sockrace.kernel.Net.PF_TIPC;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RDM;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;

import java.util.List;
import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.pernet_operations;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/**
 * net/tipc, a sketch: the order in which tipc_init makes itself known, and the topology server, a socket of the family in the family's own module. As in 4.19
 * and later; see {@link TipcRegistersFirst} and {@link TipcStartsServerFirst} for what was before. MODEL: bearers, names, netlink and sysctl are left out;
 * ports do not run out; a socket is freed when it is closed, and not by a callback after that.
 */
class Tipc extends KernelCode implements ModuleCode {

    /** The kernel that the module is loaded into. */
    protected final Kernel kernel;
    /** What the namespace has of the module, and the topology server in it. */
    protected final pernet_operations tipc_net_ops;
    private final pernet_operations tipc_topsrv_net_ops;
    private final module self;
    private final proto tipc_proto;
    private final proto_ops msg_ops;
    private final proto_ops packet_ops;
    private final proto_ops stream_ops;
    private final net_proto_family tipc_family_ops;
    /** tipc_net_id, and the table of sockets under that number in the namespace: 0 before. */
    private final Word sk_rht;
    /** The topology server's socket. */
    private final Ptr<socket> listener;

    Tipc(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.sk_rht = k.word(k.image(), "init_net.tipc.sk_rht", 0);
        this.listener = k.ptr(k.image(), "init_net.tipc.topsrv.listener", null);
        this.tipc_net_ops = new pernet_operations(k, self.mem, "tipc_net_ops", this::tipc_init_net, this::tipc_exit_net, true);
        this.tipc_topsrv_net_ops = new pernet_operations(k, self.mem, "tipc_topsrv_net_ops", this::tipc_topsrv_start, this::tipc_topsrv_stop, false);
        this.tipc_proto = new proto(k, self.mem, "tipc_proto", self, null, null, null, null);
        this.msg_ops = ops("msg_ops");
        this.packet_ops = ops("packet_ops");
        this.stream_ops = ops("stream_ops");
        this.tipc_family_ops = new net_proto_family(k, self.mem, "tipc_family_ops", PF_TIPC, self, this::tipc_sk_create);
    }

    private proto_ops ops(String name) {
        return new proto_ops(k, self.mem, name, self, this::tipc_release, proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
    }

    static ModuleImage image(ModuleImage.Linker code) {
        return new ModuleImage("tipc", List.of("net-pf-" + PF_TIPC), List.of(), code);
    }

    // ---- sockets ---------------------------------------------------------------------------------------------------

    private int tipc_sk_create(socket sock, int protocol, int kern) {
        proto_ops ops;
        sock sk;

        if (test(protocol != 0)) return -EPROTONOSUPPORT;

        switch (sock.type.get()) {
            case SOCK_STREAM -> ops = stream_ops;
            case SOCK_SEQPACKET -> ops = packet_ops;
            case SOCK_DGRAM, SOCK_RDM -> ops = msg_ops;
            default -> {
                return -EPROTOTYPE;
            }
        }

        sk = kernel.sock.sk_alloc(PF_TIPC, tipc_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        sock.ops.set(ops);
        kernel.sock.sock_init_data(sock, sk);
        tipc_sk_insert();
        return 0;
    }

    /** Enters the socket into the namespace's table. */
    private void tipc_sk_insert() {
        BUG_ON(sk_rht.get() == 0, "net_generic: tipc_net_id is 0");
    }

    private int tipc_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.lock_sock(sk);
        kernel.sock.sock_orphan(sk);
        kernel.sock.release_sock(sk);
        kernel.sock.sock_put(sk);
        sock.sk.set(null);
        return 0;
    }

    // ---- the namespace ---------------------------------------------------------------------------------------------

    /** tipc_init_net. */
    protected int tipc_init_net() {
        sk_rht.set(1);
        return 0;
    }

    /** tipc_exit_net. */
    protected void tipc_exit_net() { }

    /** With tipc_topsrv_create_listener: the socket's two references to its own module are given back, or the module could never be removed. */
    protected final int tipc_topsrv_start() {
        Out<socket> lsock = new Out<>();
        int rc = kernel.socket.sock_create_kern(PF_TIPC, SOCK_SEQPACKET, 0, lsock);
        if (test(rc < 0)) return rc;

        listener.set(lsock.value);
        k.keeps(k.image(), Counted.INODE, lsock.value.mem);
        module_put(Counted.OPS);
        k.yields(lsock.value.mem, Counted.OPS, self.mem);
        module_put(Counted.SK);
        k.yields(lsock.value.sk.get().mem, Counted.SK, self.mem);
        return 0;
    }

    private void module_put(String kind) {
        kernel.module.module_put(self);
        k.disown(kind, self.refcnt);
    }

    private void module_get(String kind) {
        kernel.module.__module_get(self);
        k.own(kind, self.refcnt);
    }

    /** tipc_topsrv_stop. */
    protected final void tipc_topsrv_stop() {
        socket lsock = listener.get();

        module_get(Counted.OPS);
        k.keeps(lsock.mem, Counted.OPS, self.mem);
        module_get(Counted.SK);
        k.keeps(lsock.sk.get().mem, Counted.SK, self.mem);
        listener.set(null);
        k.yields(k.image(), Counted.INODE, lsock.mem);
        kernel.socket.sock_release(lsock);
    }

    // ---- the module ------------------------------------------------------------------------------------------------

    /** tipc_socket_init. */
    protected final int tipc_socket_init() {
        int res = kernel.sock.proto_register(tipc_proto, "TIPC");

        out: {
            if (test(res != 0)) break out;

            res = kernel.socket.sock_register(tipc_family_ops);
            if (test(res != 0)) {
                kernel.sock.proto_unregister(tipc_proto);
                break out;
            }
        }
        k.label("out");
        return res;
    }

    /** tipc_socket_stop. */
    protected final void tipc_socket_stop() {
        kernel.socket.sock_unregister(PF_TIPC);
        kernel.sock.proto_unregister(tipc_proto);
    }

    /** tipc_init. */
    protected int tipc_init() {
        int err;

        out_pernet: {
            out_socket: {
                out_pernet_topsrv: {
                    err = kernel.net.register_pernet_device(tipc_net_ops);
                    if (test(err != 0)) break out_pernet;

                    err = tipc_socket_init();
                    if (test(err != 0)) break out_socket;

                    err = kernel.net.register_pernet_device(tipc_topsrv_net_ops);
                    if (test(err != 0)) break out_pernet_topsrv;
                    return 0;
                }
                k.label("out_pernet_topsrv");
                tipc_socket_stop();
            }
            k.label("out_socket");
            kernel.net.unregister_pernet_device(tipc_net_ops);
        }
        k.label("out_pernet");
        return err;
    }

    /** tipc_exit. */
    protected void tipc_exit() {
        kernel.net.unregister_pernet_device(tipc_topsrv_net_ops);
        tipc_socket_stop();
        kernel.net.unregister_pernet_device(tipc_net_ops);
    }

    @Override
    public init_fn module_init() {
        return this::tipc_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::tipc_exit;
    }
}
