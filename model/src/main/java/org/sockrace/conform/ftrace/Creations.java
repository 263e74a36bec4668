package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.check.KernelChoices;
import org.sockrace.kernel.AfCan;
import org.sockrace.kernel.AfInet;
import org.sockrace.kernel.AfInet6;
import org.sockrace.kernel.AfNetlink;
import org.sockrace.kernel.AfPhonet;
import org.sockrace.kernel.CanRaw;
import org.sockrace.kernel.L2tpIp;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.Pppox;
import org.sockrace.scenario.Constants;
import org.sockrace.scenario.ScenarioBuilder;

/**
 * The shapes of {@code __sock_create}. The family, the type and the protocol of a call decide together which functions it runs through, which modules it can
 * have to do with and how it can fail. What a recording does not name may be built into the kernel, or not be there. Not thread-safe.
 */
final class Creations {

    /** The parts of inet_create and inet6_create that belong to a protocol. */
    private static final Map<String, Set<EventKind>> INET_PROTOCOL = Templates.opaque(Templates.FAMILY_CODE, "tcp_v4_init_sock",
            "tcp_v6_init_sock", "udp_init_sock", "raw_hash_sk", "raw_sk_init", "rawv6_init_sk", "ping_init_sock", "l2tp_ip_open", "sk_common_release");
    private static final Map<String, Set<EventKind>> CAN_PROTOCOL = Templates.opaque(Templates.FAMILY_CODE, "raw_init");
    private static final Map<String, Set<EventKind>> PPPOX_PROTOCOL = Templates.opaque(Templates.FAMILY_CODE, "pppoe_create");
    /** The protocol of a netlink socket may be a module, which netlink_create pins: the model has none. */
    private static final Set<EventKind> NETLINK_PROTOCOL = Set.of(EventKind.MODULE_GET, EventKind.MODULE_PUT);
    /** A protocol number that the modelled families do not have. */
    private static final int OTHER = 3;
    private static final TraceEvent.SocketCall TCP = new TraceEvent.SocketCall(Net.PF_INET, Net.SOCK_STREAM, AfInet.IPPROTO_TCP);
    private static final TraceEvent.SocketCall L2TP = new TraceEvent.SocketCall(Net.PF_INET, Net.SOCK_DGRAM, L2tpIp.IPPROTO_L2TP);
    /** No such family: refused before anything is done. */
    private static final TraceEvent.SocketCall OUT_OF_RANGE = new TraceEvent.SocketCall(-1, Net.SOCK_STREAM, 0);
    private static final TraceEvent.SocketCall BAD_TYPE = new TraceEvent.SocketCall(Net.PF_UNSPEC, Net.SOCK_MAX, 0);
    /** A family of a newer kernel. */
    private static final TraceEvent.SocketCall NEWER = new TraceEvent.SocketCall(Net.NPROTO - 1, Net.SOCK_STREAM, 0);
    /** A number that is never registered. */
    private static final TraceEvent.SocketCall NOBODY = new TraceEvent.SocketCall(Net.PF_UNSPEC, Net.SOCK_STREAM, 0);

    private final Templates templates;
    private final Set<String> named;
    private final ShapeBuilder.Library library;
    private final int protocolMax;
    private final int canProtocols;
    /** From this number on a family may be out of range. */
    private final int nproto;
    private final Map<TraceEvent.SocketCall, List<Shape>> shapes = new HashMap<>();

    Creations(String kernel, Templates templates, Set<String> named, ShapeBuilder.Library library) {
        this.templates = templates;
        this.named = named;
        this.library = library;
        this.protocolMax = KernelChoices.version(kernel).protocolMax();
        this.canProtocols = AfCan.nproto(KernelChoices.version(kernel).version());
        this.nproto = KernelChoices.version(kernel).nproto();
    }

    /** The shapes of a call with these arguments. */
    List<Shape> of(TraceEvent.SocketCall call) {
        TraceEvent.SocketCall one = representative(call, protocolMax, canProtocols);
        return shapes.computeIfAbsent(one.family() == Constants.PF_TOY && call.family() >= nproto ? NEWER : one, this::make);
    }

    private List<Shape> make(TraceEvent.SocketCall call) {
        List<Shape> all = new ArrayList<>();
        switch (call.family()) {
            case Net.PF_INET, Net.PF_INET6 -> inet(call, all);
            case Net.PF_NETLINK -> netlink(call, all);
            case Net.PF_CAN -> can(call, all);
            case Net.PF_PPPOX -> pppox(call, all);
            case Net.PF_PACKET, Net.PF_PHONET -> {
                all.add(read(call).build(library));
                all.add(read(call, Templates.modules(call), false).build(library));
            }
            case Constants.PF_TOY -> anyFamily(all);
            case Net.NPROTO - 1 -> {
                anyFamily(all);
                all.add(read(OUT_OF_RANGE).build(library));
            }
            default -> all.add(read(call).build(library));
        }
        return all;
    }

