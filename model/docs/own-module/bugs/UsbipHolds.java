import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.kthread;
import org.sockrace.kernel.module;

/** With a reference to the task, as kthread_get_run and kthread_stop_put of usbip_common.h have it. */
public final class UsbipHolds extends Usbip {

    public UsbipHolds(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        kthread rx = kthread_create(rx_loop);
        get_task_struct(rx);
        wake_up_process(rx);
        tcp_rx.set(rx);
        return 0;
    }

    @Override
    protected void exit() {
        WRITE_ONCE(shut, 1);
        kthread_stop(tcp_rx.get());
        put_task_struct(tcp_rx.get());
    }
}
