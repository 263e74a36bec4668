package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/**
 * net/can/af_can.c, what is there for frames that come: in the text and the memory of the module can. MODEL: there is one list, of those who want all frames of
 * all devices; since 4.12 it and its lock are memory of the namespace.
 */
public final class CanReceive extends KernelCode {

    /** Frames of classical CAN. */
    public static final int ETH_P_CAN = 12;
    /** Frames of CAN FD. */
    public static final int ETH_P_CANFD = 13;
    /** Frames of CAN XL. */
    public static final int ETH_P_CANXL = 14;

    /** Guards the list. */
    public final SpinLock can_rcvlists_lock;
    private final Kernel kernel;
    private final module self;
    private final Ptr<kmem_cache> rcv_cache;
    private final Ptr<receiver> rx_alldev_list;
    private final rcu_head.callback can_rx_delete_receiver;

    /** That of the module can; what it allocates comes from that cache. */
    @SuppressWarnings("this-escape") // The callback is called when all is made.
    public CanReceive(Kernel kernel, module self, Ptr<kmem_cache> rcv_cache) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.rcv_cache = rcv_cache;
        this.can_rcvlists_lock = k.spinlock(self.mem, "can.can_rcvlists_lock");
        this.rx_alldev_list = k.ptr(self.mem, "can.rx_alldev_list", null);
        this.can_rx_delete_receiver = new rcu_head.callback(self.mem, this::can_rx_delete_receiver);
    }

    // ---- who receives ----------------------------------------------------------------------------------------------------

    /** can_rx_register, exported to the protocols: from now on frames may be on their way to {@code func}, with {@code data}. 0 or -ENOMEM. */
    public int can_rx_register(receiver.func_t func, sock data) {
        receiver r = kernel.slab.kmem_cache_alloc(rcv_cache.get(), Counted.CAN_RECEIVER, mem -> new receiver(k, mem));
        if (test(r == null)) return -ENOMEM;

        spin_lock(can_rcvlists_lock);
        r.func.set(func);
        r.data.set(data);
        if (kernel.since(4, 10)) r.sk.set(data);
        // hlist_add_head_rcu
        r.next.set(rx_alldev_list.get());
        rcu_assign_pointer(rx_alldev_list, r);
        k.keeps(self.mem, Counted.CAN_RECEIVER, r.mem);
        spin_unlock(can_rcvlists_lock);
        return 0;
    }

    private void can_rx_delete_receiver(rcu_head rp) {
        receiver r = (receiver) rp.container;
        sock sk = r.sk.get();

        kernel.slab.kmem_cache_free(rcv_cache.get(), r.mem);
        if (sk != null) {
            kernel.sock.sock_put(sk);
        }
    }

    /** can_rx_unregister, exported to the protocols: frames may still be on their way to it, and what keeps its memory does so until none is. */
    public void can_rx_unregister(receiver.func_t func, sock data) {
        receiver r;

        spin_lock(can_rcvlists_lock);
        out: {
            Ptr<receiver> at = rx_alldev_list;
            for (r = at.get(); r != null; r = at.get()) {
                if (r.func.get() == func && r.data.get() == data) break;
                at = r.next;
            }
            if (test(r == null)) {
                notRegistered("receiver of " + data);
                break out;
            }
            // hlist_del_rcu: who is at it goes on from there
            WRITE_ONCE(at, r.next.get());
            k.yields(self.mem, Counted.CAN_RECEIVER, r.mem);
        }
        k.label("out");
        spin_unlock(can_rcvlists_lock);

        if (r != null) {
            if (r.sk.get() != null) {
                kernel.sock.sock_hold(r.sk.get());
                k.keeps(r.mem, Counted.SKREF, r.sk.get().mem);
            }
            kernel.rcu.call_rcu(r.rcu, can_rx_delete_receiver);
        }
    }

    // ---- frames ----------------------------------------------------------------------------------------------------------

    private int deliver(int type, receiver r) {
        receiver.func_t func = r.func.get();
        sock data = r.data.get();
        call(func.text(), () -> func.function().call(type, data));
        return 1;
    }

    private int can_rcv_filter(int type) {
        int matches = 0;

        for (receiver r = rcu_dereference(rx_alldev_list); r != null; r = rcu_dereference(r.next)) {
            matches += deliver(type, r);
        }
        return matches;
    }

    /** can_receive: gives the frame to all who want it. MODEL: statistics are left out; frames come from netif_receive_skb only, in its read-side section. */
    private void can_receive(int type) {
        rcu_read_lock();
        can_rcv_filter(type);
        rcu_read_unlock();
    }

    /** can_rcv: a frame of classical CAN. */
    public int can_rcv(packet_type pt) {
        can_receive(ETH_P_CAN);
        return NetReceive.NET_RX_SUCCESS;
    }

    /** canfd_rcv: a frame of CAN FD. MODEL: no socket wants it. */
    public int canfd_rcv(packet_type pt) {
        can_receive(ETH_P_CANFD);
        return NetReceive.NET_RX_SUCCESS;
    }

    /** canxl_rcv: a frame of CAN XL. MODEL: no socket wants it. */
    public int canxl_rcv(packet_type pt) {
        can_receive(ETH_P_CANXL);
        return NetReceive.NET_RX_SUCCESS;
    }
}
