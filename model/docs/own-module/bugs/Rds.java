import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** exit of a namespace leaves a connection alone that has no socket now; but its work is still trying to get one. */
public class Rds extends OwnModule {
    private final pernet_ops<rds_tcp_net> rds_tcp_net_ops =
            pernet_ops("rds_tcp_net_ops", this::rds_tcp_init_net, null, this::rds_tcp_kill_sock, mem -> new rds_tcp_net(mem));

    public Rds(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self);
    }

    /** The connections of a namespace: room for one. */
    private final class rds_tcp_net {
        private final Ptr<rds_tcp_connection> conn;

        private rds_tcp_net(Region mem) {
            this.conn = k.ptr(mem, "conn", null);
        }

        @Override
        public String toString() {
            return "rds_tcp_net";
        }
    }

    /** struct rds_tcp_connection, with its struct rds_connection. */
    private final class rds_tcp_connection {
        private final Region mem;
        private final Word t_sock;
        private final Ptr<net_namespace> c_net;
        private final work_struct cp_conn_w;

        private rds_tcp_connection(Region mem) {
            this.mem = mem;
            this.t_sock = k.word(mem, "t_sock", 0);
            this.c_net = k.ptr(mem, "c_net", null);
            this.cp_conn_w = new work_struct(kernel, mem, "cp_conn_w", self.mem, w -> rds_connect_worker(this));
        }

        @Override
        public String toString() {
            return "rds_tcp_connection";
        }
    }

    private int rds_tcp_init_net(net_namespace net) {
        if (net == init_net()) return 0;
        rds_tcp_connection tc = k.alloc("rds_tcp_connection", Region.Kind.OBJECT, mem -> new rds_tcp_connection(mem));
        tc.c_net.set(net);
        net_generic(net, rds_tcp_net_ops).conn.set(tc);
        schedule_work(tc.cp_conn_w);
        return 0;
    }

    /** rds_tcp_conn_path_connect: makes a socket of the kernel in the namespace, and the other side does not answer. */
    private void rds_connect_worker(rds_tcp_connection tc) {
        WRITE_ONCE(tc.t_sock, 1);
        check_net(tc.c_net.get());
        WRITE_ONCE(tc.t_sock, 0);
    }

    /** What the connection is asked for. */
    protected boolean spared(boolean no_sock) {
        return no_sock;
    }

    private void rds_tcp_kill_sock(net_namespace net) {
        if (net == init_net()) return;
        rds_tcp_connection tc = net_generic(net, rds_tcp_net_ops).conn.get();
        if (test(spared(READ_ONCE(tc.t_sock) == 0))) return;
        // rds_conn_destroy
        cancel_work_sync(tc.cp_conn_w);
        k.free(tc.mem);
    }

    @Override
    protected final int init() {
        return register_pernet_subsys(rds_tcp_net_ops);
    }

    @Override
    protected final void exit() {
        unregister_pernet_subsys(rds_tcp_net_ops);
    }
}
