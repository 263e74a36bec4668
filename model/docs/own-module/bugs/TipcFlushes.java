import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** exit waits for the worker, outside of the module's text. */
public final class TipcFlushes extends Tipc {

    public TipcFlushes(Kernel kernel, module self, Workqueue system_wq) {
        super(kernel, self, system_wq);
    }

    @Override
    protected void exit() {
        schedule_work();
        system_wq.flush_work();
    }
}