    private ShapeBuilder read(TraceEvent.SocketCall call) {
        return read(call, Templates.modules(call), true);
    }

    private ShapeBuilder read(TraceEvent.SocketCall call, List<String> modules, boolean root) {
        return read(templates.socket(call, modules, root)).modules(modules, named);
    }

    private static ShapeBuilder read(ScenarioBuilder scenario) {
        return new ShapeBuilder(scenario, Templates.CREATE_SOCKET).closed();
    }

    private void anyFamily(List<Shape> all) {
        for (Templates.Pattern pattern : templates.anyFamily()) {
            all.add(read(pattern.scenario()).opaque(Templates.ANY_FAMILY).any(pattern.words()).build(library));
        }
    }

    // ---- families with protocols ------------------------------------------------------------------------------------------

    private void inet(TraceEvent.SocketCall call, List<Shape> all) {
        boolean inet6 = call.family() == Net.PF_INET6;
        if (inet6 && named.contains("ipv6")) {
            anyFamily(all);
        } else if (!Templates.modules(call).isEmpty() && named.containsAll(Templates.modules(call))) {
            all.add(read(call).build(library));
        } else {
            all.add(read(call, List.of(), true).opaque(INET_PROTOCOL).build(library));
            if (call.type() == Net.SOCK_RAW) {
                all.add(read(call, List.of(), false).opaque(INET_PROTOCOL).build(library));
            }
            if (isOptional(call)) {
                optional(call.family(), all);
            }
            if (inet6) {
                all.add(read(NOBODY).build(library));
            }
        }
    }

    /** Whether it depends on the kernel's configuration, or on modules, that the protocol is there. */
    private static boolean isOptional(TraceEvent.SocketCall call) {
        boolean always = call.type() == Net.SOCK_RAW || call.protocol() == AfInet.IPPROTO_TCP && call.type() == Net.SOCK_STREAM
                || call.protocol() == AfInet.IPPROTO_UDP && call.type() == Net.SOCK_DGRAM;
        return !always && call.protocol() >= 0;
    }

    /** A protocol of the family that is built in, and one that is a module. */
    private void optional(int family, List<Shape> all) {
        all.add(read(new TraceEvent.SocketCall(family, TCP.type(), TCP.protocol())).opaque(INET_PROTOCOL).build(library));
        int ping = family == Net.PF_INET ? AfInet.IPPROTO_ICMP : AfInet6.IPPROTO_ICMPV6;
        // Its init fails, as that of other protocols may.
        all.add(read(new TraceEvent.SocketCall(family, Net.SOCK_DGRAM, ping)).opaque(INET_PROTOCOL).build(library));
        List<String> modules = Templates.modules(L2TP);
        ScenarioBuilder scenario = family == Net.PF_INET ? templates.socket(L2TP, modules, true) : templates.socketAsInet6(L2TP, modules);
        all.add(read(scenario).opaque(INET_PROTOCOL).any(modules).build(library));
    }

    private void netlink(TraceEvent.SocketCall call, List<Shape> all) {
        boolean optional = call.protocol() == OTHER;
        all.add(read(call).skippable(optional ? NETLINK_PROTOCOL : Set.of()).build(library));
        if (optional) {
            all.add(read(new TraceEvent.SocketCall(call.family(), call.type(), 0)).skippable(NETLINK_PROTOCOL).build(library));
        }
    }

    private void can(TraceEvent.SocketCall call, List<Shape> all) {
        all.add(read(call).build(library));
        if (call.protocol() == OTHER) {
            for (int type : new int[] {Net.SOCK_RAW, Net.SOCK_DGRAM}) {
                protocol(new TraceEvent.SocketCall(Net.PF_CAN, type, CanRaw.CAN_RAW), CAN_PROTOCOL, all);
            }
        }
    }

    private void pppox(TraceEvent.SocketCall call, List<Shape> all) {
        all.add(read(call).build(library));
        if (call.protocol() == OTHER) {
            protocol(new TraceEvent.SocketCall(Net.PF_PPPOX, Net.SOCK_STREAM, Pppox.PX_PROTO_OE), PPPOX_PROTOCOL, all);
        }
    }

