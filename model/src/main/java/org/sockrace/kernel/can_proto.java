package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct can_proto}: one protocol of PF_CAN, in the memory of its own module. */
public final class can_proto {

    /** The socket type that it is for. */
    public final Word type;
    /** Its number; looked at by its own module only. */
    public final int protocol;
    /** Its proto_ops. */
    public final Ptr<proto_ops> ops;
    /** Its struct proto. */
    public final Ptr<proto> prot;
    private final String name;

    /** Makes the table in {@code in}'s memory. */
    public can_proto(Machine k, Region in, String name, int type, int protocol, proto_ops ops, proto prot) {
        this.name = name;
        k.within(in, this);
        this.type = k.word(in, name + ".type", type);
        this.protocol = protocol;
        this.ops = k.ptr(in, name + ".ops", ops);
        this.prot = k.ptr(in, name + ".prot", prot);
    }

    @Override
    public String toString() {
        return name;
    }
}
