import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.Notifier;
import org.sockrace.kernel.module;
import org.sockrace.kernel.notifier_call;
import org.sockrace.kernel.notifier_head;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** init fails late, and leaves its notifier in the chain: the next event jumps into text that is gone. */
public class Mpls extends OwnModule {
    private final Devices devices;
    private final notifier_call mpls_dev_notifier = notifier("mpls_dev_notifier", this::mpls_dev_notify);

    public Mpls(Kernel kernel, module self, Devices devices) {
        super(kernel, self);
        this.devices = devices;
    }

    private int mpls_dev_notify(int event) {
        return Notifier.NOTIFY_DONE;
    }

    private int rtnl_register_many() {
        return k.choose("rtnl_register_many", "ok", "ENOMEM") == 0 ? 0 : -ENOMEM;
    }

    /** What the label out_unregister_dev_type does of it. */
    protected void unregisters() { }

    protected final void unregister_netdevice_notifier() {
        blocking_notifier_chain_unregister(devices.netdev_chain, mpls_dev_notifier);
    }

    @Override
    protected final int init() {
        int err = blocking_notifier_chain_register(devices.netdev_chain, mpls_dev_notifier);
        if (test(err != 0)) return err;
        err = rtnl_register_many();
        if (test(err != 0)) unregisters();
        return err;
    }

    @Override
    protected final void exit() {
        unregister_netdevice_notifier();
    }

    /** Who tells what becomes of devices. */
    public static final class Devices extends BuiltIn {
        private final notifier_head netdev_chain = new notifier_head(kernel, k.image(), "netdev_chain");

        public Devices(Kernel kernel) {
            super(kernel);
        }

        public int event() {
            blocking_notifier_call_chain(netdev_chain, 1);
            return 0;
        }
    }
}
