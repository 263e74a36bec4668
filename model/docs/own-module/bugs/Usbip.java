import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.kthread;
import org.sockrace.kernel.kthread_create_info;
import org.sockrace.kernel.module;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;
import org.sockrace.own.OwnModule;

/** A thread that receives until the connection is closed, and then ends by itself: kthread_stop finds its task freed. */
public class Usbip extends OwnModule {
    protected final kthread_create_info rx_loop = kthread("rx_loop", this::stub_rx_loop);
    protected final Ptr<kthread> tcp_rx = k.ptr(self.mem, "tcp_rx", null);
    protected final Word shut = k.word(self.mem, "shut", 0);

    public Usbip(Kernel kernel, module self) {
        super(kernel, self);
    }

    private int stub_rx_loop() {
        wait_event_or_stop(shut.is(1));
        return 0;
    }

    @Override
    protected int init() {
        tcp_rx.set(kthread_run(rx_loop));
        return 0;
    }

    @Override
    protected void exit() {
        WRITE_ONCE(shut, 1);
        kthread_stop(tcp_rx.get());
    }
}
