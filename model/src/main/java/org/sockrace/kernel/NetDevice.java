package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.SpinLock;

/**
 * net/core/dev.c: who gets packets, and who is told about devices. MODEL: there are no devices, so that nobody is told anything; packets come by
 * {@link NetReceive}, if at all.
 */
public final class NetDevice extends KernelCode {

    private final Kernel kernel;
    final SpinLock ptype_lock;
    /** Under ptype_lock. */
    private final hlist_head ptype_all;
    /** Under rtnl_mutex. */
    private final hlist_head netdev_chain;
    private final Mutex rtnl_mutex;

    NetDevice(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.ptype_lock = k.spinlock(k.image(), "ptype_lock");
        this.ptype_all = hlist_head.head(k, k.image(), "ptype_all");
        this.netdev_chain = hlist_head.head(k, k.image(), "netdev_chain");
        this.rtnl_mutex = k.mutex(k.image(), "rtnl_mutex");
    }

    // ---- packet handlers ---------------------------------------------------------------------------------------------

    /** dev_add_pack: from now on packets may be on their way to it. MODEL: one list for all types. */
    public void dev_add_pack(packet_type pt) {
        if (pt.next != null) {
            kernel.receive.dev_add_pack(pt);
            return;
        }
        spin_lock(ptype_lock);
        ptype_all.change();
        pt.list.set(1);
        k.keeps(k.image(), Counted.REGISTERED, pt.mem);
        spin_unlock(ptype_lock);
    }

    /**
     * __dev_remove_pack: packets may still be on their way to it. One that is not in the list is complained about, and that is all. MODEL: the list is not
     * walked, it is known who is in it.
     */
    public void __dev_remove_pack(packet_type pt) {
        if (pt.next != null) {
            kernel.receive.__dev_remove_pack(pt);
            return;
        }
        spin_lock(ptype_lock);
        out: {
            if (test(pt.list.holds(1))) {
                ptype_all.change();
                pt.list.set(0);
                k.yields(k.image(), Counted.REGISTERED, pt.mem);
                break out;
            }

            notRegistered("packet handler " + pt);
        }
        k.label("out");
        spin_unlock(ptype_lock);
    }

    /** dev_remove_pack: and waits until none is. */
    public void dev_remove_pack(packet_type pt) {
        __dev_remove_pack(pt);

        synchronize_net();
    }

    /** synchronize_net: no packet that was on its way still is. Under rtnl_mutex the same wait is expedited. */
    public void synchronize_net() {
        synchronize_rcu();
    }

    // ---- the notifiers of devices ------------------------------------------------------------------------------------

    /** rtnl_lock, of net/core/rtnetlink.c. */
    public void rtnl_lock() {
        mutex_lock(rtnl_mutex);
    }

    /** rtnl_unlock. MODEL: no device waits to be unregistered. */
    public void rtnl_unlock() {
        mutex_unlock(rtnl_mutex);
    }

    /** raw_notifier_chain_register, of kernel/notifier.c. MODEL: the chain is not walked, it is known who is in it. */
    private int raw_notifier_chain_register(notifier_block nb) {
        if (kernel.since(5, 17)) {
            if (test(nb.next.holds(1))) return -EEXIST;
        }
        netdev_chain.change();
        nb.next.set(1);
        k.keeps(k.image(), Counted.REGISTERED, nb.mem);
        return 0;
    }

    /** MODEL: the chain is not walked, as above. */
    private int raw_notifier_chain_unregister(notifier_block nb) {
        if (test(!nb.next.holds(1))) {
            notRegistered("notifier " + nb);
            return -ENOENT;
        }
        netdev_chain.change();
        nb.next.set(0);
        k.yields(k.image(), Counted.REGISTERED, nb.mem);
        return 0;
    }

    /** register_netdevice_notifier: it fails only if the notifier objects to a device, or is registered twice. MODEL: without devices it is not called. */
    public int register_netdevice_notifier(notifier_block nb) {
        int err;

        if (kernel.since(4, 17)) mutex_lock(kernel.net.pernet_ops_rwsem);
        rtnl_lock();
        unlock: {
            err = raw_notifier_chain_register(nb);
            if (test(err != 0)) break unlock;
        }
        k.label("unlock");
        rtnl_unlock();
        if (kernel.since(4, 17)) mutex_unlock(kernel.net.pernet_ops_rwsem);
        return err;
    }

    /** unregister_netdevice_notifier. MODEL: without devices it is not called. */
    public int unregister_netdevice_notifier(notifier_block nb) {
        int err;

        if (kernel.since(4, 17)) mutex_lock(kernel.net.pernet_ops_rwsem);
        rtnl_lock();
        unlock: {
            err = raw_notifier_chain_unregister(nb);
            // The devices are told nothing until some version between 2.6.32 and 3.10.
            if (kernel.since(3, 10)) {
                if (test(err != 0)) break unlock;
            }
        }
        if (kernel.since(3, 10)) k.label("unlock");
        rtnl_unlock();
        if (kernel.since(4, 17)) mutex_unlock(kernel.net.pernet_ops_rwsem);
        return err;
    }
}
