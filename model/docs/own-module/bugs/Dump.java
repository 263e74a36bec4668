import static org.sockrace.kernel.Errno.EOPNOTSUPP;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A dump of netlink goes on in a second recvmsg, and calls what the first one found: the module must be pinned meanwhile, and inside the section. */
public final class Dump extends OwnModule {
    private final Rtnetlink rtnl;

    public Dump(Kernel kernel, module self, Rtnetlink rtnl) {
        super(kernel, self);
        this.rtnl = rtnl;
    }

    private int dumpit() {
        k.might_sleep("dumpit");
        return 0;
    }

    @Override
    protected int init() {
        rcu_assign_pointer(rtnl.handler, this);
        return 0;
    }

    @Override
    protected void exit() {
        RCU_INIT_POINTER(rtnl.handler, null);
        synchronize_rcu();
    }

    /** net/core/rtnetlink.c and net/netlink/af_netlink.c: one handler, one dump. */
    public static final class Rtnetlink extends BuiltIn {
        private static final String PINNED = "dump";
        private final Ptr<Dump> handler = k.ptr(k.image(), "handler", null);
        private final Ptr<Dump> cb = k.ptr(k.image(), "cb", null);

        public Rtnetlink(Kernel kernel) {
            super(kernel);
        }

        /** As it was. */
        public int dump_start() {
            rcu_read_lock();
            Dump found = rcu_dereference(handler);
            rcu_read_unlock();
            if (test(found == null)) return -EOPNOTSUPP;
            cb.set(found);
            return 0;
        }

        /** "rtnetlink: add reference of module" as it must not be: outside the section. */
        public int dump_start_pinned_late() {
            rcu_read_lock();
            Dump found = rcu_dereference(handler);
            rcu_read_unlock();
            if (test(found == null || !kernel.module.try_module_get(found.self))) return -EOPNOTSUPP;
            k.own(PINNED, found.self.refcnt);
            cb.set(found);
            return 0;
        }

        /** As it is. */
        public int dump_start_pinned() {
            rcu_read_lock();
            Dump found = rcu_dereference(handler);
            boolean got = found != null && kernel.module.try_module_get(found.self);
            if (got) k.own(PINNED, found.self.refcnt);
            rcu_read_unlock();
            if (test(!got)) return -EOPNOTSUPP;
            cb.set(found);
            return 0;
        }

        public int dump() {
            Dump found = cb.get();
            if (test(found == null)) return 0;
            int err = call(found.self.mem, found::dumpit);
            cb.set(null);
            return err;
        }

        public int dump_pinned() {
            Dump found = cb.get();
            if (test(found == null)) return 0;
            int err = call(found.self.mem, found::dumpit);
            cb.set(null);
            kernel.module.module_put(found.self);
            k.disown(PINNED, found.self.refcnt);
            return err;
        }
    }
}
