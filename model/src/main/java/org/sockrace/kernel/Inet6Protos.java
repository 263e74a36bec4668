package org.sockrace.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/**
 * net/ipv6/protocol.c: who gets the packets of which protocol. MODEL: there are slots only for the protocols that somebody here registers. It
 * is in the kernel image even if IPv6 is a module.
 */
final class Inet6Protos extends KernelCode {

    /** Those of which the model knows; the last is for experiments (RFC 3692). */
    static final List<Integer> PROTOCOLS = List.of(AfInet.IPPROTO_TCP, AfInet.IPPROTO_UDP, AfInet6.IPPROTO_ICMPV6, L2tpIp.IPPROTO_L2TP, 253);

    private final Kernel kernel;
    private final Map<Integer, Ptr<net_protocol>> inet6_protos = new LinkedHashMap<>();

    Inet6Protos(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        for (int protocol : PROTOCOLS) {
            inet6_protos.put(protocol, k.ptr(k.image(), "inet6_protos[" + protocol + "]", null));
        }
    }

    /** inet6_add_protocol: 0, or -1 if somebody else has the protocol; the callers take it for an error number. */
    int inet6_add_protocol(net_protocol prot, int protocol) {
        if (inet6_protos.get(protocol).cmpxchg(null, prot) != null) return -1;
        k.keeps(k.image(), Counted.REGISTERED, prot.mem);
        return 0;
    }

    /** inet6_del_protocol: and waits until no packet is on its way to it. */
    int inet6_del_protocol(net_protocol prot, int protocol) {
        int ret = -1;

        if (inet6_protos.get(protocol).cmpxchg(prot, null) == prot) {
            k.yields(k.image(), Counted.REGISTERED, prot.mem);
            ret = 0;
        }

        kernel.dev.synchronize_net();

        return ret;
    }
}
