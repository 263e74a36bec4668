package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_ALG;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;

import java.util.List;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.KernelCode;

/**
 * crypto/af_alg.c, a sketch: sockets of PF_ALG that are never bound to an algorithm. MODEL: accept needs one, and fails. Since 4.19.108 af_alg_release clears
 * sock->sk, see {@link ReleaseLeavesSk}; 3.10 and 3.16 do not.
 */
class AfAlg extends KernelCode implements ModuleCode {

    /** The kernel that the module is loaded into. */
    protected final Kernel kernel;
    private final proto alg_proto;
    private final proto_ops alg_proto_ops;
    private final net_proto_family alg_family;
    private final sock.destruct_fn alg_sock_destruct;

    AfAlg(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.alg_proto = new proto(k, self.mem, "alg_proto", self, null, null, null, null);
        this.alg_proto_ops = new proto_ops(k, self.mem, "alg_proto_ops", self, this::af_alg_release, proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
        this.alg_family = new net_proto_family(k, self.mem, "alg_family", PF_ALG, self, this::alg_create);
        this.alg_sock_destruct = new sock.destruct_fn(self.mem, this::alg_sock_destruct);
    }

    static ModuleImage image(ModuleImage.Linker code) {
        return new ModuleImage("af_alg", List.of("net-pf-" + PF_ALG), List.of(), code);
    }

    /** The sock goes with its last reference. */
    protected int af_alg_release(socket sock) {
        if (sock.sk.get() != null) {
            kernel.sock.sock_put(sock.sk.get());
            sock.sk.set(null);
        }
        return 0;
    }

    private int alg_create(socket sock, int protocol, int kern) {
        sock sk;

        if (test(sock.type.get() != SOCK_SEQPACKET)) return -ESOCKTNOSUPPORT;
        if (test(protocol != 0)) return -EPROTONOSUPPORT;

        sk = kernel.sock.sk_alloc(PF_ALG, alg_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        sock.ops.set(alg_proto_ops);
        kernel.sock.sock_init_data(sock, sk);

        sk.sk_destruct.set(alg_sock_destruct);
        return 0;
    }

    private void alg_sock_destruct(sock sk) { }

    private int af_alg_init() {
        int err = kernel.sock.proto_register(alg_proto, null);

        out: {
            if (test(err != 0)) break out;

            err = kernel.socket.sock_register(alg_family);
            if (test(err != 0)) {
                k.label("out_unregister_proto");
                kernel.sock.proto_unregister(alg_proto);
            }
        }
        k.label("out");
        return err;
    }

    private void af_alg_exit() {
        kernel.socket.sock_unregister(PF_ALG);
        kernel.sock.proto_unregister(alg_proto);
    }

    @Override
    public init_fn module_init() {
        return this::af_alg_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::af_alg_exit;
    }
}
