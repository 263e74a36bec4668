import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired then (175302f6b79e): nobody asks whether it is armed. */
public final class HfcpciSync extends Hfcpci {
    public HfcpciSync(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void exit() {
        del_timer_sync(hfc_tl);
    }
}
