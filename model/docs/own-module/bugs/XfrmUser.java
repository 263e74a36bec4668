import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.netlink_kernel_cfg;
import org.sockrace.kernel.sock;
import org.sockrace.machine.Ptr;
import org.sockrace.own.OwnModule;

/** net/xfrm/xfrm_user.c: a protocol of PF_NETLINK that is a module. Whoever has a socket of it holds the module, so that its input may be called. */
public class XfrmUser extends OwnModule {
    protected static final int NETLINK_XFRM = 6;
    protected final netlink_kernel_cfg cfg = netlink_kernel_cfg(this::xfrm_netlink_rcv);
    private final Ptr<sock> nlsk = k.ptr(self.mem, "nlsk", null);

    public XfrmUser(Kernel kernel, module self) {
        super(kernel, self);
    }

    private void xfrm_netlink_rcv(int msg) {
        k.might_sleep("xfrm_netlink_rcv");
    }

    protected sock create() {
        return netlink_kernel_create(NETLINK_XFRM, cfg);
    }

    @Override
    protected int init() {
        sock sk = create();
        if (test(sk == null)) return -ENOMEM;
        nlsk.set(sk);
        return 0;
    }

    @Override
    protected void exit() {
        netlink_kernel_release(nlsk.get());
    }
}
