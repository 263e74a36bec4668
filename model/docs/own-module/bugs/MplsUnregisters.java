import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired (99600f79b28c). */
public final class MplsUnregisters extends Mpls {

    public MplsUnregisters(Kernel kernel, module self, Devices devices) {
        super(kernel, self, devices);
    }

    @Override
    protected void unregisters() {
        unregister_netdevice_notifier();
    }
}
