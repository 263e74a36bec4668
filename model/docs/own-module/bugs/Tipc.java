import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** exit leaves work to a worker, and returns: the worker jumps into text that is gone. */
public class Tipc extends OwnModule {
    protected final Workqueue system_wq;
    protected final Atomic wq_count = k.atomic(self.mem, "wq_count", 0);

    public Tipc(Kernel kernel, module self, Workqueue system_wq) {
        super(kernel, self);
        this.system_wq = system_wq;
    }

    private int cleanup_bearer() {
        k.might_sleep("synchronize_net");
        wq_count.dec();
        return 0;
    }

    @Override
    protected final int init() {
        return 0;
    }

    protected final void schedule_work() {
        wq_count.inc();
        system_wq.pending.set(this);
    }

    @Override
    protected void exit() {
        schedule_work();
    }

    /** kernel/workqueue.c, with one work. */
    public static final class Workqueue extends BuiltIn {
        private final Ptr<Tipc> pending = k.ptr(k.image(), "pending", null);
        private final Word idle = k.word(k.image(), "idle", 0);

        public Workqueue(Kernel kernel) {
            super(kernel);
        }

        /** The kworker: runs one work, once it is there. */
        public int worker() {
            k.wait_event(pending.isNot(null));
            Tipc work = pending.xchg(null);
            call(work.self.mem, work::cleanup_bearer);
            idle.set(1);
            return 0;
        }

        void flush_work() {
            k.wait_event(idle.is(1));
        }
    }
}
