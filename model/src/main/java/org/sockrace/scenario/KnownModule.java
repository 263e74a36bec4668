package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.kernel.Net;

/** The modules that the modelled kernel has: real ones, which a scenario only has to name. Every other name is a toy family. */
public enum KnownModule {
    /** PF_PACKET. */
    AF_PACKET(Net.PF_PACKET),
    /** PF_PACKET with the init of 5.15 and before: the family is registered before what it needs is there. */
    AF_PACKET_EARLY(Net.PF_PACKET),
    /** PF_UNIX. */
    AF_UNIX(Net.PF_UNIX),
    /** PF_CAN. */
    CAN(Net.PF_CAN),
    /** The protocol CAN_RAW. */
    CAN_RAW(Net.PF_CAN, "can"),
    /** PF_PHONET. */
    PHONET(Net.PF_PHONET),
    /** Phonet's pipes. */
    PN_PEP(Net.PF_PHONET, "phonet"),
    /** A protocol of PF_INET. */
    L2TP_IP(Net.PF_INET),
    /** PF_PPPOX. */
    PPPOX(Net.PF_PPPOX),
    /** A protocol of PF_PPPOX. */
    PPPOE(Net.PF_PPPOX, "pppox");

    private final int family;
    private final List<String> depends;

    KnownModule(int family, String... depends) {
        this.family = family;
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
