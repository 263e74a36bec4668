import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** exit waits for the worker, outside of the module's text. */
public final class TipcFlushes extends Tipc {

    public TipcFlushes(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void exit() {
        disable_bearer();
        flush_work(work);
    }
}
