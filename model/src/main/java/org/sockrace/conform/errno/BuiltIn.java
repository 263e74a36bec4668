package org.sockrace.conform.errno;

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
    UNIX("unix", Boot.Part.UNIX),
    /** CONFIG_NET. */
    NETLINK("netlink", Boot.Part.NETLINK),
    /** CONFIG_PACKET. */
    PACKET("af_packet", Boot.Part.PACKET),
    /** CONFIG_IPV6, with the protocols below if they are there. */
    INET6("ipv6", Boot.Part.INET6),
    /** UDP-Lite. */
    UDPLITE("udplite", Boot.Part.UDPLITE),
    /** CONFIG_MPTCP. */
    MPTCP("mptcp", Boot.Part.MPTCP);

    private final String module;
    private final Boot.Part part;

    BuiltIn(String module, Boot.Part part) {
        this.module = module;
        this.part = part;
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
        return Stream.of(values()).filter(b -> b.id().equals(name) || b.module.equals(name)).findFirst();
    }

    /** All these, and PF_INET. */
    static Set<Boot.Part> parts(List<BuiltIn> present) {
        Set<Boot.Part> parts = EnumSet.of(Boot.Part.INET);
        present.forEach(b -> parts.add(b.part));
        return parts;
    }
}
