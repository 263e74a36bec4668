import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired first (009fc857c5f6): while the handler runs the timer is not armed, and nobody waits for it. */
public final class HfcpciPending extends Hfcpci {
    public HfcpciPending(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void exit() {
        if (timer_pending(hfc_tl)) del_timer_sync(hfc_tl);
    }
}
