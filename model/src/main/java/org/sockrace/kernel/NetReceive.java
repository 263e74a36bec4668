package org.sockrace.kernel;

import static org.sockrace.kernel.packet_type.ETH_P_ALL;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/**
 * net/core/dev.c and net/ipv4/protocol.c, with packets. MODEL: a packet has nothing in it but its type or protocol. The list has one direction, and is one for
 * all types.
 */
public final class NetReceive extends KernelCode {

    /** The packet was taken. */
    public static final int NET_RX_SUCCESS = 0;
    /** The packet was dropped. */
    public static final int NET_RX_DROP = 1;

    /** Whether packets come at all. Where they do not, bundled families are in no list that somebody walks. */
    public boolean packets;
    private final Kernel kernel;
    private final Ptr<packet_entry> ptype_base;
    /** Made for those protocols that somebody asks for. */
    private final Map<Integer, Ptr<protocol_handler>> inet_protos = new ConcurrentHashMap<>();

    NetReceive(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.ptype_base = k.ptr(k.image(), "ptype_base", null);
    }

    /** Packets will come: said before anything registers. */
    public void come() {
        packets = true;
    }

    private Ptr<protocol_handler> inet_protos(int protocol) {
        return inet_protos.computeIfAbsent(protocol, p -> k.ptr(k.image(), "inet_protos[" + p + "].handler", null));
    }

    // ---- packets by type -----------------------------------------------------------------------------------------------

    /** dev_add_pack: from now on packets may be on their way to it. */
    public void dev_add_pack(packet_entry pt) {
        spin_lock(kernel.dev.ptype_lock);
        // list_add_rcu
        pt.next.set(ptype_base.get());
        rcu_assign_pointer(ptype_base, pt);
        k.keeps(k.image(), Counted.REGISTERED, pt.mem);
        spin_unlock(kernel.dev.ptype_lock);
    }

    /** __dev_remove_pack: packets may still be on their way to it. */
    public void __dev_remove_pack(packet_entry pt) {
        spin_lock(kernel.dev.ptype_lock);
        out: {
            Ptr<packet_entry> at = ptype_base;
            for (packet_entry pt1 = at.get(); pt1 != null; pt1 = at.get()) {
                if (pt == pt1) {
                    // list_del_rcu: who is at it goes on from there
                    WRITE_ONCE(at, pt.next.get());
                    k.yields(k.image(), Counted.REGISTERED, pt.mem);
                    break out;
                }
                at = pt1.next;
            }

            notRegistered("packet handler " + pt);
        }
        k.label("out");
        spin_unlock(kernel.dev.ptype_lock);
    }

    /** dev_remove_pack: and waits until none is. */
    public void dev_remove_pack(packet_entry pt) {
        __dev_remove_pack(pt);

        kernel.dev.synchronize_net();
    }

    /** netif_receive_skb: a packet comes, in a soft interrupt. What the last handler returned. */
    public int netif_receive_skb(int type) {
        k.softirq_enter();
        rcu_read_lock();
        int ret = __netif_receive_skb_core(type);
        rcu_read_unlock();
        k.softirq_exit();
        return ret;
    }

    private int __netif_receive_skb_core(int type) {
        int ret = NET_RX_DROP;

        for (packet_entry ptype = rcu_dereference(ptype_base); ptype != null; ptype = rcu_dereference(ptype.next)) {
            int takes = ptype.type();
            if (takes != type && takes != ETH_P_ALL) {
                continue;
            }
            ret = deliver_skb(ptype);
        }
        return ret;
    }

    private int deliver_skb(packet_entry pt_prev) {
        packet_target func = pt_prev.func();
        return call(func.text(), func.code());
    }

    // ---- packets of IPv4, by protocol ----------------------------------------------------------------------------------

    /** inet_add_protocol: 0, or -1 if somebody else has the protocol. */
    public int inet_add_protocol(protocol_handler prot, int protocol) {
        if (inet_protos(protocol).cmpxchg(null, prot) != null) return -1;
        k.keeps(k.image(), Counted.REGISTERED, prot.mem);
        return 0;
    }

    /** inet_del_protocol: and waits until no packet is on its way to it. */
    public int inet_del_protocol(protocol_handler prot, int protocol) {
        int ret = -1;

        if (inet_protos(protocol).cmpxchg(prot, null) == prot) {
            k.yields(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        } else {
            notRegistered("protocol " + prot);
        }

        kernel.dev.synchronize_net();

        return ret;
    }

    /** ip_local_deliver: a packet comes, in a soft interrupt. What the handler returned. */
    public int ip_local_deliver(int protocol) {
        k.softirq_enter();
        rcu_read_lock();
        int ret = ip_protocol_deliver_rcu(protocol);
        rcu_read_unlock();
        k.softirq_exit();
        return ret;
    }

    /** MODEL: modules that users write have a table of their own. */
    private int ip_protocol_deliver_rcu(int protocol) {
        int ret = NET_RX_DROP;

        protocol_handler ipprot = rcu_dereference(inet_protos(protocol));
        if (test(ipprot != null)) {
            protocol_handler.handler_func handler = ipprot.handler;
            ret = call(ipprot.text, () -> handler.call(ipprot));
        } else if (kernel.inet_protos != null) {
            ret = kernel.inet_protos.ip_protocol_deliver_rcu(protocol);
        }
        return ret;
    }
}
