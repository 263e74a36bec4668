package org.sockrace.conform.errno;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a kernel has without any module, besides PF_INET.
 *
 * @param parts the families and protocols
 * @param netlink the protocols of PF_NETLINK, if that is one of the parts
 * @param netlinkSaid whether somebody has said which these are; if not, they are those of a distribution's kernel, and another one may have others
 */
public record BuiltIns(Set<BuiltIn> parts, Set<NetlinkProtocol> netlink, boolean netlinkSaid) {

    /** Everything that can be named, but of the protocols of PF_NETLINK only what a distribution's kernel has. */
    public static final BuiltIns USUAL = of(BuiltIn.ids());

    /** Copies the sets. */
    public BuiltIns {
        parts = Set.copyOf(parts);
        netlink = Set.copyOf(netlink);
    }

    /** All names: {@code packet}, {@code netlink:xfrm}. */
    public static List<String> ids() {
        return Stream.concat(BuiltIn.ids().stream(), Stream.of(NetlinkProtocol.values()).map(NetlinkProtocol::id)).toList();
    }

    /** Whether that is a name, or that of the module with which another kernel has the same. */
    public static boolean has(String name) {
        return names().anyMatch(name::equals);
    }

    /** All such names. */
    static Stream<String> names() {
        return Stream.of(ids().stream(), Stream.of(BuiltIn.values()).map(BuiltIn::module), Stream.of(NetlinkProtocol.values()).map(NetlinkProtocol::module))
                .flatMap(names -> names).filter(name -> !name.isEmpty());
    }

    /**
     * A kernel that has these, and nothing else. A protocol {@code netlink:...} brings PF_NETLINK and what that always has; if there is none of them, it is not
     * said which there are.
     *
     * @param names names for which {@link #has} holds
     */
    public static BuiltIns of(Collection<String> names) {
        Set<BuiltIn> parts = EnumSet.noneOf(BuiltIn.class);
        Set<NetlinkProtocol> netlink = EnumSet.noneOf(NetlinkProtocol.class);
        names.forEach(name -> BuiltIn.of(name).ifPresent(parts::add));
        names.forEach(name -> protocol(name).ifPresent(netlink::add));
        boolean said = !netlink.isEmpty();
        if (said) {
            parts.add(BuiltIn.NETLINK);
        }
        Stream.of(NetlinkProtocol.values()).filter(p -> said ? !p.configurable() : p.usual()).forEach(netlink::add);
        return new BuiltIns(parts, netlink, said);
    }

    /** The same kernel with what these modules add to it, as far as it might have been built in. */
    BuiltIns with(Collection<String> modules) {
        Set<BuiltIn> more = modules.stream().flatMap(m -> BuiltIn.of(m).stream()).collect(Collectors.toSet());
        Set<NetlinkProtocol> protocols = modules.stream().flatMap(m -> NetlinkProtocol.of(m).stream()).collect(Collectors.toSet());
        more.addAll(parts);
        protocols.addAll(netlink);
        return new BuiltIns(more, protocols, netlinkSaid);
    }

    private static Optional<NetlinkProtocol> protocol(String name) {
        return Stream.of(NetlinkProtocol.values()).filter(p -> p.id().equals(name) || !p.module().isEmpty() && p.module().equals(name)).findFirst();
    }
}
