package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.PF_NETLINK;

import java.util.List;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.kernel.netlink_kernel_cfg;
import org.sockrace.kernel.pernet_operations;
import org.sockrace.kernel.sock;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;

/**
 * net/xfrm/xfrm_user.c, a sketch: the protocol NETLINK_XFRM of PF_NETLINK. MODEL: what messages ask for is left out, and so is what others are told
 * (xfrm_register_km); before 5.14 exit itself waits for readers, later pre_exit and what the core does behind it, which here is the same.
 */
final class XfrmUser extends KernelCode implements ModuleCode {

    private static final int NETLINK_XFRM = 6;
    private final Kernel kernel;
    private final module self;
    private final pernet_operations xfrm_user_net_ops;
    private final netlink_kernel_cfg cfg;
    /** net->xfrm.xfrm_cfg_mutex. */
    private final Mutex xfrm_cfg_mutex;
    /** net->xfrm.nlsk, for those who send to users. */
    private final Ptr<sock> nlsk;
    /** net->xfrm.nlsk_stash, for who releases it; in 2.6.32 nlsk itself. */
    private final Ptr<sock> nlsk_stash;

    private XfrmUser(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.cfg = new netlink_kernel_cfg(k, self.mem, this::xfrm_netlink_rcv);
        this.xfrm_cfg_mutex = k.mutex(self.mem, "xfrm_cfg_mutex");
        this.nlsk = k.ptr(self.mem, "xfrm.nlsk", null);
        this.nlsk_stash = k.ptr(self.mem, "xfrm.nlsk_stash", null);
        this.xfrm_user_net_ops = new pernet_operations(k, self.mem, "xfrm_user_net_ops", this::xfrm_user_net_init, this::xfrm_user_net_exit, false);
    }

    static ModuleImage image() {
        return new ModuleImage("xfrm_user", List.of("net-pf-" + PF_NETLINK + "-proto-" + NETLINK_XFRM), List.of(), XfrmUser::new);
    }

    private void xfrm_netlink_rcv(int msg) {
        mutex_lock(xfrm_cfg_mutex);
        mutex_unlock(xfrm_cfg_mutex);
    }

    private int xfrm_user_net_init() {
        sock sk = kernel.netlink.__netlink_kernel_create(NETLINK_XFRM, self, cfg);
        if (test(sk == null)) return -ENOMEM;

        nlsk_stash.set(sk);
        rcu_assign_pointer(nlsk, sk);
        return 0;
    }

    private void xfrm_user_net_exit() {
        RCU_INIT_POINTER(nlsk, null);
        synchronize_rcu();
        kernel.netlink.netlink_kernel_release(nlsk_stash.get());
    }

    private int xfrm_user_init() {
        return kernel.net.register_pernet_subsys(xfrm_user_net_ops);
    }

    private void xfrm_user_exit() {
        kernel.net.unregister_pernet_subsys(xfrm_user_net_ops);
    }

    @Override
    public init_fn module_init() {
        return this::xfrm_user_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::xfrm_user_exit;
    }
}
