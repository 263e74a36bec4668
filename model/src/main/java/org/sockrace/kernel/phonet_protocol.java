package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct phonet_protocol}: one protocol of PF_PHONET, in the memory of its own module. */
public final class phonet_protocol {

    /** Its proto_ops. */
    public final Ptr<proto_ops> ops;
    /** Its struct proto. */
    public final Ptr<proto> prot;
    /** The socket type that it is for. */
    public final Word sock_type;
    private final String name;

    /** Makes the table in {@code in}'s memory. */
    public phonet_protocol(Machine k, Region in, String name, proto_ops ops, proto prot, int sock_type) {
        this.name = name;
        k.within(in, this);
        this.ops = k.ptr(in, name + ".ops", ops);
        this.prot = k.ptr(in, name + ".prot", prot);
        this.sock_type = k.word(in, name + ".sock_type", sock_type);
    }

    @Override
    public String toString() {
        return name;
    }
}
