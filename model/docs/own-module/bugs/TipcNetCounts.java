import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;
import org.sockrace.machine.Atomic;
import org.sockrace.own.Namespaces;

/** As it was repaired (6a2fa13312e5). */
public final class TipcNetCounts extends TipcNet {

    public TipcNetCounts(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self, namespaces);
    }

    @Override
    protected void release(Atomic wq_count, sock sk) {
        release_and_count(wq_count, sk);
    }
}
