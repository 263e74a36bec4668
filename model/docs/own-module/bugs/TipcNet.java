import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** exit of a namespace waits for a count, which the work that releases a kernel socket lowers too early: the socket outlives its namespace. */
public class TipcNet extends OwnModule {
    private static final int PF_INET = 2;
    private final pernet_ops<tipc_net> tipc_net_ops =
            pernet_ops("tipc_net_ops", this::tipc_init_net, null, this::tipc_exit_net, mem -> new tipc_net(kernel, mem));
    /** Of net/ipv4/udp.c. */
    private final proto udp_tunnel_prot = new proto(k, k.image(), "udp_tunnel_prot", null, null, null, null, null);

    public TipcNet(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self);
    }

    /** struct tipc_net, and the one bearer that is in it. */
    private final class tipc_net {
        private final Atomic wq_count;
        private final Ptr<udp_bearer> ub;

        private tipc_net(Kernel kernel, Region mem) {
            this.wq_count = kernel.k.atomic(mem, "wq_count", 0);
            this.ub = kernel.k.ptr(mem, "ub", null);
        }

        @Override
        public String toString() {
            return "tipc_net";
        }
    }

    /** struct udp_bearer. */
    private final class udp_bearer {
        private final Region mem;
        private final Ptr<sock> ubsock;
        private final work_struct work;

        private udp_bearer(Region mem) {
            this.mem = mem;
            this.ubsock = k.ptr(mem, "ubsock", null);
            this.work = new work_struct(kernel, mem, "work", self.mem, w -> cleanup_bearer(this));
        }

        @Override
        public String toString() {
            return "udp_bearer";
        }
    }

    private int tipc_init_net(net_namespace net) {
        if (net == init_net()) return 0;
        // tipc_udp_enable
        udp_bearer ub = k.alloc("udp_bearer", Region.Kind.OBJECT, mem -> new udp_bearer(mem));
        sock sk = sk_alloc(net, PF_INET, udp_tunnel_prot, 1);
        kernel.sock.sock_init_data(null, sk);
        ub.ubsock.set(sk);
        net_generic(net, tipc_net_ops).ub.set(ub);
        return 0;
    }

    /** udp_tunnel_sock_release: udp_lib_unhash looks for the sock in its namespace. */
    private void udp_tunnel_sock_release(sock sk) {
        check_net(sock_net(sk));
        kernel.sock.sock_put(sk);
    }

    private void cleanup_bearer(udp_bearer ub) {
        sock sk = ub.ubsock.get();
        release(net_generic(sock_net(sk), tipc_net_ops).wq_count, sk);
        k.free(ub.mem);
    }

    protected void release(Atomic wq_count, sock sk) {
        wq_count.dec();
        udp_tunnel_sock_release(sk);
    }

    /** As it was repaired (6a2fa13312e5). */
    protected final void release_and_count(Atomic wq_count, sock sk) {
        udp_tunnel_sock_release(sk);
        wq_count.dec();
    }

    private void tipc_exit_net(net_namespace net) {
        if (net == init_net()) return;
        tipc_net tn = net_generic(net, tipc_net_ops);
        // tipc_udp_disable
        tn.wq_count.inc();
        schedule_work(tn.ub.get().work);
        k.wait_event(tn.wq_count.is(0));
    }

    @Override
    protected final int init() {
        return register_pernet_subsys(tipc_net_ops);
    }

    @Override
    protected final void exit() {
        unregister_pernet_subsys(tipc_net_ops);
    }
}
