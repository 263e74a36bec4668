package org.sockrace.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.Net;

/** The modules that the modelled kernel has: real ones, which a scenario only has to name. Every other name is a toy family. */
public enum KnownModule {
    AF_PACKET(Net.PF_PACKET, "the family of raw packets"),
    AF_UNIX(Net.PF_UNIX, "the family of local sockets"),
    CAN(Net.PF_CAN, "the family of the controller area network, whose protocols are modules"),
    CAN_RAW(Net.PF_CAN, "its protocol CAN_RAW", "can"),
    PHONET(Net.PF_PHONET, "the family of Nokia's modems"),
    PN_PEP(Net.PF_PHONET, "its pipes, the protocol PN_PROTO_PIPE", "phonet"),
    IPV6(Net.PF_INET6, "the family of IPv6, which is built in if no scenario names this module; it cannot be unloaded"),
    L2TP_IP(Net.PF_INET, "a protocol of PF_INET, IPPROTO_L2TP"),
    L2TP_IP6(Net.PF_INET6, "a protocol of PF_INET6, IPPROTO_L2TP; only where IPv6 is built in"),
    PPPOX(Net.PF_PPPOX, "the family of PPP over something, whose protocols are modules"),
    PPPOE(Net.PF_PPPOX, "its protocol PX_PROTO_OE", "pppox"),
    AF_ALG(Net.PF_ALG, "a sketch of the kernel's algorithms: sockets that are not bound to any"),
    KCM(Net.PF_KCM, "a sketch of the kernel's connection multiplexor: sockets and their clones"),
    SCTP(Net.PF_INET, "a sketch of IPPROTO_SCTP: how it is loaded"),
    TIPC(Net.PF_TIPC, "a sketch of TIPC: how it is loaded, and its topology server"),
    XFRM_USER(Net.PF_NETLINK, "a sketch of the protocol NETLINK_XFRM of PF_NETLINK: how it comes and goes"),
    VSOCK(Net.PF_VSOCK, "a sketch of sockets of virtual machines: datagrams"),
    VMW_VSOCK_VMCI_TRANSPORT(Net.PF_VSOCK, "a sketch of their transport for datagrams", "vsock");

    private static final Set<KnownModule> SKETCHES = EnumSet.of(AF_ALG, KCM, SCTP, TIPC, XFRM_USER, VSOCK, VMW_VSOCK_VMCI_TRANSPORT);

    private final int family;
    private final String meaning;
    private final List<String> depends;

    KnownModule(int family, String meaning, String... depends) {
        this.family = family;
        this.meaning = meaning;
        this.depends = List.of(depends);
    }

    /** As users write it, and as rmmod takes it. */
    public String id() {
        return this == AF_UNIX ? "unix" : name().toLowerCase(Locale.ROOT);
    }

    /** The family that it is, or belongs to. */
    public int family() {
        return family;
    }

    /** Whether kernels of that version have it: L2TP over IP came after 2.6.32. */
    public boolean isIn(KernelVersion version) {
        return version.since(3, 10) || this != L2TP_IP && this != L2TP_IP6;
    }

    /** Whether it is a whole family, and no protocol of one. */
    public boolean isFamily() {
        return depends.isEmpty() && this != L2TP_IP && this != L2TP_IP6 && this != SCTP && this != XFRM_USER;
    }

    /** Whether only as much of it is modelled as one bug of Linux needs. */
    public boolean isSketch() {
        return SKETCHES.contains(this);
    }

    /** Those that are modelled as a whole. */
    public static List<KnownModule> whole() {
        return Stream.of(values()).filter(m -> !m.isSketch()).toList();
    }

    /** What it is. */
    public String meaning() {
        return meaning;
    }

    /** The modules whose symbols it uses. */
    public List<String> depends() {
        return depends;
    }

    /** The module of that name, if the model has it. */
    public static Optional<KnownModule> of(String id) {
        return Stream.of(values()).filter(m -> m.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(KnownModule::id).toList();
    }
}
