package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EAGAIN;
import static org.sockrace.kernel.Errno.ENODEV;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_RAW;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.SpinLock;

/** net/can/raw.c: the protocol CAN_RAW, the module can_raw. */
public final class CanRaw extends KernelCode implements ModuleCode {

    /** The protocol's number. */
    public static final int CAN_RAW = 1;

    private final Kernel kernel;
    private final module self;
    private final can_proto raw_can_proto;
    /** Since 5.4: tells the sockets in raw_notifier_list. MODEL: there are no devices, so it never runs. */
    private final notifier_block canraw_notifier;
    private final SpinLock raw_notifier_lock;
    private final hlist_head raw_notifier_list;
    private final sock.destruct_fn raw_sock_destruct;
    private final receiver.func_t raw_rcv;

    private CanRaw(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        proto raw_proto = new proto(k, self.mem, "can_raw_proto", self, this::raw_init, null, null, null);
        // No released kernel names an owner here, so only the sk pins the module.
        module owner = kernel.config.canOpsOwner() ? self : null;
        proto_functions functions = new proto_functions(this::raw_release);
        proto_ops raw_ops = proto_ops.some(k, self.mem, "can_raw_ops", owner,
                kernel.receive.packets ? functions.bind(this::raw_bind).recvmsg(this::raw_recvmsg) : functions);
        this.raw_rcv = new receiver.func_t(self.mem, this::raw_rcv);
        this.canraw_notifier = new notifier_block(k, self.mem, "canraw_notifier");
        this.raw_sock_destruct = new sock.destruct_fn(self.mem, this::raw_sock_destruct);
        this.raw_notifier_lock = k.spinlock(self.mem, "raw_notifier_lock");
        this.raw_notifier_list = hlist_head.head(k, self.mem, "raw_notifier_list");
        this.raw_can_proto = new can_proto(k, self.mem, "raw_can_proto", SOCK_RAW, CAN_RAW, raw_ops, raw_proto);
    }

    /** The module can_raw. */
    public static ModuleImage image() {
        return new ModuleImage("can_raw", List.of("can-proto-" + CAN_RAW), List.of("can"), CanRaw::new);
    }

    /** The module can, whose symbols were resolved when this one was loaded. */
    private AfCan can() {
        return (AfCan) self.uses(0);
    }

    /** MODEL: what {@link hlist_head} says of lists. */
    private void list_add_tail(sock ro) {
        raw_notifier_list.change();
        ro.notifier.next.set(1);
        k.keeps(self.mem, Counted.REGISTERED, ro.mem);
    }

    private void list_del(sock ro) {
        raw_notifier_list.change();
        ro.notifier.next.set(0);
        k.yields(self.mem, Counted.REGISTERED, ro.mem);
    }

    // ---- frames ----------------------------------------------------------------------------------------------------------

    /** raw_rcv: a frame. MODEL: the socket wants what others send, and frames of classical CAN only; no two frames are the same. */
    private void raw_rcv(int type, sock sk) {
        if (type != CanReceive.ETH_P_CAN) return;
        if (kernel.since(4, 1)) {
            // Whether this processor has seen the frame already.
            sk.uniq.get().value.get();
        }
        kernel.skb.sock_queue_rcv_skb(sk);
    }

    private int raw_enable_allfilters(sock sk) {
        AfCan can = can();
        return call(can.self.mem, () -> can.receive.can_rx_register(raw_rcv, sk));
    }

    private void raw_disable_allfilters(sock sk) {
        AfCan can = can();
        call(can.self.mem, () -> can.receive.can_rx_unregister(raw_rcv, sk));
    }

    /** raw_bind: from now on the socket gets frames. MODEL: there are no devices: 0 stands for all. */
    private int raw_bind(socket sock, int ifindex) {
        sock sk = sock.sk.get();
        int err = 0;

        kernel.sock.lock_sock(sk);
        out: {
            if (test(sk.bound.get() != 0 && ifindex == 0)) break out;
            if (test(ifindex != 0)) {
                err = -ENODEV;
                break out;
            }
            err = raw_enable_allfilters(sk);
            if (err == 0) {
                sk.bound.set(1);
            }
        }
        k.label("out");
        kernel.sock.release_sock(sk);
        return err;
    }

