import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EINVAL;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** How net_families was guarded until 2.6.19: readers count themselves and look for a writer, who locks and looks for readers. RCU took its place. */
public final class FamilyLock extends OwnModule {
    public FamilyLock(Kernel kernel, module self, Families families) { super(kernel, self); }

    @Override protected int init() { return 0; }

    @Override protected void exit() { }

    /** What is found in the table. */
    private static final class family {
        private final Region mem;
        private final Word create;

        family(Machine k, Region mem) {
            this.mem = mem;
            create = k.word(mem, "create", 1);
        }

        @Override public String toString() { return "family"; }
    }

    /** net/socket.c. */
    public static final class Families extends BuiltIn {
        private final Atomic net_family_lockct = k.atomic(k.image(), "net_family_lockct", 0);
        private final SpinLock net_family_lock = k.spinlock(k.image(), "net_family_lock");
        /** What others can see of the lock. */
        private final Word locked = k.word(k.image(), "net_family_lock.locked", 0);
        private final Ptr<family> slot = k.ptr(k.image(), "net_families[0]", k.alloc("family", Region.Kind.OBJECT, mem -> new family(k, mem)));

        public Families(Kernel kernel) { super(kernel); }

        private void net_family_write_lock() {
            lock();
            while (net_family_lockct.read() != 0) {
                unlock();
                k.wait_event(net_family_lockct.is(0)); // The C has yield here, and looks again.
                k.join();
                lock();
            }
        }

        private void lock() {
            spin_lock(net_family_lock);
            WRITE_ONCE(locked, 1);
            smp_mb();
        }

        private void unlock() {
            locked.store(0, Order.RELEASE);
            spin_unlock(net_family_lock);
        }

        /** It orders nothing: the look may come before the count is seen. */
        private void net_family_read_lock() {
            net_family_lockct.inc();
            k.wait_event(locked.is(0)); // spin_unlock_wait
        }

        private void net_family_read_lock_repaired() {
            net_family_lockct.inc();
            smp_mb__after_atomic();
            k.wait_event(locked.is(0));
        }

        private void net_family_read_unlock() {
            smp_mb__before_atomic();
            net_family_lockct.dec();
        }

        public int look() {
            net_family_read_lock();
            return found();
        }

        public int look_repaired() {
            net_family_read_lock_repaired();
            return found();
        }

        private int found() {
            family f = READ_ONCE(slot);
            int err = f == null ? -EAFNOSUPPORT : READ_ONCE(f.create) == 1 ? 0 : -EINVAL;
            net_family_read_unlock();
            return err;
        }

        public int unregister() {
            net_family_write_lock();
            family f = READ_ONCE(slot);
            WRITE_ONCE(slot, null);
            unlock();
            k.free(f.mem);
            return 0;
        }
    }
}
