import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.netlink_kernel_cfg;
import org.sockrace.kernel.sock;
import org.sockrace.machine.Ptr;
import org.sockrace.own.OwnModule;

/** net/netfilter/nfnetlink.c: a protocol of PF_NETLINK that is a module. Whoever has a socket of it holds the module, so that its input may be called. */
public class Nfnetlink extends OwnModule {
    protected static final int NETLINK_NETFILTER = 12;
    protected final netlink_kernel_cfg cfg = netlink_kernel_cfg(this::nfnetlink_rcv);
    private final Ptr<sock> nfnl = k.ptr(self.mem, "nfnl", null);

    public Nfnetlink(Kernel kernel, module self) {
        super(kernel, self);
    }

    private void nfnetlink_rcv(int msg) {
        k.might_sleep("nfnetlink_rcv");
    }

    protected sock create() {
        return netlink_kernel_create(NETLINK_NETFILTER, cfg);
    }

    @Override
    protected int init() {
        sock sk = create();
        if (test(sk == null)) return -ENOMEM;
        nfnl.set(sk);
        return 0;
    }

    @Override
    protected void exit() {
        netlink_kernel_release(nfnl.get());
    }
}
