package org.sockrace.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;

/**
 * net/ipv6/protocol.c: who gets the packets of which protocol. MODEL: there are slots only for the protocols that somebody here registers. It
 * is in the kernel image even if IPv6 is a module.
 */
public final class Inet6Protos extends KernelCode {

    /** Those of which the model knows; the last is for experiments (RFC 3692). */
    public static final List<Integer> PROTOCOLS = List.of(AfInet.IPPROTO_TCP, AfInet.IPPROTO_UDP, AfInet6.IPPROTO_ICMPV6, L2tpIp.IPPROTO_L2TP, 253);

    private final Kernel kernel;
    /** Until some version between 2.6.32 and 3.10. */
    private final SpinLock inet6_proto_lock;
    private final Map<Integer, Ptr<net_protocol>> inet6_protos = new LinkedHashMap<>();

    Inet6Protos(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.inet6_proto_lock = kernel.since(3, 10) ? null : k.spinlock(k.image(), "inet6_proto_lock");
        for (int protocol : PROTOCOLS) {
            inet6_protos.put(protocol, k.ptr(k.image(), "inet6_protos[" + protocol + "]", null));
        }
    }

    /** inet6_add_protocol: 0, or -1 if somebody else has the protocol; the callers take it for an error number. */
    public int inet6_add_protocol(net_protocol prot, int protocol) {
        if (!kernel.since(3, 10)) return inet6_add_protocol_2_6_32(prot, protocol);

        if (inet6_protos.get(protocol).cmpxchg(null, prot) != null) return -1;
        k.keeps(k.image(), Counted.REGISTERED, prot.mem);
        return 0;
    }

    /** inet6_del_protocol: and waits until no packet is on its way to it. */
    public int inet6_del_protocol(net_protocol prot, int protocol) {
        int ret = -1;

        if (!kernel.since(3, 10)) return inet6_del_protocol_2_6_32(prot, protocol);

        if (inet6_protos.get(protocol).cmpxchg(prot, null) == prot) {
            k.yields(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        } else {
            notRegistered("protocol " + prot);
        }

        kernel.dev.synchronize_net();

        return ret;
    }

    private int inet6_add_protocol_2_6_32(net_protocol prot, int protocol) {
        int ret;

        spin_lock(inet6_proto_lock);
        if (test(inet6_protos.get(protocol).get() != null)) {
            ret = -1;
        } else {
            inet6_protos.get(protocol).set(prot);
            k.keeps(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        }
        spin_unlock(inet6_proto_lock);
        return ret;
    }

    private int inet6_del_protocol_2_6_32(net_protocol prot, int protocol) {
        int ret;

        spin_lock(inet6_proto_lock);
        if (test(inet6_protos.get(protocol).get() != prot)) {
            notRegistered("protocol " + prot);
            ret = -1;
        } else {
            inet6_protos.get(protocol).set(null);
            k.yields(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        }
        spin_unlock(inet6_proto_lock);

        kernel.dev.synchronize_net();

        return ret;
    }
}
