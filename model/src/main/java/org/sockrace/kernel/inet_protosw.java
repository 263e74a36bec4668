package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct inet_protosw}: one entry of inetsw[type]; nothing but the RCU list refers to it. */
public final class inet_protosw {

    /** INET_PROTOSW_PERMANENT: may not be overridden or removed. */
    public static final int INET_PROTOSW_PERMANENT = 2;

    private static final int CAP_NET_RAW = 13;

    /** The socket type; never written. */
    public final int type;
    /** The protocol, or 0 for the wildcard; in the module's memory, so each look at it is a load. */
    public final Word protocol;
    /** The protocol's struct proto. */
    public final Ptr<proto> prot;
    /** The protocol's struct proto_ops. */
    public final Ptr<proto_ops> ops;
    /** Flags; never written. */
    public final int flags;
    /** Until some version between 2.6.32 and 3.10: what is needed for such a socket, or -1; never written. */
    final int capability;
    /** Its place in inetsw[type]; written under inetsw_lock only. */
    final list_head<inet_protosw> list;
    private final String name;

    /** Makes the entry in {@code in}'s memory. */
    public inet_protosw(Machine k, Region in, String name, int type, int protocol, proto prot, proto_ops ops, int flags) {
        this.name = name;
        k.within(in, this);
        this.type = type;
        this.protocol = k.word(in, name + ".protocol", protocol);
        this.prot = k.ptr(in, name + ".prot", prot);
        this.ops = k.ptr(in, name + ".ops", ops);
        this.flags = flags;
        this.capability = type == Net.SOCK_RAW ? CAP_NET_RAW : -1;
        this.list = list_head.in(k, in, name + ".list", this);
    }

    @Override
    public String toString() {
        return name;
    }
}