    /** raw_recvmsg: the length of a frame, which is 1. MODEL: the user does not wait for one. */
    private int raw_recvmsg(socket sock, int size) {
        sk_buff skb = kernel.skb.skb_recv_datagram(sock.sk.get());

        if (test(skb == null)) return -EAGAIN;
        kernel.skb.skb_free_datagram(skb);
        return 1;
    }

    // ---- making and closing ----------------------------------------------------------------------------------------------

    /** Its last part is in the text of the module can. */
    private void raw_sock_destruct(sock sk) {
        AfCan can = can();

        kernel.percpu.free_percpu(sk.uniq.get());
        call(can.self.mem, () -> can.can_sock_destruct(sk));
    }

    private int raw_init(sock sk) {
        if (kernel.since(4, 1)) {
            percpu_data uniq = kernel.percpu.alloc_percpu(sk.mem, "proto_init");

            sk.uniq.set(uniq);
            if (test(uniq == null)) return -ENOMEM;
        }

        // 7.0, and the stable kernels of 5.15 and 6.18: otherwise raw_release frees it, though packets may still look at it.
        if (kernel.since(7, 0) || kernel.since(6, 18) && !kernel.since(6, 19) || kernel.since(5, 15) && !kernel.since(6, 1)) {
            sk.sk_destruct.set(raw_sock_destruct);
        }

        if (kernel.since(5, 4)) {
            spin_lock(raw_notifier_lock);
            list_add_tail(sk);
            spin_unlock(raw_notifier_lock);
        } else {
            kernel.dev.register_netdevice_notifier(sk.notifier);
        }
        return 0;
    }

    /**
     * The last reference to the module may go with the sk, while this code still has to return. MODEL: sockets are bound to no device, and have no filters
     * but the one in struct raw_sock; raw_busy_notifier is always NULL, for no notifier runs, and nobody waits for packets.
     */
    private int raw_release(socket sock) {
        sock sk = sock.sk.get();

        // Until some version between 2.6.37 and 3.10 nobody asks; a socket whose accept failed has none.
        if (kernel.since(3, 10)) {
            if (test(sk == null)) return 0;
        }

        if (kernel.since(5, 4)) {
            spin_lock(raw_notifier_lock);
            list_del(sk);
            spin_unlock(raw_notifier_lock);
        } else {
            kernel.dev.unregister_netdevice_notifier(sk.notifier);
        }

        // 6.5, and the stable kernels from 5.15 on.
        if (kernel.since(5, 15)) kernel.dev.rtnl_lock();

        if (kernel.receive.packets) {
            if (sk.bound.get() != 0) {
                raw_disable_allfilters(sk);
            }
            sk.bound.set(0);
        }

        if (kernel.since(4, 1) && !(kernel.since(7, 0) || kernel.since(6, 18) && !kernel.since(6, 19) || kernel.since(5, 15) && !kernel.since(6, 1))) {
            kernel.percpu.free_percpu(sk.uniq.get());
        }

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        if (kernel.since(5, 15)) kernel.dev.rtnl_unlock();

        kernel.sock.sock_put(sk);
        return 0;
    }

    private int raw_module_init() {
        AfCan can = can();
        int err;

        if (!kernel.since(6, 1)) {
            err = call(can.self.mem, () -> can.can_proto_register(raw_can_proto));
            if (err >= 0 && kernel.since(5, 4)) {
                // Whether it worked is not asked.
                kernel.dev.register_netdevice_notifier(canraw_notifier);
            }
            return err;
        }

        err = kernel.dev.register_netdevice_notifier(canraw_notifier);
        if (test(err != 0)) return err;

        register_proto_failed: {
            err = call(can.self.mem, () -> can.can_proto_register(raw_can_proto));
            if (test(err < 0)) break register_proto_failed;
            return 0;
        }
        k.label("register_proto_failed");
        kernel.dev.unregister_netdevice_notifier(canraw_notifier);
        return err;
    }

    private void raw_module_exit() {
        AfCan can = can();
        call(can.self.mem, () -> can.can_proto_unregister(raw_can_proto));
        if (kernel.since(5, 4)) kernel.dev.unregister_netdevice_notifier(canraw_notifier);
    }

    @Override
    public init_fn module_init() {
        return this::raw_module_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::raw_module_exit;
    }
}
