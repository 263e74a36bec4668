import static org.sockrace.kernel.Errno.EBADFD;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENODEV;
import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.refcount_t;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.ProtocolModule;

/** bind takes a reference to the local of a device, and keeps it when it fails: the next bind takes another one, and only one is given back. */
public class Llcp extends ProtocolModule {
    private static final int PF_MYNFC = 18;
    private final proto llcp_proto = proto("llcp_proto");
    private final proto_ops llcp_sock_ops = proto_ops("llcp_sock_ops", release(this::llcp_sock_release).bind(this::llcp_sock_bind));
    private final net_proto_family llcp_family = family("llcp_family", PF_MYNFC, this::llcp_sock_create);
    /** llcp_devices: one device. */
    private final Ptr<nfc_llcp_local> llcp_devices = k.ptr(self.mem, "llcp_devices", null);

    public Llcp(Kernel kernel, module self) {
        super(kernel, self);
    }

    private static final class nfc_llcp_local {
        private final Region mem;
        private final refcount_t ref;

        private nfc_llcp_local(Machine k, Region mem) {
            this.mem = mem;
            this.ref = new refcount_t(k, mem, "ref", 1);
        }

        @Override
        public String toString() {
            return "nfc_llcp_local";
        }
    }

    /** struct nfc_llcp_sock, without its sock. */
    protected static final class nfc_llcp_sock {
        private final Region mem;
        private final Ptr<nfc_llcp_local> local;
        private final Word bound;

        private nfc_llcp_sock(Machine k, Region mem) {
            this.mem = mem;
            this.local = k.ptr(mem, "local", null);
            this.bound = k.word(mem, "bound", 0);
        }

        @Override
        public String toString() {
            return "nfc_llcp_sock";
        }
    }

    private void nfc_llcp_local_put(nfc_llcp_local local) {
        if (test(local != null)) kref_put(local.ref, () -> k.free(local.mem));
    }

    protected final void put_local(nfc_llcp_sock llcp_sock) {
        nfc_llcp_local_put(llcp_sock.local.get());
    }

    protected final void forget_local(nfc_llcp_sock llcp_sock) {
        llcp_sock.local.set(null);
    }

    private int llcp_sock_create(socket sock, int protocol, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_MYNFC, llcp_proto, kern);
        if (test(sk == null)) return -ENOBUFS;
        kernel.sock.sock_init_data(sock, sk);
        nfc_llcp_sock llcp_sock = k.alloc("nfc_llcp_sock", Region.Kind.OBJECT, mem -> new nfc_llcp_sock(k, mem));
        sk.sk_user_data.set(llcp_sock);
        k.keeps(sk.mem, "nfc_llcp_sock", llcp_sock.mem);
        sock.ops.set(llcp_sock_ops);
        return 0;
    }

    private static nfc_llcp_sock nfc_llcp_sock(sock sk) {
        return (nfc_llcp_sock) sk.sk_user_data.get();
    }

    private int llcp_sock_bind(socket sock, int addr) {
        sock sk = sock.sk.get();
        nfc_llcp_sock llcp_sock = nfc_llcp_sock(sk);
        kernel.sock.lock_sock(sk);
        int ret = test(llcp_sock.bound.get() != 0) ? -EBADFD : bind_to(llcp_devices.get(), llcp_sock);
        kernel.sock.release_sock(sk);
        return ret;
    }

    private int bind_to(nfc_llcp_local local, nfc_llcp_sock llcp_sock) {
        if (test(local == null)) return -ENODEV;
        kref_get(local.ref);
        llcp_sock.local.set(local);
        if (test(k.choose("service_name", "ok", "no memory") == 1)) {
            failed(llcp_sock);
            return -ENOMEM;
        }
        llcp_sock.bound.set(1);
        return 0;
    }

    /** What becomes of the reference. */
    protected void failed(nfc_llcp_sock llcp_sock) { }

    private int llcp_sock_release(socket sock) {
        sock sk = sock.sk.get();
        nfc_llcp_sock llcp_sock = nfc_llcp_sock(sk);
        put_local(llcp_sock);
        k.free(llcp_sock.mem);
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    @Override
    protected final int init() {
        nfc_llcp_local local = k.alloc("nfc_llcp_local", Region.Kind.OBJECT, mem -> new nfc_llcp_local(k, mem));
        llcp_devices.set(local);
        k.keeps(self.mem, "nfc_llcp_local", local.mem);
        return kernel.socket.sock_register(llcp_family);
    }

    @Override
    protected final void exit() {
        kernel.socket.sock_unregister(PF_MYNFC);
        nfc_llcp_local local = llcp_devices.xchg(null);
        k.yields(self.mem, "nfc_llcp_local", local.mem);
        nfc_llcp_local_put(local);
    }
}
