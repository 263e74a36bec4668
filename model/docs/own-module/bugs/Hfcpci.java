import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.machine.Word;
import org.sockrace.own.OwnModule;

/** A driver that polls its devices: the handler of its timer arms it again, and so it is not armed while that runs. */
public class Hfcpci extends OwnModule {
    protected final timer_list hfc_tl = timer("hfc_tl", this::hfcpci_softirq);
    private final Word hfc_jiffies = k.word(self.mem, "hfc_jiffies", 0);

    public Hfcpci(Kernel kernel, module self) {
        super(kernel, self);
    }

    private void hfcpci_softirq(timer_list t) {
        hfc_jiffies.set(1 - hfc_jiffies.get());
        mod_timer(hfc_tl);
    }

    @Override
    protected int init() {
        mod_timer(hfc_tl);
        return 0;
    }

    @Override
    protected void exit() {
        if (timer_pending(hfc_tl)) del_timer(hfc_tl);
    }
}
