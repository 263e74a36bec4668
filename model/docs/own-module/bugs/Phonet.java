import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.own.ProtocolModule;

/** accept takes a reference to the listener, and keeps it when it fails: the listener's sock, and with it the module, stays for ever. */
public class Phonet extends ProtocolModule {
    private static final int PF_MYPHONET = 18;
    private final proto pep_prot = proto("pep_prot");
    private final proto_ops pep_ops = proto_ops("pep_ops", release(this::pep_release).accept(this::pep_accept));
    private final net_proto_family pep_family = family("pep_family", PF_MYPHONET, this::pep_create);

    public Phonet(Kernel kernel, module self) {
        super(kernel, self);
    }

    private int pep_create(socket sock, int protocol, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_MYPHONET, pep_prot, kern);
        if (test(sk == null)) return -ENOBUFS;
        kernel.sock.sock_init_data(sock, sk);
        sock.ops.set(pep_ops);
        return 0;
    }

    private int pep_release(socket sock) {
        sock sk = sock.sk.get();
        if (test(sk == null)) return 0;
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    /** pep_sock_accept: a connection that is refused. */
    private int pep_accept(socket sock, socket newsock) {
        sock sk = sock.sk.get();
        sock newsk = kernel.sock.sk_alloc(PF_MYPHONET, pep_prot, 0);
        if (test(newsk == null)) return -ENOMEM;
        kernel.sock.sock_init_data(null, newsk);
        kernel.sock.sock_hold(sk);
        kernel.sock.sock_put(newsk);
        refused(sk);
        return -ENOMEM;
    }

    protected void refused(sock sk) { }

    @Override
    protected final int init() {
        return kernel.socket.sock_register(pep_family);
    }

    @Override
    protected final void exit() {
        kernel.socket.sock_unregister(PF_MYPHONET);
    }
}
