package org.sockrace.kernel.history;

import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;

import java.util.List;
import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.inet_protosw;
import org.sockrace.kernel.module;
import org.sockrace.kernel.pernet_operations;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/**
 * net/sctp, a sketch: the order in which sctp_init makes itself known. MODEL: PF_INET only; no packet is received, so that what is registered for that is left
 * out; the hash tables and caches are there from the beginning.
 */
final class Sctp extends KernelCode implements ModuleCode {

    /** SCTP. */
    static final int IPPROTO_SCTP = 132;

    private final Kernel kernel;
    private final proto sctp_prot;
    private final inet_protosw sctp_seqpacket_protosw;
    private final inet_protosw sctp_stream_protosw;
    private final pernet_operations sctp_net_ops;
    private final pernet_operations sctp_defaults_ops;
    private final pernet_operations sctp_ctrlsock_ops;
    /** net->sctp.rto_initial, and whatever else a new socket copies: 0 until it is set. */
    private final Word rto_initial;
    /** net->sctp.ctl_sock. */
    private final Ptr<socket> ctl_sock;

    Sctp(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.rto_initial = k.word(k.image(), "init_net.sctp.rto_initial", 0);
        this.ctl_sock = k.ptr(k.image(), "init_net.sctp.ctl_sock", null);
        this.sctp_prot = new proto(k, self.mem, "sctp_prot", self, this::sctp_init_sock, null, null, this::sctp_close);
        proto_ops inet_seqpacket_ops = new proto_ops(k, self.mem, k.image(), "inet_seqpacket_ops", self, kernel.inet::inet_release,
                proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
        this.sctp_seqpacket_protosw = new inet_protosw(k, self.mem, "sctp_seqpacket_protosw", SOCK_SEQPACKET, IPPROTO_SCTP, sctp_prot, inet_seqpacket_ops, 0);
        this.sctp_stream_protosw = new inet_protosw(k, self.mem, "sctp_stream_protosw", SOCK_STREAM, IPPROTO_SCTP, sctp_prot, inet_seqpacket_ops, 0);
        this.sctp_net_ops = new pernet_operations(k, self.mem, "sctp_net_ops", this::sctp_net_init, this::sctp_ctrlsock_exit, false);
        this.sctp_defaults_ops = new pernet_operations(k, self.mem, "sctp_defaults_ops", this::sctp_defaults_init, this::sctp_defaults_exit, false);
        this.sctp_ctrlsock_ops = new pernet_operations(k, self.mem, "sctp_ctrlsock_ops", this::sctp_ctrlsock_init, this::sctp_ctrlsock_exit, false);
    }

    static ModuleImage image() {
        String family = "net-pf-" + PF_INET + "-proto-" + IPPROTO_SCTP;
        return new ModuleImage("sctp", List.of(family), List.of(), Sctp::new);
    }

    // ---- sockets ---------------------------------------------------------------------------------------------------

    /** MODEL: of all that it copies from the namespace, one value stands for all; with blank ones the kernel does not stop at once, but goes wrong later. */
    private int sctp_init_sock(sock sk) {
        BUG_ON(rto_initial.get() == 0, "sctp_init_sock: net->sctp is not initialised");
        return 0;
    }

    private void sctp_close(sock sk) {
        kernel.sock.sk_common_release(sk);
    }

    // ---- the namespace ---------------------------------------------------------------------------------------------

    /** Until 4.2: everything at once. */
    private int sctp_net_init() {
        sctp_defaults_init();
        return sctp_ctrlsock_init();
    }

    private int sctp_defaults_init() {
        int SCTP_RTO_INITIAL = 3000;

        rto_initial.set(SCTP_RTO_INITIAL);
        return 0;
    }

    private void sctp_defaults_exit() { }

    /** With inet_ctl_sock_create: a socket of the kernel, which pins this module. */
    private int sctp_ctrlsock_init() {
        Out<socket> sock = new Out<>();
        int rc = kernel.socket.sock_create_kern(PF_INET, SOCK_SEQPACKET, IPPROTO_SCTP, sock);

        if (rc == 0) {
            ctl_sock.set(sock.value);
            k.keeps(k.image(), Counted.INODE, sock.value.mem);
        }
        return rc;
    }

    private void sctp_ctrlsock_exit() {
        k.yields(k.image(), Counted.INODE, ctl_sock.get().mem);
        kernel.socket.sock_release(ctl_sock.get());
    }

    // ---- the module ------------------------------------------------------------------------------------------------

    private int sctp_v4_protosw_init() {
        int rc = kernel.sock.proto_register(sctp_prot, "SCTP");
        if (test(rc != 0)) return rc;

        kernel.inet.inet_register_protosw(sctp_seqpacket_protosw);
        kernel.inet.inet_register_protosw(sctp_stream_protosw);
        return 0;
    }

    private void sctp_v4_protosw_exit() {
        kernel.inet.inet_unregister_protosw(sctp_stream_protosw);
        kernel.inet.inet_unregister_protosw(sctp_seqpacket_protosw);
        kernel.sock.proto_unregister(sctp_prot);
    }

    /**
     * Two texts: until 4.2 sockets can be made before the namespace is ready for them. 8e2d61e0aed2 "sctp: fix race on protocol/netns initialization" (4.3,
     * CVE-2015-5283) sets the defaults before, and makes the control socket, which needs the protocol, after.
     */
    private int sctp_init() {
        int status;

        if (!kernel.since(4, 3)) {
            status = sctp_v4_protosw_init();
            if (test(status != 0)) return status;

            status = kernel.net.register_pernet_subsys(sctp_net_ops);
            if (test(status != 0)) {
                k.label("err_register_pernet_subsys");
                sctp_v4_protosw_exit();
            }
            return status;
        }

        err_register_defaults: {
            err_protosw_init: {
                err_register_ctrlsock: {
                    status = kernel.net.register_pernet_subsys(sctp_defaults_ops);
                    if (test(status != 0)) break err_register_defaults;

                    status = sctp_v4_protosw_init();
                    if (test(status != 0)) break err_protosw_init;

                    status = kernel.net.register_pernet_subsys(sctp_ctrlsock_ops);
                    if (test(status != 0)) break err_register_ctrlsock;
                    return status;
                }
                k.label("err_register_ctrlsock");
                sctp_v4_protosw_exit();
            }
            k.label("err_protosw_init");
            kernel.net.unregister_pernet_subsys(sctp_defaults_ops);
        }
        k.label("err_register_defaults");
        return status;
    }

    private void sctp_exit() {
        if (!kernel.since(4, 3)) {
            kernel.net.unregister_pernet_subsys(sctp_net_ops);
            sctp_v4_protosw_exit();
            return;
        }
        kernel.net.unregister_pernet_subsys(sctp_ctrlsock_ops);
        sctp_v4_protosw_exit();
        kernel.net.unregister_pernet_subsys(sctp_defaults_ops);
    }

    @Override
    public init_fn module_init() {
        return this::sctp_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::sctp_exit;
    }
}
