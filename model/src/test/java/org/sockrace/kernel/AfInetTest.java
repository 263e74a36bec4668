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

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** inet_create and the list of protocols, one call at a time. */
class AfInetTest {

    private static LoneTask task(boolean pins) {
        return new LoneTask(LoneTask.v4_4(false, pins, false), L2tpIp.image());
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failuresLeaveNothingBehind(boolean pins) {
        LoneTask t = task(pins).load("l2tp_ip");
        var before = t.machine.ledger().toString();

        assertThat(t.failing("sk_alloc").socket(PF_INET, SOCK_DGRAM, 115)).isEqualTo(-ENOBUFS);
        assertThat(t.failing("proto_init").socket(PF_INET, SOCK_DGRAM, 115)).isEqualTo(-ENOMEM);
        assertThat(t.failing("create").socket(PF_INET, SOCK_DGRAM, 115)).isEqualTo(-EPERM);
        assertThat(t.failing().refcnt("l2tp_ip")).isEqualTo(1);
        t.machine.ledger().values().removeIf(n -> n == 0);
        assertThat(t.machine.ledger()).as("was " + before).doesNotContainKeys("PF", "OPS", "SK", "CP", "SKREF", "WMEM", "I", "fd", "FILE");
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
        LoneTask t = new LoneTask(L2tpIp.image(), L2tpIp.image("usurper", SOCK_DGRAM, AfInet.IPPROTO_UDP),
                L2tpIp.image("sctp", SOCK_SEQPACKET, 132)).load("l2tp_ip", "usurper", "sctp");

        assertThat(t.socket(PF_INET, SOCK_DGRAM, 0)).isEqualTo(files_struct.FIRST);
        assertThat(t.socket(PF_INET, SOCK_DGRAM, AfInet.IPPROTO_UDP)).isEqualTo(files_struct.FIRST + 1);
        assertThat(t.refcnt("l2tp_ip")).isEqualTo(1);
        assertThat(t.refcnt("usurper")).isEqualTo(1);
        assertThat(t.socket(PF_INET, SOCK_SEQPACKET, 0)).as("the wildcard picks the only one").isEqualTo(files_struct.FIRST + 2);
        assertThat(t.refcnt("sctp")).isEqualTo(3);
        assertThat(t.rmmod("l2tp_ip")).isZero();
        assertThat(t.socket(PF_INET, SOCK_DGRAM, AfInet.IPPROTO_ICMP)).as("ping is still in the list").isEqualTo(-EACCES);
    }

    @Test
    void initOfTheProtocolModuleUnwinds() {
        LoneTask t = new LoneTask(L2tpIp.image());

        assertThat(t.failing("module_init").kernel.module.finit_module("l2tp_ip")).as("no slab cache").isEqualTo(-ENOBUFS);
        Iterator<Boolean> second = List.of(false, true).iterator();
        t.machine.injecting(fault -> fault.equals("module_init") && second.next());
        assertThat(t.kernel.module.finit_module("l2tp_ip")).as("number taken").isEqualTo(-EPERM);
        t.machine.injecting(fault -> false);
        assertThat(t.socket(PF_INET, SOCK_DGRAM, L2tpIp.IPPROTO_L2TP)).isEqualTo(-EPROTONOSUPPORT);
        t.load("l2tp_ip");
        assertThat(t.socket(PF_INET, 4, 0)).isEqualTo(-ESOCKTNOSUPPORT);
    }
}
