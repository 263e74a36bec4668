import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Atomic;
import org.sockrace.own.OwnModule;

/** exit leaves work to a worker, and returns: the worker jumps into text that is gone. */
public class Tipc extends OwnModule {
    protected final work_struct work = work("work", this::cleanup_bearer);
    protected final Atomic wq_count = k.atomic(self.mem, "wq_count", 0);

    public Tipc(Kernel kernel, module self) {
        super(kernel, self);
    }

    private void cleanup_bearer(work_struct work) {
        synchronize_rcu();
        wq_count.dec();
    }

    @Override
    protected final int init() {
        return 0;
    }

    protected final void disable_bearer() {
        wq_count.inc();
        schedule_work(work);
    }

    @Override
    protected void exit() {
        disable_bearer();
    }
}
