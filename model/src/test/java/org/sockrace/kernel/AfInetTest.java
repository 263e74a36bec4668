package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Errno.EACCES;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** inet_create and the list of protocols, one call at a time. */
class AfInetTest {

    private static LoneTask task(boolean pins) {
        return new LoneTask(LoneTask.v4_4(false, pins, false), L2tpIp.image(KernelVersion.V4_4));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, ok, ok",
        "1, 6, ok, ok",
        "2, 0, ok, ok",
        "2, 17, ok, ok",
        "1, 17, EPROTONOSUPPORT, EPROTONOSUPPORT",
        "1, 132, EPROTONOSUPPORT, EPROTONOSUPPORT",
        "2, 1, EACCES, EACCES",
        "2, 115, EPROTONOSUPPORT, EPROTONOSUPPORT",
        "3, 0, EPROTONOSUPPORT, EPROTONOSUPPORT",
        "3, 1, ok, EPERM",
        "3, 255, ok, EPERM",
        "3, 256, EINVAL, EINVAL",
        "3, -1, EINVAL, EINVAL",
        "0, 0, ESOCKTNOSUPPORT, ESOCKTNOSUPPORT",
        "4, 0, ESOCKTNOSUPPORT, ESOCKTNOSUPPORT",
        "5, 0, ESOCKTNOSUPPORT, ESOCKTNOSUPPORT",
    })
    void answersAsTheKernelDoes(int type, int protocol, String root, String user) {
        for (boolean pins : new boolean[] {false, true}) {
            LoneTask t = task(pins);
            assertThat(t.as(t.root).socket(PF_INET, type, protocol)).isEqualTo(expected(root));
            if (root.equals("ok")) {
                assertThat(t.close(files_struct.FIRST)).isZero();
            }
            assertThat(t.as(t.user).socket(PF_INET, type, protocol)).isEqualTo(expected(user));
        }
    }

    private static int expected(String result) {
        return result.equals("ok") ? files_struct.FIRST : -Errno.number(result);
    }

    @Test
    void laterKernelsKnowMoreProtocols() {
        LoneTask t = new LoneTask(KernelConfig.V6_19);

        assertThat(t.socket(PF_INET, SOCK_RAW, 262)).isEqualTo(files_struct.FIRST);
        assertThat(t.socket(PF_INET, SOCK_RAW, 263)).isEqualTo(-EINVAL);
        assertThat(t.failing("sk_alloc").socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(-ENOMEM);
    }

    /** A control group's program is asked since 4.10 only, and UDP has a queue of its own since 6.18; no other init fails but that of ping sockets. */
    @ParameterizedTest
    @CsvSource({"V4_4, ok, ok", "V6_1, EPERM, ok", "V6_19, EPERM, ENOMEM"})
    void whatCanFailIsAMatterOfTheVersion(KernelVersion version, String program, String udp) {
        LoneTask t = new LoneTask(KernelConfig.of(version), L2tpIp.image(version)).load("l2tp_ip");
        Map<String, Integer> before = EveryFault.ledger(t);

        assertThat(t.failing("sk_alloc").socket(PF_INET, SOCK_DGRAM, 115)).isEqualTo(version == KernelVersion.V4_4 ? -ENOBUFS : -ENOMEM);
        opened(t, "create", SOCK_DGRAM, 115, program);
        opened(t, "create", SOCK_RAW, 255, program);
        opened(t, "proto_init", SOCK_STREAM, 0, "ok");
        opened(t, "proto_init", SOCK_RAW, 255, "ok");
        opened(t, "proto_init", SOCK_DGRAM, 115, "ok");
        opened(t, "proto_init", SOCK_DGRAM, 0, udp);
        opened(t, "proto_init", SOCK_DGRAM, 1, "EACCES");
        assertThat(t.refcnt("l2tp_ip")).isEqualTo(1);
        assertThat(EveryFault.ledger(t)).isEqualTo(before);
    }

    private static void opened(LoneTask t, String fault, int type, int protocol, String expected) {
        int fd = t.failing(fault).socket(PF_INET, type, protocol);
        assertThat(fd).as(type + ", " + protocol).isEqualTo(expected(expected));
        if (fd >= 0) {
            t.failing().close(fd);
        }
    }

    /** raw_hash_sk before init, l2tp_ip_open: both tables hold a reference. */
    @ParameterizedTest
    @EnumSource
    void socketsAreInTheTableOfTheirProtocol(KernelVersion version) {
        LoneTask t = new LoneTask(KernelConfig.of(version), L2tpIp.image(version)).load("l2tp_ip");

        for (int type : new int[] {SOCK_RAW, SOCK_DGRAM}) {
            Out<socket> made = new Out<>();
            assertThat(t.kernel.socket.sock_create(PF_INET, type, 115, made)).isZero();
            sock sk = made.value.sk.get();
            assertThat(sk.inet_num.get()).isEqualTo(115);
            assertThat(t.kernel.sock.sk_unhashed(sk)).isFalse();
            assertThat(t.machine.ledger()).containsEntry(Counted.SKREF, 2);
            t.kernel.socket.sock_release(made.value);
            assertThat(t.machine.ledger().get(Counted.SKREF)).isZero();
        }
    }

    @Test
    void theAliasOfL2tpWasTheWrongWayRound() {
        assertThat(L2tpIp.image(KernelVersion.V4_4).aliases()).containsExactly("net-pf-2-proto-2-type-115", "net-pf-2-proto-115");
        assertThat(L2tpIp.image(KernelVersion.V6_1).aliases()).containsExactly("net-pf-2-proto-115-type-2", "net-pf-2-proto-115");
        assertThat(L2tpIp6.image(KernelVersion.V4_4).aliases()).containsExactly("net-pf-10-proto-2-type-115", "net-pf-10-proto-115");
        assertThat(L2tpIp6.image(KernelVersion.V6_1).aliases()).containsExactly("net-pf-10-proto-115-type-2", "net-pf-10-proto-115");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSocketPinsItsProtocolTwice(boolean pins) {
        LoneTask t = task(pins).load("l2tp_ip");

        int fd = t.socket(PF_INET, SOCK_DGRAM, L2tpIp.IPPROTO_L2TP);
        assertThat(fd).isEqualTo(files_struct.FIRST);
        assertThat(t.refcnt("l2tp_ip")).isEqualTo(3);
        assertThat(t.rmmod("l2tp_ip")).isEqualTo(-EWOULDBLOCK);
        assertThat(t.close(fd)).isZero();
        assertThat(t.rmmod("l2tp_ip")).isZero();
        assertThat(t.socket(PF_INET, SOCK_DGRAM, L2tpIp.IPPROTO_L2TP)).isEqualTo(-EPROTONOSUPPORT);
    }

    @Test
    void aDynamicProtocolComesAfterThePermanentOnes() {
        LoneTask t = task(false).load("l2tp_ip");
        inet_protosw usurper = protosw(t, "usurper", SOCK_DGRAM, AfInet.IPPROTO_UDP);
        t.kernel.inet.inet_register_protosw(usurper);
        t.kernel.inet.inet_register_protosw(protosw(t, "sctp", SOCK_SEQPACKET, 132));
        t.kernel.inet.inet_register_protosw(protosw(t, "impossible", Net.SOCK_MAX, 132));

        assertThat(t.socket(PF_INET, SOCK_DGRAM, 0)).isEqualTo(files_struct.FIRST);
        assertThat(t.socket(PF_INET, SOCK_DGRAM, AfInet.IPPROTO_UDP)).isEqualTo(files_struct.FIRST + 1);
        assertThat(t.refcnt("l2tp_ip")).isEqualTo(1);
        assertThat(usurper.list.next.get()).as("refused").isNull();
        assertThat(t.socket(PF_INET, SOCK_SEQPACKET, 0)).as("the wildcard picks the only one").isEqualTo(files_struct.FIRST + 2);
        assertThat(t.rmmod("l2tp_ip")).isZero();
        assertThat(t.socket(PF_INET, SOCK_DGRAM, AfInet.IPPROTO_ICMP)).as("ping is still in the list").isEqualTo(-EACCES);
    }

    private static inet_protosw protosw(LoneTask t, String name, int type, int protocol) {
        proto prot = new proto(t.machine, t.machine.image(), name, null, null, null, null, t.kernel.sock::sk_common_release);
        t.kernel.sock.proto_register(prot, name);
        return new inet_protosw(t.machine, t.machine.image(), name, type, protocol, prot, t.kernel.inet.inet_dgram_ops, 0);
    }

    @Test
    void initOfTheProtocolModuleUnwinds() {
        for (KernelVersion version : KernelVersion.values()) {
            LoneTask t = new LoneTask(KernelConfig.of(version), L2tpIp.image(version));
            Set<String> results = EveryFault.rollsBack(() -> new LoneTask(KernelConfig.of(version), L2tpIp.image(version)),
                    one -> () -> one.kernel.module.finit_module("l2tp_ip"));
            assertThat(results).as("no slab cache; since 6.12 also no data for the namespace")
                    .isEqualTo(version.since(6, 12) ? Set.of("module_init=ENOMEM", "module_init=ENOBUFS") : Set.of("module_init=ENOBUFS"));

            net_protocol other = new net_protocol(t.machine, t.machine.image(), "other");
            assertThat(t.kernel.inet_protos.inet_add_protocol(other, L2tpIp.IPPROTO_L2TP)).isZero();
            Map<String, Integer> before = EveryFault.ledger(t);
            assertThat(t.kernel.module.finit_module("l2tp_ip")).as("number taken").isEqualTo(-EPERM);
            assertThat(EveryFault.ledger(t)).isEqualTo(before);
            assertThat(t.kernel.inet_protos.inet_del_protocol(other, L2tpIp.IPPROTO_L2TP)).isZero();
            assertThat(t.socket(PF_INET, SOCK_DGRAM, L2tpIp.IPPROTO_L2TP)).isEqualTo(-EPROTONOSUPPORT);
            t.load("l2tp_ip");
            assertThat(t.socket(PF_INET, 4, 0)).isEqualTo(-ESOCKTNOSUPPORT);
        }
    }
}
