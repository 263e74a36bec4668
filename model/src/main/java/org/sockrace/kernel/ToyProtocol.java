package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.PF_CAN;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.PF_INET6;
import static org.sockrace.kernel.Net.PF_PHONET;
import static org.sockrace.kernel.Net.PF_PPPOX;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.sockrace.machine.KernelCode;

/**
 * A protocol of a family whose protocols are modules, with nothing in it but what it registers: so that two modules share a table. Its init and exit do what
 * those of the real protocols do, in their order.
 */
public final class ToyProtocol extends KernelCode implements ModuleCode {

    /** The modules whose symbols such a protocol uses, by family; a family that is not here has no protocols in modules. */
    public static final Map<Integer, List<String>> FAMILIES = Map.of(PF_INET, List.of(), PF_INET6, List.of(),
            PF_CAN, List.of("can"), PF_PHONET, List.of("phonet"), PF_PPPOX, List.of("pppox"));

    private final Kernel kernel;
    private final module self;
    private final int family;
    private final int protocol;
    private final proto toy_prot;
    private final net_protocol toy_protocol;
    private final inet_protosw toy_protosw;
    private final can_proto toy_can_proto;
    private final phonet_protocol toy_pn_proto;
    private final pppox_proto toy_pppox_proto;
    private final proto_ops toy_ops;

