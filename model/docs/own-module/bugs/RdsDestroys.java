import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.own.Namespaces;

/** As it was repaired (cb66ddd15620). */
public final class RdsDestroys extends Rds {

    public RdsDestroys(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self, namespaces);
    }

    @Override
    protected boolean spared(boolean no_sock) {
        return false;
    }
}
