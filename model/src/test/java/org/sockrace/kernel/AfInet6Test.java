package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Boot.Part.INET;
import static org.sockrace.kernel.Boot.Part.INET6;
import static org.sockrace.kernel.Errno.EACCES;
import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.Net.PF_INET6;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_MAX;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.inet_protosw.INET_PROTOSW_PERMANENT;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PF_INET6 built in and as a module, and its protocols that are modules, one call at a time. */
class AfInet6Test {

    private static final int FD = files_struct.FIRST;

    private static LoneTask builtIn(KernelVersion version) {
        return new LoneTask(KernelConfig.of(version), EnumSet.of(INET, INET6), L2tpIp6.image(version));
    }

    private static LoneTask module(KernelVersion version) {
        return new LoneTask(KernelConfig.of(version), AfInet6.image());
    }

    @ParameterizedTest
    @EnumSource
    void aProtocolThatIsAModule(KernelVersion version) {
        LoneTask t = builtIn(version);

        assertThat(t.socket(PF_INET6, SOCK_DGRAM, 115)).isEqualTo(-EPROTONOSUPPORT);
        t.load("l2tp_ip6");
        assertThat(t.socket(PF_INET6, SOCK_DGRAM, 115)).isEqualTo(FD);
        assertThat(t.refcnt("l2tp_ip6")).isEqualTo(3);
        assertThat(t.rmmod("l2tp_ip6")).isEqualTo(-EWOULDBLOCK);
        assertThat(t.close(FD)).isZero();
        assertThat(t.rmmod("l2tp_ip6")).isZero();
        assertThat(t.socket(PF_INET6, SOCK_DGRAM, 115)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_INET6, SOCK_DGRAM, AfInet6.IPPROTO_ICMPV6)).as("ping is still in the list")
                .isEqualTo(version.since(3, 11) ? -EACCES : -EPROTONOSUPPORT);
        t.load("l2tp_ip6");
    }

    @ParameterizedTest
    @EnumSource
    void initOfTheProtocolModuleUnwinds(KernelVersion version) {
        Set<String> results = EveryFault.rollsBack(() -> builtIn(version), t -> () -> t.kernel.module.finit_module("l2tp_ip6"));
        assertThat(results).isEqualTo(version.since(6, 12) ? Set.of("module_init=ENOMEM", "module_init=ENOBUFS") : Set.of("module_init=ENOBUFS"));

        LoneTask t = builtIn(version);
        assertThat(t.kernel.inet6_protos.inet6_add_protocol(new net_protocol(t.machine, t.machine.image(), "other"), 115)).isZero();
        Map<String, Integer> before = EveryFault.ledger(t);
        assertThat(t.kernel.module.finit_module("l2tp_ip6")).as("number taken").isEqualTo(-EPERM);
        assertThat(EveryFault.ledger(t)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void theFamilyAsAModule(KernelVersion version) {
        LoneTask t = module(version);

        assertThat(t.socket(PF_INET6, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
        t.load("ipv6");
        assertThat(t.socket(PF_INET6, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(t.refcnt("ipv6")).isEqualTo(3);
        assertThat(t.socket(PF_INET6, SOCK_RAW, 255)).isEqualTo(FD + 1);
        assertThat(t.refcnt("ipv6")).isEqualTo(5);
        assertThat(t.close(FD)).isZero();
        assertThat(t.close(FD + 1)).isZero();
        assertThat(t.refcnt("ipv6")).isEqualTo(1);
        assertThat(t.rmmod("ipv6")).as("it has no exit function").isEqualTo(-EBUSY);
    }

    /** What can fail comes before and after sock_register; nothing is left behind, and it can be loaded again. */
    @ParameterizedTest
    @EnumSource(names = {"V2_6_32", "V3_10", "V3_16", "V4_4"}, mode = EnumSource.Mode.EXCLUDE)
    void initOfTheFamilyUnwinds(KernelVersion version) {
        Set<String> results = EveryFault.rollsBack(() -> module(version), t -> () -> t.kernel.module.finit_module("ipv6"));
        assertThat(results).containsExactlyInAnyOrder("module_init=ENOBUFS", "module_init_late=ENOMEM");

        LoneTask t = module(version);
        t.failing("module_init_late").kernel.module.finit_module("ipv6");
        assertThat(t.failing().socket(PF_INET6, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
        t.load("ipv6");
        assertThat(t.socket(PF_INET6, SOCK_STREAM, 0)).isEqualTo(FD);
    }

    /** inet6_register_protosw says what it refuses, and looks behind entries that are not permanent too. */
    @Test
    void permanentProtocolsAreNotOverridden() {
        LoneTask t = builtIn(KernelVersion.V4_4);

        assertThat(register(t, SOCK_DGRAM, 200, 0)).isZero();
        assertThat(register(t, SOCK_DGRAM, AfInet.IPPROTO_UDP, 0)).isEqualTo(-EPERM);
        assertThat(register(t, SOCK_MAX, 200, 0)).isEqualTo(-Errno.EINVAL);
        assertThat(register(t, Net.SOCK_RDM, 201, 0)).isZero();
        assertThat(register(t, Net.SOCK_RDM, 202, INET_PROTOSW_PERMANENT)).isZero();
        assertThat(register(t, Net.SOCK_RDM, 202, 0)).isEqualTo(-EPERM);
        assertThat(t.socket(PF_INET6, Net.SOCK_DCCP, 0)).isEqualTo(-ESOCKTNOSUPPORT);
    }

    private static int register(LoneTask t, int type, int protocol, int flags) {
        proto prot = new proto(t.machine, t.machine.image(), "prot", null, null, null, null, t.kernel.sock::sk_common_release);
        return t.kernel.inet6.inet6_register_protosw(new inet_protosw(t.machine, t.machine.image(), "protosw", type, protocol, prot,
                t.kernel.inet6.inet6_dgram_ops, flags));
    }
}
