import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.timer_list;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** A socket of the kernel has no reference to its namespace, and a timer of it may run after it was closed. */
public final class Cifs extends OwnModule {

    public Cifs(Kernel kernel, module self, Namespaces namespaces, Client client) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        return 0;
    }

    @Override
    protected void exit() { }

    /** fs/smb/client/connect.c and net/ipv4/tcp.c: one connection. */
    public static final class Client extends BuiltIn {
        private static final int PF_INET = 2;
        private final proto cifs_tcp_prot = new proto(k, k.image(), "cifs_tcp_prot", null, null, null, null, null);
        private final timer_list retransmit_timer = new timer_list(kernel, k.image(), "retransmit_timer", k.image(), this::tcp_retransmit_timer);
        private final Ptr<sock> ssocket = k.ptr(k.image(), "ssocket", null);
        private final Ptr<sock> orphan = k.ptr(k.image(), "retransmit_timer.sk", null);

        public Client(Kernel kernel) {
            super(kernel);
        }

        /** @param holds whether the socket has a reference to the namespace, as a user's has */
        private int mount(boolean holds) {
            net_namespace net = get_net_ns_by_id(1);
            sock sk = sk_alloc(net, PF_INET, cifs_tcp_prot, holds ? 0 : 1);
            kernel.sock.sock_init_data(null, sk);
            ssocket.set(sk);
            return 0;
        }

        /** tcp_close: the other side has not yet answered, so that the timer takes over the sock. */
        private void sock_release(sock sk) {
            orphan.set(sk);
            mod_timer(retransmit_timer);
        }

        private void tcp_retransmit_timer(timer_list timer) {
            sock sk = orphan.get();
            // A packet goes out, by the routes of the namespace.
            check_net(sock_net(sk));
            orphan.set(null);
            kernel.sock.sock_put(sk);
        }

        public int umount() {
            sock sk = ssocket.get();
            ssocket.set(null);
            net_namespace net = sock_net(sk);
            sock_release(sk);
            put_net(net);
            return 0;
        }

        public int mount() {
            return mount(false);
        }

        /** As it was repaired (ef7134c7fc48). */
        public int mount_holds() {
            return mount(true);
        }
    }
}
