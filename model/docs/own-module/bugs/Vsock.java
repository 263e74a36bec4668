import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENODEV;
import static org.sockrace.kernel.Errno.EOPNOTSUPP;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.ProtocolModule;

/** setsockopt looks at the transport before it has the lock, under which connect takes another one and frees what the first one had for the socket. */
public class Vsock extends ProtocolModule {
    private static final int PF_MYVSOCK = 18;
    private static final int VMADDR_CID_LOCAL = 1;
    private final proto vsock_proto = proto("vsock_proto");
    private final proto_ops vsock_stream_ops = proto_ops("vsock_stream_ops", release(this::vsock_release).connect(this::vsock_connect)
            .setsockopt(this::vsock_connectible_setsockopt));
    private final net_proto_family vsock_family_ops = family("vsock_family_ops", PF_MYVSOCK, this::vsock_create);
    private final vsock_transport virtio_transport = new vsock_transport(k, self.mem);

    public Vsock(Kernel kernel, module self) {
        super(kernel, self);
    }

    /** struct virtio_vsock_sock: what the transport has for a socket. */
    private static final class virtio_vsock_sock {
        private final Region mem;
        private final Word buf_alloc;

        private virtio_vsock_sock(Machine k, Region mem) {
            this.mem = mem;
            this.buf_alloc = k.word(mem, "buf_alloc", 0);
        }

        @Override
        public String toString() {
            return "virtio_vsock_sock";
        }
    }

    /** struct vsock_sock, without its sock. */
    protected static final class vsock_sock {
        private final Region mem;
        private final Ptr<vsock_transport> transport;
        private final Ptr<virtio_vsock_sock> trans;

        private vsock_sock(Machine k, Region mem) {
            this.mem = mem;
            this.transport = k.ptr(mem, "transport", null);
            this.trans = k.ptr(mem, "trans", null);
        }

        @Override
        public String toString() {
            return "vsock_sock";
        }
    }

    /** struct vsock_transport: its functions. */
    protected static final class vsock_transport {
        private final Machine k;

        private vsock_transport(Machine k, Region mem) {
            this.k = k;
            k.within(mem, this);
        }

        private void do_socket_init(vsock_sock vsk) {
            virtio_vsock_sock vvs = k.alloc("virtio_vsock_sock", Region.Kind.OBJECT, mem -> new virtio_vsock_sock(k, mem));
            vsk.trans.set(vvs);
            k.keeps(vsk.mem, "virtio_vsock_sock", vvs.mem);
        }

        private void notify_buffer_size(vsock_sock vsk) {
            vsk.trans.get().buf_alloc.set(1);
        }

        private void destruct(vsock_sock vsk) {
            virtio_vsock_sock vvs = vsk.trans.get();
            k.yields(vsk.mem, "virtio_vsock_sock", vvs.mem);
            k.free(vvs.mem);
        }

        @Override
        public String toString() {
            return "virtio_transport";
        }
    }

    private int vsock_create(socket sock, int protocol, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_MYVSOCK, vsock_proto, kern);
        if (test(sk == null)) return -ENOBUFS;
        kernel.sock.sock_init_data(sock, sk);
        vsock_sock vsk = k.alloc("vsock_sock", Region.Kind.OBJECT, mem -> new vsock_sock(k, mem));
        sk.sk_user_data.set(vsk);
        k.keeps(sk.mem, "vsock_sock", vsk.mem);
        sock.ops.set(vsock_stream_ops);
        return 0;
    }

    private static vsock_sock vsock_sk(sock sk) {
        return (vsock_sock) sk.sk_user_data.get();
    }

    private void vsock_deassign_transport(vsock_sock vsk) {
        vsock_transport transport = vsk.transport.get();
        if (test(transport == null)) return;
        transport.destruct(vsk);
        vsk.transport.set(null);
    }

    /** The address is a CID: only one of them has a transport. */
    private int vsock_connect(socket sock, int cid) {
        sock sk = sock.sk.get();
        vsock_sock vsk = vsock_sk(sk);
        int err = -ENODEV;
        kernel.sock.lock_sock(sk);
        vsock_deassign_transport(vsk);
        if (test(cid == VMADDR_CID_LOCAL)) {
            virtio_transport.do_socket_init(vsk);
            vsk.transport.set(virtio_transport);
            err = 0;
        }
        kernel.sock.release_sock(sk);
        return err;
    }

    private int vsock_connectible_setsockopt(socket sock, int val) {
        sock sk = sock.sk.get();
        vsock_sock vsk = vsock_sk(sk);
        vsock_transport transport = lock_and_get_transport(sk, vsk);
        if (test(transport != null)) transport.notify_buffer_size(vsk);
        kernel.sock.release_sock(sk);
        return transport == null ? -EOPNOTSUPP : 0;
    }

    protected vsock_transport lock_and_get_transport(sock sk, vsock_sock vsk) {
        vsock_transport transport = transport(vsk);
        kernel.sock.lock_sock(sk);
        return transport;
    }

    protected static vsock_transport transport(vsock_sock vsk) {
        return vsk.transport.get();
    }

    private int vsock_release(socket sock) {
        sock sk = sock.sk.get();
        vsock_sock vsk = vsock_sk(sk);
        vsock_deassign_transport(vsk);
        k.free(vsk.mem);
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    @Override
    protected final int init() {
        return kernel.socket.sock_register(vsock_family_ops);
    }

    @Override
    protected final void exit() {
        kernel.socket.sock_unregister(PF_MYVSOCK);
    }
}
