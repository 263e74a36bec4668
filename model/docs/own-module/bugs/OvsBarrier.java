import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired (35cc2980d939). */
public final class OvsBarrier extends Ovs {

    public OvsBarrier(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void waits() {
        rcu_barrier();
    }
}
