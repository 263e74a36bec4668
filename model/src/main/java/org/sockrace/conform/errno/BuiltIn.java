package org.sockrace.conform.errno;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sockrace.kernel.AfInet6;
import org.sockrace.kernel.AfNetlink;
import org.sockrace.kernel.AfPacket;
import org.sockrace.kernel.AfUnix;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.Mptcp;
import org.sockrace.kernel.Udplite;

/** The families and protocols that a kernel may be configured to have without any module. PF_INET is always there. */
public enum BuiltIn {
    /** CONFIG_UNIX. */
    UNIX("unix", kernel -> AfUnix.builtIn(kernel).init()),
    /** CONFIG_NET. */
    NETLINK("netlink", kernel -> new AfNetlink(kernel).netlink_proto_init()),
    /** CONFIG_PACKET. */
    PACKET("af_packet", kernel -> AfPacket.builtIn(kernel).init()),
    /** CONFIG_IPV6, with the protocols below if they are there. */
    INET6("ipv6", kernel -> { }),
    /** UDP-Lite. */
    UDPLITE("udplite", kernel -> { }),
    /** CONFIG_MPTCP. */
    MPTCP("mptcp", kernel -> { });

    private final String module;
    private final Consumer<Kernel> init;

    BuiltIn(String module, Consumer<Kernel> init) {
        this.module = module;
        this.init = init;
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

    /** Has the kernel register all these. */
    static void init(Kernel kernel, List<BuiltIn> present) {
        present.forEach(b -> b.init.accept(kernel));
        AfInet6 inet6 = new AfInet6(kernel);
        boolean six = present.contains(INET6);
        if (six) {
            inet6.inet6_init();
        }
        if (present.contains(UDPLITE)) {
            Udplite udplite = new Udplite(kernel);
            udplite.udplite4_register();
            if (six) {
                udplite.udplitev6_init(inet6);
            }
        }
        if (present.contains(MPTCP)) {
            Mptcp mptcp = new Mptcp(kernel);
            mptcp.mptcp_proto_init();
            if (six) {
                mptcp.mptcp_proto_v6_init(inet6);
            }
        }
    }
}
