package org.sockrace.conform.errno;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.kernel.Boot;

/** The families and protocols that a kernel may be configured to have without any module. PF_INET is always there. */
public enum BuiltIn {
    /** CONFIG_UNIX. */
    UNIX(Boot.Part.UNIX, "UNIX", "unix", "the family of local sockets"),
    /** CONFIG_NET. */
    NETLINK(Boot.Part.NETLINK, "NET", "", "the family of netlink; which protocols it has is not said"),
    /** CONFIG_PACKET. */
    PACKET(Boot.Part.PACKET, "PACKET", "af_packet", "the family of raw packets"),
    /** CONFIG_IPV6, with the protocols below if they are there. */
    INET6(Boot.Part.INET6, "IPV6", "ipv6", "the family of IPv6"),
    /** UDP-Lite. */
    UDPLITE(Boot.Part.UDPLITE, "", "", "UDP-Lite, of inet and inet6"),
    /** CONFIG_MPTCP. */
    MPTCP(Boot.Part.MPTCP, "MPTCP", "", "MPTCP, of inet and inet6");

    private final Boot.Part part;
    private final String option;
    private final String module;
    private final String meaning;

    BuiltIn(Boot.Part part, String option, String module, String meaning) {
        this.part = part;
        this.option = option;
        this.module = module;
        this.meaning = meaning;
    }

    /** The option of the kernel's configuration that it depends on, or an empty string if there is none. */
    public String option() {
        return option;
    }

    /** The module that it can be instead, or an empty string if it cannot. */
    public String module() {
        return module;
    }

    /** What it is. */
    public String meaning() {
        return meaning;
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(BuiltIn::id).toList();
    }

    /** The one of that name, or of the module of that name. */
    public static Optional<BuiltIn> of(String name) {
        return Stream.of(values()).filter(b -> b.id().equals(name) || !b.module.isEmpty() && b.module.equals(name)).findFirst();
    }

    /** All these, and PF_INET. */
    static Set<Boot.Part> parts(Collection<BuiltIn> present) {
        Set<Boot.Part> parts = EnumSet.of(Boot.Part.INET);
        present.forEach(b -> parts.add(b.part));
        return parts;
    }
}
