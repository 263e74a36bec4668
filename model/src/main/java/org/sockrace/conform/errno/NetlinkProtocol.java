package org.sockrace.conform.errno;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.kernel.AfNetlink;

/** The protocols of PF_NETLINK that a kernel of 4.4 or later can have. Which of them exist is, but for the first few, a matter of its configuration. */
public enum NetlinkProtocol {
    /** Routes and devices. */
    ROUTE(0, "", "", "routes and devices"),
    /** Between processes. */
    USERSOCK(2, "", "", "between processes"),
    /** Socket monitoring. */
    SOCK_DIAG(4, "", "", "monitoring of sockets"),
    /** Look-ups in the routing table. */
    FIB_LOOKUP(10, "", "", "look-ups in the routing table"),
    /** Events of devices. */
    KOBJECT_UEVENT(15, "", "", "events of devices"),
    /** Generic netlink. */
    GENERIC(16, "", "", "generic netlink"),
    /** IPsec. */
    XFRM(6, "XFRM_USER", "xfrm_user", "IPsec"),
    /** Events of SELinux. */
    SELINUX(7, "SECURITY_SELINUX", "", "events of SELinux"),
    /** iSCSI. */
    ISCSI(8, "SCSI_ISCSI_ATTRS", "scsi_transport_iscsi", "iSCSI"),
    /** Auditing. */
    AUDIT(9, "AUDIT", "", "auditing"),
    /** Kernel connector. */
    CONNECTOR(11, "CONNECTOR", "cn", "the kernel's connector"),
    /** Netfilter. */
    NETFILTER(12, "NETFILTER_NETLINK", "nfnetlink", "netfilter"),
    /** SCSI transports. */
    SCSITRANSPORT(18, "SCSI_NETLINK", "", "SCSI transports"),
    /** Remote direct memory access. */
    RDMA(20, "INFINIBAND", "ib_core", "InfiniBand"),
    /** Cryptographic algorithms. */
    CRYPTO(21, "CRYPTO_USER", "crypto_user", "cryptographic algorithms");

    private final int number;
    private final String option;
    private final String module;
    private final String meaning;

    NetlinkProtocol(int number, String option, String module, String meaning) {
        this.number = number;
        this.option = option;
        this.module = module;
        this.meaning = meaning;
    }

    /** As users write it: {@code netlink:xfrm}. */
    public String id() {
        return BuiltIn.NETLINK.id() + ":" + name().toLowerCase(Locale.ROOT);
    }

    /** What it is for. */
    public String meaning() {
        return meaning;
    }

    /** The option of the kernel's configuration that it depends on, or an empty string if every kernel with PF_NETLINK has it. */
    public String option() {
        return option;
    }

    /** The module that registers it if it is not built in, or an empty string if it cannot be a module. */
    public String module() {
        return module;
    }

    int number() {
        return number;
    }

    /** Whether there are kernels with PF_NETLINK and without it. */
    boolean configurable() {
        return !option.isEmpty();
    }

    /** Whether the kernel of a distribution (Debian's 6.1) has it built in. */
    boolean usual() {
        return AfNetlink.BUILT_IN.contains(number);
    }

    static Optional<NetlinkProtocol> numbered(int protocol) {
        return Stream.of(values()).filter(p -> p.number == protocol).findFirst();
    }

    /** The one that a module registers. */
    static Optional<NetlinkProtocol> of(String module) {
        return Stream.of(values()).filter(p -> !p.module.isEmpty() && p.module.equals(module)).findFirst();
    }
}
