package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EAGAIN;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** net/packet/af_packet.c, what is there for packets that come. */
public final class PacketReceive extends KernelCode {

    /** What hooks have for their function. */
    public final packet_type.func_t packet_rcv;
    private final Kernel kernel;

    /** In that text, of the kernel's image or of the module. */
    @SuppressWarnings("this-escape") // It is called when all is made.
    public PacketReceive(Kernel kernel, Region text) {
        super(kernel.k);
        this.kernel = kernel;
        this.packet_rcv = new packet_type.func_t(text, this::packet_rcv);
    }

    // ---- the hook into the receive path ------------------------------------------------------------------------------

    /**
     * register_prot_hook; since 4.17 packet_create calls the part of it that asks for no lock. MODEL: no socket shares its packets with
     * others (fanout). Since 6.4 running is a bit among other flags.
     */
    public void __register_prot_hook(sock sk) {
        if (sk.running.get() == 0) {
            kernel.dev.dev_add_pack(sk.prot_hook);

            kernel.sock.sock_hold(sk);
            sk.running.set(1);
        }
    }

    /** __unregister_prot_hook: it may wait, without bind_lock, until no packet is at the hook. MODEL: whom the lock keeps off, a notifier, is left out. */
    private void __unregister_prot_hook(sock sk, boolean sync) {
        sk.running.set(0);

        kernel.dev.__dev_remove_pack(sk.prot_hook);

        kernel.sock.__sock_put(sk);

        if (sync) {
            spin_unlock(sk.bind_lock);
            kernel.dev.synchronize_net();
            spin_lock(sk.bind_lock);
        }
    }

    /** unregister_prot_hook: the same, if the socket has its hook in the list, without waiting. */
    public void unregister_prot_hook(sock sk) {
        if (sk.running.get() != 0) {
            __unregister_prot_hook(sk, false);
        }
    }

    /** packet_rcv: a packet for the socket whose hook that is. MODEL: the socket has no filter, and room for all packets; that it counts them is left out. */
    private int packet_rcv(packet_type pt) {
        sock sk = pt.af_packet_priv.get();

        kernel.skb.sock_queue_rcv_skb(sk);
        return NetReceive.NET_RX_SUCCESS;
    }

    // ---- calls on the socket -------------------------------------------------------------------------------------------

    /** MODEL: there are no devices. */
    private int packet_do_bind(sock sk, int proto, Region socket) {
        boolean need_rehook;

        if (!kernel.since(3, 16)) return packet_do_bind_3_10(sk, proto, socket);

        kernel.sock.lock_sock(sk);
        spin_lock(sk.bind_lock);
        if (kernel.since(4, 4)) rcu_read_lock();

        out_unlock: {
            need_rehook = sk.prot_hook.type.get() != proto;
            if (need_rehook) {
                if (sk.running.get() != 0) {
                    // It sleeps.
                    if (kernel.since(4, 4)) rcu_read_unlock();
                    __unregister_prot_hook(sk, true);
                    k.yields(socket, Counted.SKREF, sk.mem);
                    if (kernel.since(4, 4)) rcu_read_lock();
                }
                sk.prot_hook.type.set(proto);
            }

            if (test(proto == 0 || !need_rehook)) break out_unlock;

            __register_prot_hook(sk);
            k.keeps(socket, Counted.SKREF, sk.mem);
        }
        k.label("out_unlock");
        if (kernel.since(4, 4)) rcu_read_unlock();
        spin_unlock(sk.bind_lock);
        kernel.sock.release_sock(sk);
        return 0;
    }

    /** Until 3.10, and some versions more, the hook goes and comes again whatever is asked for. MODEL: there are no devices. */
    private int packet_do_bind_3_10(sock sk, int proto, Region socket) {
        kernel.sock.lock_sock(sk);
        spin_lock(sk.bind_lock);
        out_unlock: {
            if (sk.running.get() != 0) {
                if (kernel.since(3, 10)) {
                    __unregister_prot_hook(sk, true);
                } else {
                    kernel.sock.__sock_put(sk);
                    sk.running.set(0);
                    spin_unlock(sk.bind_lock);
                    kernel.dev.dev_remove_pack(sk.prot_hook);
                    spin_lock(sk.bind_lock);
                }
                k.yields(socket, Counted.SKREF, sk.mem);
            }

            sk.prot_hook.type.set(proto);
            if (test(proto == 0)) break out_unlock;

            __register_prot_hook(sk);
            k.keeps(socket, Counted.SKREF, sk.mem);
        }
        k.label("out_unlock");
        spin_unlock(sk.bind_lock);
        kernel.sock.release_sock(sk);
        return 0;
    }

    /** packet_bind: from now on the socket gets packets of that type; 0 is the type that it has. */
    public int packet_bind(socket sock, int protocol) {
        sock sk = sock.sk.get();

        return packet_do_bind(sk, protocol != 0 ? protocol : sk.prot_hook.type.get(), sock.mem);
    }

    /** packet_recvmsg: the length of a packet, which is 1. MODEL: the user does not wait for one. */
    public int packet_recvmsg(socket sock, int len) {
        sk_buff skb = kernel.skb.skb_recv_datagram(sock.sk.get());

        if (test(skb == null)) return -EAGAIN;
        kernel.skb.skb_free_datagram(skb);
        return 1;
    }
}
