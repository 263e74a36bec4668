import static org.sockrace.kernel.Errno.ENOBUFS;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.own.ProtocolModule;

/** The family of MyProto.java, and its proto_ops have an owner: a socket keeps the module. */
public final class MyProtoOwned extends ProtocolModule {
    private static final int PF_MYPROTO = 18;
    private final proto my_prot = proto("my_prot");
    private final proto_ops my_ops = proto_ops("my_ops", this::my_release);
    private final net_proto_family my_family = family("my_family", PF_MYPROTO, this::my_create);

    public MyProtoOwned(Kernel kernel, module self) { super(kernel, self); }

    private int my_create(socket sock, int protocol, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_MYPROTO, my_prot, kern);
        if (test(sk == null)) return -ENOBUFS;
        kernel.sock.sock_init_data(sock, sk);
        sock.ops.set(my_ops);
        return 0;
    }

    private int my_release(socket sock) {
        kernel.sock.sock_put(sock.sk.get());
        return 0;
    }

    @Override protected int init() { return kernel.socket.sock_register(my_family); }

    @Override protected void exit() { kernel.socket.sock_unregister(PF_MYPROTO); }
}
