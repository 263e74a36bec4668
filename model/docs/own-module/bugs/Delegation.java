import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.refcount_t;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** Who finds a delegation under RCU takes a reference, by refcount_inc; but its last one may be gone. */
public final class Delegation extends OwnModule {

    public Delegation(Kernel kernel, module self, Nfs nfs) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        return 0;
    }

    @Override
    protected void exit() { }

    /** struct nfs_delegation. */
    private static final class nfs_delegation {
        private final Region mem;
        private final refcount_t refcount;

        private nfs_delegation(Machine k, Region mem) {
            this.mem = mem;
            this.refcount = new refcount_t(k, mem, "refcount", 1);
        }

        @Override
        public String toString() {
            return "nfs_delegation";
        }
    }

    /** fs/nfs/delegation.c: one inode. */
    public static final class Nfs extends BuiltIn {
        private final Ptr<nfs_delegation> delegation = k.ptr(k.image(), "delegation", null);

        public Nfs(Kernel kernel) {
            super(kernel);
        }

        public int nfs_inode_set_delegation() {
            rcu_assign_pointer(delegation, k.alloc("nfs_delegation", Region.Kind.OBJECT, mem -> new nfs_delegation(k, mem)));
            return 0;
        }

        private void nfs_put_delegation(nfs_delegation d) {
            if (refcount_dec_and_test(d.refcount)) k.free_rcu(d.mem);
        }

        public int nfs_inode_return_delegation() {
            nfs_delegation d = delegation.xchg(null);
            if (test(d != null)) nfs_put_delegation(d);
            return 0;
        }

        public int nfs4_inode_make_writeable() {
            rcu_read_lock();
            nfs_delegation d = rcu_dereference(delegation);
            if (test(d != null)) refcount_inc(d.refcount);
            rcu_read_unlock();
            if (test(d != null)) nfs_put_delegation(d);
            return 0;
        }

        /** As nfs4_get_valid_delegation was repaired (542b11c07283). */
        public int nfs4_inode_make_writeable_not_zero() {
            rcu_read_lock();
            nfs_delegation d = rcu_dereference(delegation);
            boolean got = d != null && refcount_inc_not_zero(d.refcount);
            rcu_read_unlock();
            if (test(!got)) return -ENOENT;
            nfs_put_delegation(d);
            return 0;
        }
    }
}
