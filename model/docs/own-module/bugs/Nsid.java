import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** Who finds a namespace by its number takes a reference, by get_net; but its last one may be gone. */
public final class Nsid extends OwnModule {
    private final Rtnl rtnl;
    private final pernet_ops<Void> nsid_net_ops = pernet_ops("nsid_net_ops", this::init_net, this::pre_exit_net, null, null);

    public Nsid(Kernel kernel, module self, Namespaces namespaces, Rtnl rtnl) {
        super(kernel, self);
        this.rtnl = rtnl;
    }

    private int init_net(net_namespace net) {
        if (net != init_net()) rcu_assign_pointer(rtnl.netns_ids, net);
        return 0;
    }

    /** What cleanup_net does before it waits for readers. */
    private void pre_exit_net(net_namespace net) {
        if (net != init_net()) RCU_INIT_POINTER(rtnl.netns_ids, null);
    }

    @Override
    protected int init() {
        return register_pernet_subsys(nsid_net_ops);
    }

    @Override
    protected void exit() {
        unregister_pernet_subsys(nsid_net_ops);
    }

    /** net/core/net_namespace.c: a table with room for one. */
    public static final class Rtnl extends BuiltIn {
        private final Ptr<net_namespace> netns_ids = k.ptr(k.image(), "netns_ids", null);

        public Rtnl(Kernel kernel) {
            super(kernel);
        }

        private int rtnl_net_getid(net_namespace peer) {
            if (test(peer == null)) return -ENOENT;
            put_net(peer);
            return 0;
        }

        public int getid() {
            rcu_read_lock();
            net_namespace peer = rcu_dereference(netns_ids);
            if (test(peer != null)) get_net(peer);
            rcu_read_unlock();
            return rtnl_net_getid(peer);
        }

        /** As get_net_ns_by_id was repaired (21b594435005). */
        public int getid_maybe() {
            rcu_read_lock();
            net_namespace peer = rcu_dereference(netns_ids);
            if (test(peer != null)) peer = maybe_get_net(peer);
            rcu_read_unlock();
            return rtnl_net_getid(peer);
        }
    }
}