    private ToyProtocol(Kernel kernel, module self, int family, int protocol) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.family = family;
        this.protocol = protocol;
        this.toy_prot = new proto(k, self.mem, "toy_prot", self, family == PF_PHONET ? this::toy_init_sock : null, null, null, kernel.sock::sk_common_release);
        boolean inet = family == PF_INET || family == PF_INET6;
        this.toy_ops = inet ? new proto_ops(k, self.mem, k.image(), "toy_ops", self, family == PF_INET ? kernel.inet::inet_release
                : sock -> kernel.inet6.inet6_release(sock), proto_ops::sock_no_accept, proto_ops::sock_no_socketpair)
                : new proto_ops(k, self.mem, "toy_ops", self, new proto_functions(this::toy_release));
        this.toy_protocol = inet ? new net_protocol(k, self.mem, "toy_protocol") : null;
        this.toy_protosw = inet ? new inet_protosw(k, self.mem, "toy_protosw", SOCK_DGRAM, protocol, toy_prot, toy_ops, 0) : null;
        this.toy_can_proto = family == PF_CAN ? new can_proto(k, self.mem, "toy_can_proto", SOCK_RAW, protocol, toy_ops, toy_prot) : null;
        this.toy_pn_proto = family == PF_PHONET ? new phonet_protocol(k, self.mem, "toy_pn_proto", null, toy_prot, SOCK_SEQPACKET) : null;
        this.toy_pppox_proto = family == PF_PPPOX ? new pppox_proto(k, self.mem, "toy_pppox_proto", this::toy_create, self) : null;
    }

    /** The protocols that such a module can be in a kernel of that version, by number. */
    public static Set<Integer> protocols(int family, KernelVersion version) {
        Set<Integer> protocols = new TreeSet<>();
        switch (family) {
            case PF_INET -> protocols.addAll(InetProtos.PROTOCOLS);
            case PF_INET6 -> protocols.addAll(Inet6Protos.PROTOCOLS);
            default -> {
                int size = family == PF_CAN ? AfCan.nproto(version) : family == PF_PHONET ? AfPhonet.PHONET_NPROTO : Pppox.PX_MAX_PROTO + 1;
                IntStream.range(0, size).forEach(protocols::add);
            }
        }
        return protocols;
    }

    /**
     * A module with such a protocol.
     *
     * @param family one of {@link #FAMILIES}
     * @param protocol one of {@link #protocols}
     */
    public static ModuleImage image(String name, int family, int protocol) {
        return new ModuleImage(name, List.of(), FAMILIES.get(family), (kernel, self) -> new ToyProtocol(kernel, self, family, protocol));
    }

    // ---- sockets -----------------------------------------------------------------------------------------------------

    /** sk->sk_prot->init, which phonet calls without asking whether there is one. */
    private int toy_init_sock(sock sk) {
        return 0;
    }

    /** As pppoe_create. */
    private int toy_create(socket sock, int kern) {
        sock sk = kernel.sock.sk_alloc(family, toy_prot, kern);
        if (test(sk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(sock, sk);
        sock.ops.set(toy_ops);
        sk.sk_type.set(SOCK_STREAM);
        return 0;
    }

    /** As raw_release of CAN, and pppoe_release. */
    private int toy_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    // ---- the module --------------------------------------------------------------------------------------------------

    private int toy_init() {
        return switch (family) {
            case PF_INET -> toy_init_inet();
            case PF_INET6 -> toy_init_inet6();
            case PF_CAN -> {
                AfCan can = (AfCan) self.uses(0);
                yield call(can.self.mem, () -> can.can_proto_register(toy_can_proto));
            }
            case PF_PHONET -> {
                AfPhonet phonet = (AfPhonet) self.uses(0);
                toy_pn_proto.ops.set(phonet.phonet_stream_ops);
                yield call(phonet.self.mem, () -> phonet.phonet_proto_register(protocol, toy_pn_proto));
            }
            default -> toy_init_pppox();
        };
    }

    /** As l2tp_ip_init. */
    private int toy_init_inet() {
        int err = kernel.sock.proto_register(toy_prot, "TOY");
        if (test(err != 0)) return err;

        err = kernel.inet_protos.inet_add_protocol(toy_protocol, protocol);
        if (test(err != 0)) {
            kernel.sock.proto_unregister(toy_prot);
            return err;
        }
        kernel.inet.inet_register_protosw(toy_protosw);
        return 0;
    }

    /** As l2tp_ip6_init. */
    private int toy_init_inet6() {
        int err = kernel.sock.proto_register(toy_prot, "TOY");
        if (test(err != 0)) return err;

        err = kernel.inet6_protos.inet6_add_protocol(toy_protocol, protocol);
        if (test(err != 0)) {
            kernel.sock.proto_unregister(toy_prot);
            return err;
        }
        kernel.inet6.inet6_register_protosw(toy_protosw);
        return 0;
    }

    /** As pppoe_init. */
    private int toy_init_pppox() {
        Pppox pppox = (Pppox) self.uses(0);
        int err = kernel.sock.proto_register(toy_prot, "TOY");
        if (test(err != 0)) return err;

        err = call(pppox.self.mem, () -> pppox.register_pppox_proto(protocol, toy_pppox_proto));
        if (test(err != 0)) {
            kernel.sock.proto_unregister(toy_prot);
        }
        return err;
    }

    private void toy_exit() {
        switch (family) {
            case PF_INET -> {
                kernel.inet.inet_unregister_protosw(toy_protosw);
                kernel.inet_protos.inet_del_protocol(toy_protocol, protocol);
                kernel.sock.proto_unregister(toy_prot);
            }
            case PF_INET6 -> {
                kernel.inet6.inet6_unregister_protosw(toy_protosw);
                kernel.inet6_protos.inet6_del_protocol(toy_protocol, protocol);
                kernel.sock.proto_unregister(toy_prot);
            }
            case PF_CAN -> {
                AfCan can = (AfCan) self.uses(0);
                call(can.self.mem, () -> can.can_proto_unregister(toy_can_proto));
            }
            case PF_PHONET -> {
                AfPhonet phonet = (AfPhonet) self.uses(0);
                call(phonet.self.mem, () -> phonet.phonet_proto_unregister(protocol, toy_pn_proto));
            }
            default -> {
                Pppox pppox = (Pppox) self.uses(0);
                call(pppox.self.mem, () -> pppox.unregister_pppox_proto(protocol));
                kernel.sock.proto_unregister(toy_prot);
            }
        }
    }

    @Override
    public init_fn module_init() {
        return this::toy_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::toy_exit;
    }
}
