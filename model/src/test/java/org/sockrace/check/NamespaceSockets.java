package org.sockrace.check;

import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.own.Namespaces;

/** Modules with sockets in network namespaces, some of which break a rule. */
final class NamespaceSockets {

    static final int FAMILY = 18;

    private NamespaceSockets() { }

    /** A family whose sockets are in the namespace of the number that they are given as their protocol. */
    public abstract static class Family extends NamespaceModules.WithData {
        private final proto prot = proto("prot");
        private final proto_ops release = proto_ops("release", this::release);
        private final net_proto_family family = family("family", FAMILY, this::create);

        Family(Kernel kernel, module self) {
            super(kernel, self);
        }

        private int create(socket sock, int protocol, int kern) {
            net_namespace net = get_net_ns_by_id(protocol);
            if (test(net == null)) return -ENOENT;
            sock sk = sk_alloc(net, FAMILY, prot, kern(kern));
            if (sk != null) {
                kernel.sock.sock_init_data(sock, sk);
                sock.ops.set(release);
            }
            put_net(net);
            return sk == null ? -ENOBUFS : 0;
        }

        /** Whose socket it is. */
        protected int kern(int kern) {
            return kern;
        }

        private int release(socket sock) {
            sock sk = sock.sk.get();
            data(sock_net(sk)).users.get();
            sock.sk.set(null);
            kernel.sock.sock_put(sk);
            return 0;
        }

        @Override
        protected int init() {
            int err = super.init();
            return err != 0 ? err : kernel.socket.sock_register(family);
        }

        @Override
        protected void exit() {
            kernel.socket.sock_unregister(FAMILY);
            super.exit();
        }
    }

    /** A user's socket keeps its namespace. */
    public static final class UsersSocket extends Family {
        /** An instance. */
        public UsersSocket(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }
    }

    /** A user's socket is taken for one of the kernel. */
    public static final class KernelsSocket extends Family {
        /** An instance. */
        public KernelsSocket(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int kern(int kern) {
            return 1;
        }
    }

    /** A socket of the kernel in each namespace, which goes with it. */
    public abstract static class Control extends NamespaceModules.WithData {
        private final proto prot = new proto(k, k.image(), "control_prot", null, null, null, null, null);
        private final pernet_ops<Socket> control = pernet_ops("control", this::make, null, this::giveUp, mem -> new Socket(mem));

        Control(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** The socket. */
        private final class Socket {
            private final Ptr<sock> sk;

            private Socket(Region mem) {
                this.sk = k.ptr(mem, "sk", null);
            }

            @Override
            public String toString() {
                return "control";
            }
        }

        private int make(net_namespace net) {
            sock sk = sk_alloc(net, FAMILY, prot, 1);
            if (sk == null) return -ENOBUFS;
            kernel.sock.sock_init_data(null, sk);
            net_generic(net, control).sk.set(sk);
            k.keeps(net.mem, Counted.SKREF, sk.mem);
            return 0;
        }

        private void giveUp(net_namespace net) {
            sock sk = net_generic(net, control).sk.get();
            k.yields(net.mem, Counted.SKREF, sk.mem);
            release(sk);
        }

        /** The namespace goes. */
        protected void release(sock sk) {
            kernel.sock.sock_put(sk);
        }

        @Override
        protected final int init() {
            return register_pernet_subsys(control);
        }

        @Override
        protected final void exit() {
            unregister_pernet_subsys(control);
        }
    }

    /** Releases it. */
    public static final class ControlReleased extends Control {
        /** An instance. */
        public ControlReleased(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }
    }

    /** Does not. */
    public static final class ControlLeft extends Control {
        /** An instance. */
        public ControlLeft(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected void release(sock sk) { }
    }

    /** Keeps a namespace for as long as it is loaded, and says so. */
    public static final class Keeps extends NamespaceModules.WithData {
        private final Ptr<net_namespace> kept = k.ptr(self.mem, "kept", null);

        /** An instance. */
        public Keeps(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            net_namespace net = get_net_ns_by_id(1);
            kept.set(net);
            if (net != null) k.keeps(self.mem, Counted.NET_NAMESPACE, net.mem);
            return 0;
        }

        @Override
        protected void exit() {
            net_namespace net = kept.get();
            if (net != null) {
                k.yields(self.mem, Counted.NET_NAMESPACE, net.mem);
                put_net(net);
            }
        }
    }
}
