import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** An I/O scheduler: when its set-up fails, the reference to its module is given back by the callee, and by the caller. */
public final class Elevator extends OwnModule {
    private final Block block;

    public Elevator(Kernel kernel, module self, Block block) {
        super(kernel, self);
        this.block = block;
    }

    private int init_sched() {
        return k.choose("init_sched", "ok", "ENOMEM") == 0 ? 0 : -ENOMEM;
    }

    @Override
    protected int init() {
        rcu_assign_pointer(block.type, this);
        return 0;
    }

    @Override
    protected void exit() {
        RCU_INIT_POINTER(block.type, null);
        synchronize_rcu();
    }

    /** block/elevator.c, with one queue that never keeps what it has set up. */
    public static final class Block extends BuiltIn {
        private final Ptr<Elevator> type = k.ptr(k.image(), "elevator_type", null);

        public Block(Kernel kernel) {
            super(kernel);
        }

        private Elevator elevator_get() {
            rcu_read_lock();
            Elevator e = rcu_dereference(type);
            boolean got = e != null && try_module_get(e.self);
            rcu_read_unlock();
            return got ? e : null;
        }

        private int blk_mq_init_sched(Elevator e, boolean puts) {
            int err = call(e.self.mem, e::init_sched);
            if (test(err != 0 && puts)) module_put(e.self); // through kobject_put
            return err;
        }

        public int elevator_switch() {
            Elevator e = elevator_get();
            if (test(e == null)) return -EINVAL;
            int err = blk_mq_init_sched(e, true);
            module_put(e.self);
            return err;
        }

        /** Since 8ed40ee35d94: elevator_switch alone. */
        public int elevator_switch_once() {
            Elevator e = elevator_get();
            if (test(e == null)) return -EINVAL;
            int err = blk_mq_init_sched(e, false);
            module_put(e.self);
            return err;
        }
    }
}
