package org.sockrace.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/** net/ipv4/protocol.c: who gets the packets of which protocol. MODEL: there are slots only for the protocols that somebody here registers. */
public final class InetProtos extends KernelCode {

    /** Those of which the model knows; the last is for experiments (RFC 3692). */
    public static final List<Integer> PROTOCOLS = List.of(AfInet.IPPROTO_ICMP, AfInet.IPPROTO_TCP, AfInet.IPPROTO_UDP, L2tpIp.IPPROTO_L2TP, 253);

    private final Kernel kernel;
    /** Until some version between 2.6.32 and 3.10. */
    private final SpinLock inet_proto_lock;
    private final Map<Integer, Ptr<net_protocol>> inet_protos = new LinkedHashMap<>();

    InetProtos(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.inet_proto_lock = kernel.since(3, 10) ? null : k.spinlock(k.image(), "inet_proto_lock");
        for (int protocol : PROTOCOLS) {
            inet_protos.put(protocol, k.ptr(k.image(), "inet_protos[" + protocol + "]", null));
        }
    }

    /** inet_add_protocol: 0, or -1 if somebody else has the protocol; the callers take it for an error number. */
    public int inet_add_protocol(net_protocol prot, int protocol) {
        if (!kernel.since(3, 10)) return inet_add_protocol_2_6_32(prot, protocol);

        if (inet_protos.get(protocol).cmpxchg(null, prot) != null) return -1;
        k.keeps(k.image(), Counted.REGISTERED, prot.mem);
        return 0;
    }

    /** inet_del_protocol: and waits until no packet is on its way to it. */
    public int inet_del_protocol(net_protocol prot, int protocol) {
        int ret = -1;

        if (!kernel.since(3, 10)) return inet_del_protocol_2_6_32(prot, protocol);

        if (inet_protos.get(protocol).cmpxchg(prot, null) == prot) {
            k.yields(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        } else {
            notRegistered("protocol " + prot);
        }

        kernel.dev.synchronize_net();

        return ret;
    }

    private int inet_add_protocol_2_6_32(net_protocol prot, int protocol) {
        int ret;

        spin_lock(inet_proto_lock);
        if (test(inet_protos.get(protocol).get() != null)) {
            ret = -1;
        } else {
            inet_protos.get(protocol).set(prot);
            k.keeps(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        }
        spin_unlock(inet_proto_lock);
        return ret;
    }

    private int inet_del_protocol_2_6_32(net_protocol prot, int protocol) {
        int ret;

        spin_lock(inet_proto_lock);
        if (test(inet_protos.get(protocol).get() != prot)) {
            notRegistered("protocol " + prot);
            ret = -1;
        } else {
            inet_protos.get(protocol).set(null);
            k.yields(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        }
        spin_unlock(inet_proto_lock);

        kernel.dev.synchronize_net();

        return ret;
    }

    /** ip_protocol_deliver_rcu, in the caller's read-side section: what the handler returned. MODEL: what is built in drops what it gets. */
    int ip_protocol_deliver_rcu(int protocol) {
        int ret = NetReceive.NET_RX_DROP;

        if (!inet_protos.containsKey(protocol)) return ret;
        net_protocol ipprot = rcu_dereference(inet_protos.get(protocol));
        if (test(ipprot != null) && ipprot.handler != null) {
            ret = call(ipprot.mem, ipprot.handler);
        }
        return ret;
    }
}