    /** The protocol of a call stands for others of the family, which are modules or built in. */
    private void protocol(TraceEvent.SocketCall call, Map<String, Set<EventKind>> opaque, List<Shape> all) {
        List<String> modules = Templates.modules(call);
        List<String> family = modules.subList(0, 1);
        List<String> protocol = modules.subList(1, 2);
        all.add(read(templates.socket(call, modules, true)).modules(family, named).any(protocol).opaque(opaque).build(library));
        all.add(read(templates.socket(call, modules, true)).modules(family, named).modules(protocol, Set.of()).opaque(opaque).build(library));
    }

    // ---- arguments --------------------------------------------------------------------------------------------------------

    /**
     * Of all calls that go the same ways, one: there are few, so that no recording has the model look at more.
     *
     * @param protocolMax the first number that is no protocol of PF_INET and PF_INET6
     * @param canProtocols the first number that is no protocol of PF_CAN
     */
    static TraceEvent.SocketCall representative(TraceEvent.SocketCall call, int protocolMax, int canProtocols) {
        int type = call.type();
        int protocol = call.protocol();
        int family = call.lookedUp();
        if (family < 0 || family >= Net.NPROTO) {
            return OUT_OF_RANGE;
        }
        if (type < 0 || type >= Net.SOCK_MAX) {
            return BAD_TYPE;
        }
        return switch (family) {
            case Net.PF_UNSPEC -> NOBODY;
            case Net.PF_UNIX -> new TraceEvent.SocketCall(family, oneOf(type, 1, 2, 3, 5) ? Net.SOCK_STREAM : Net.SOCK_RDM,
                    oneOf(protocol, 0, Net.PF_UNIX) ? 0 : OTHER);
            case Net.PF_INET, Net.PF_INET6 -> inet(family, type, protocol, protocolMax);
            case Net.PF_NETLINK -> new TraceEvent.SocketCall(family, oneOf(type, 2, 3) ? Net.SOCK_RAW : Net.SOCK_STREAM,
                    within(protocol, AfNetlink.MAX_LINKS) ? protocol == 0 ? 0 : OTHER : -1);
            case Net.PF_PACKET -> new TraceEvent.SocketCall(family, oneOf(type, 2, 3, Net.SOCK_PACKET) ? Net.SOCK_RAW : Net.SOCK_STREAM, 0);
            case Net.PF_PPPOX -> new TraceEvent.SocketCall(family, Net.SOCK_STREAM,
                    within(protocol, Pppox.PX_MAX_PROTO + 1) ? protocol == Pppox.PX_PROTO_OE ? protocol : OTHER : -1);
            case Net.PF_CAN -> protocol == CanRaw.CAN_RAW
                    ? new TraceEvent.SocketCall(family, type == Net.SOCK_RAW ? type : Net.SOCK_DGRAM, protocol)
                    : new TraceEvent.SocketCall(family, Net.SOCK_DGRAM, within(protocol, canProtocols) ? OTHER : -1);
            case Net.PF_PHONET -> new TraceEvent.SocketCall(family, oneOf(type, 2, 5) ? type : Net.SOCK_STREAM,
                    within(protocol, AfPhonet.PHONET_NPROTO) ? protocol : -1);
            default -> new TraceEvent.SocketCall(Constants.PF_TOY, Net.SOCK_STREAM, 0);
        };
    }

    private static TraceEvent.SocketCall inet(int family, int type, int protocol, int protocolMax) {
        if (!within(protocol, protocolMax)) {
            return new TraceEvent.SocketCall(family, Net.SOCK_STREAM, -1);
        }
        int ping = family == Net.PF_INET ? AfInet.IPPROTO_ICMP : AfInet6.IPPROTO_ICMPV6;
        return switch (type) {
            case Net.SOCK_STREAM -> new TraceEvent.SocketCall(family, type, oneOf(protocol, 0, AfInet.IPPROTO_TCP) ? AfInet.IPPROTO_TCP : OTHER);
            case Net.SOCK_DGRAM -> new TraceEvent.SocketCall(family, type, oneOf(protocol, 0, AfInet.IPPROTO_UDP) ? AfInet.IPPROTO_UDP
                    : protocol == ping || protocol == L2tpIp.IPPROTO_L2TP ? protocol : OTHER);
            case Net.SOCK_RAW -> new TraceEvent.SocketCall(family, type, protocol == 0 ? 0 : OTHER);
            default -> new TraceEvent.SocketCall(family, Net.SOCK_SEQPACKET, OTHER);
        };
    }

    private static boolean within(int number, int end) {
        return number >= 0 && number < end;
    }

    private static boolean oneOf(int number, int... numbers) {
        for (int n : numbers) {
            if (n == number) {
                return true;
            }
        }
        return false;
    }
}
