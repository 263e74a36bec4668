import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired (04c26faa51d1): exit waits until the count is 0. The work counts down itself, and is still in the module's text then. */
public final class TipcWaits extends Tipc {

    public TipcWaits(Kernel kernel, module self, Workqueue system_wq) {
        super(kernel, self, system_wq);
    }

    @Override
    protected void exit() {
        schedule_work();
        k.wait_event(wq_count.is(0));
    }
}
