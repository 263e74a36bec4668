import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.own.Namespaces;

/** As it was repaired (62ff373da253). */
public final class SmcUnregisters extends Smc {

    public SmcUnregisters(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self, namespaces);
    }

    @Override
    protected void undo() {
        unregister();
    }
}
