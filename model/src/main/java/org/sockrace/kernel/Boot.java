package org.sockrace.kernel;

import java.util.Collection;
import java.util.Set;

/**
 * Brings a kernel up: module files are put on its disk, then the initcalls of all that is built in run, in the order in which the kernel runs them. Modules
 * are loaded afterwards, by a task.
 */
public final class Boot {

    /** What a kernel may be built with, in the order of its initcalls. */
    public enum Part {
        /** CONFIG_NET: net/netlink/, a core_initcall. */
        NETLINK(Net.PF_NETLINK),
        /** CONFIG_INET: net/ipv4/, an fs_initcall. */
        INET(Net.PF_INET),
        /** UDP-Lite, needs INET: inet_init and inet6_init call it. */
        UDPLITE(Net.PF_INET),
        /** CONFIG_MPTCP, needs INET: inet_init and inet6_init call it. */
        MPTCP(Net.PF_INET),
        /** CONFIG_UNIX: net/unix/, an fs_initcall that is linked after net/ipv4/. */
        UNIX(Net.PF_UNIX),
        /** CONFIG_IPV6, needs INET: net/ipv6/, a device_initcall. */
        INET6(Net.PF_INET6),
        /** CONFIG_PACKET: net/packet/, a device_initcall that is linked after net/ipv6/. */
        PACKET(Net.PF_PACKET);

        private final int family;

        Part(int family) {
            this.family = family;
        }

        /** The family that it is, or belongs to. */
        public int family() {
            return family;
        }

        private boolean needsInet() {
            return this == UDPLITE || this == MPTCP || this == INET6;
        }
    }

    private Boot() { }

    /**
     * Brings that kernel up; done once. Whoever runs on the machine now runs the initcalls.
     *
     * @param builtIn what it is built with
     * @param disk its module files; a module comes after those that it depends on
     * @throws IllegalArgumentException if a part needs PF_INET, and that is not built in
     */
    public static void up(Kernel kernel, Set<Part> builtIn, ModuleImage... disk) {
        up(kernel, builtIn, AfNetlink.BUILT_IN, disk);
    }

    /**
     * The same for a kernel with other protocols of PF_NETLINK.
     *
     * @param builtIn what it is built with
     * @param netlink the protocols of PF_NETLINK that are there, if that is built in
     * @param disk its module files; a module comes after those that it depends on
     * @throws IllegalArgumentException if a part needs PF_INET, and that is not built in
     */
    public static void up(Kernel kernel, Set<Part> builtIn, Collection<Integer> netlink, ModuleImage... disk) {
        for (ModuleImage image : disk) {
            kernel.disk.put(image.name(), image);
        }
        kernel.module.boot();
        if (!builtIn.isEmpty()) {
            initcalls(kernel, builtIn, netlink);
        }
    }

    private static void initcalls(Kernel kernel, Set<Part> builtIn, Collection<Integer> netlink) {
        if (!builtIn.contains(Part.INET) && builtIn.stream().anyMatch(Part::needsInet)) {
            throw new IllegalArgumentException("without INET there is no " + builtIn.stream().filter(Part::needsInet).sorted().toList());
        }
        boolean udplite = builtIn.contains(Part.UDPLITE);
        boolean mptcp = builtIn.contains(Part.MPTCP);
        if (builtIn.contains(Part.NETLINK)) {
            kernel.netlink = new AfNetlink(kernel, netlink);
            kernel.netlink.netlink_proto_init();
        }
        if (builtIn.contains(Part.INET)) kernel.inet.inet_init();
        if (udplite) new Udplite(kernel).udplite4_register();
        if (mptcp) new Mptcp(kernel).mptcp_proto_init();
        if (builtIn.contains(Part.UNIX)) AfUnix.builtIn(kernel).af_unix_init();
        if (builtIn.contains(Part.INET6)) {
            kernel.inet6 = AfInet6.builtIn(kernel);
            kernel.inet6.inet6_init();
            if (udplite) new Udplite(kernel).udplitev6_init(kernel.inet6);
            if (mptcp) new Mptcp(kernel).mptcp_proto_v6_init(kernel.inet6);
        }
        if (builtIn.contains(Part.PACKET)) AfPacket.builtIn(kernel).packet_init();
    }
}
