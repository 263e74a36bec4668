package org.sockrace.lincheck;

import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Machine;

/** A family in the kernel image. Its sockets are nothing but sockets: there is no sock. */
final class BuiltIn {

    private final proto_ops ops;

    private BuiltIn(Machine k) {
        ops = new proto_ops(k, k.image(), "built_in_ops", null, sock -> 0, proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
    }

    /** One of the families that want the number {@link Calls#BUILT_IN}. */
    static net_proto_family family(Machine k) {
        return new net_proto_family(k, k.image(), "built_in", Calls.BUILT_IN, null, new BuiltIn(k)::create);
    }

    private int create(socket sock, int protocol, int kern) {
        sock.ops.set(ops);
        return 0;
    }
}
