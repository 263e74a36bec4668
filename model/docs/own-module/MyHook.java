import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A hook that is filled in and then published, by a store that orders nothing: who finds it may find it empty. No interleaving shows that. */
public final class MyHook extends OwnModule {
    public MyHook(Kernel kernel, module self, Hooks hooks) { super(kernel, self); }

    @Override protected int init() { return 0; }

    @Override protected void exit() { }

    /** What is filled in. */
    private static final class hook {
        private final Word priority;

        hook(Machine k, Region mem) { priority = k.word(mem, "priority", 0); }

        @Override public String toString() { return "hook"; }
    }

    /** The part of the kernel that has one hook. */
    public static final class Hooks extends BuiltIn {
        private final Ptr<hook> first = k.ptr(k.image(), "first", null);

        public Hooks(Kernel kernel) { super(kernel); }

        public int register() {
            hook h = k.alloc("hook", Region.Kind.OBJECT, mem -> new hook(k, mem));
            h.priority.store(7, Order.ONCE);
            RCU_INIT_POINTER(first, h); // rcu_assign_pointer(first, h) it has to be.
            return 0;
        }

        public int look() {
            rcu_read_lock();
            hook h = rcu_dereference(first);
            int priority = h == null ? -ENOENT : h.priority.load(Order.ONCE) == 7 ? 0 : -EINVAL;
            rcu_read_unlock();
            return priority;
        }
    }
}
