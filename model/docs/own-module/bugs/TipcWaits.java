import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired (04c26faa51d1): exit waits until the count is 0. The work counts down itself, and is still in the module's text then. */
public final class TipcWaits extends Tipc {

    public TipcWaits(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void exit() {
        disable_bearer();
        k.wait_event(wq_count.is(0));
    }
}
