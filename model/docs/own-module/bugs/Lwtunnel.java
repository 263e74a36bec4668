import static org.sockrace.kernel.Errno.EOPNOTSUPP;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A route of a tunnel loads the module of its encapsulation, whose init wants the lock that the route holds. */
public final class Lwtunnel extends OwnModule {
    private final Routes routes;

    public Lwtunnel(Kernel kernel, module self, Routes routes) {
        super(kernel, self);
        this.routes = routes;
    }

    @Override
    protected int init() {
        mutex_lock(routes.rtnl_mutex);
        rcu_assign_pointer(routes.encap, this);
        mutex_unlock(routes.rtnl_mutex);
        return 0;
    }

    @Override
    protected void exit() {
        mutex_lock(routes.rtnl_mutex);
        RCU_INIT_POINTER(routes.encap, null);
        mutex_unlock(routes.rtnl_mutex);
        synchronize_rcu();
    }

    /** net/core/lwtunnel.c, with one kind of encapsulation. */
    public static final class Routes extends BuiltIn {
        private final Mutex rtnl_mutex = k.mutex(k.image(), "rtnl_mutex");
        private final Ptr<Lwtunnel> encap = k.ptr(k.image(), "encap", null);

        public Routes(Kernel kernel) {
            super(kernel);
        }

        public int ip_route_add() {
            mutex_lock(rtnl_mutex);
            if (test(rcu_access_pointer(encap) == null)) {
                kernel.kmod.request_module("rtnl-lwt-mpls");
            }
            return found();
        }

        /** Since 9ed59592e3e3: lwtunnel must not be loaded under the lock. */
        public int ip_route_add_unlocked() {
            mutex_lock(rtnl_mutex);
            if (test(rcu_access_pointer(encap) == null)) {
                mutex_unlock(rtnl_mutex);
                kernel.kmod.request_module("rtnl-lwt-mpls");
                mutex_lock(rtnl_mutex);
            }
            return found();
        }

        private int found() {
            int err = rcu_access_pointer(encap) == null ? -EOPNOTSUPP : 0;
            mutex_unlock(rtnl_mutex);
            return err;
        }
    }
}
