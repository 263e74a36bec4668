package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EALREADY;
import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.EPROTOTYPE;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.Net.PF_CAN;
import static org.sockrace.kernel.Net.PF_PHONET;
import static org.sockrace.kernel.Net.PF_PPPOX;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The families whose protocols are modules of their own, one call at a time. */
class ModularFamiliesTest {

    private static final int FD = files_struct.FIRST;

    @Test
    void can() {
        LoneTask t = new LoneTask(AfCan.image(), CanRaw.image());

        assertThat(t.socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(-EAFNOSUPPORT);
        t.load("can");
        assertThat(t.socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(-EPROTONOSUPPORT);
        t.load("can_raw");
        assertThat(t.socket(PF_CAN, SOCK_RAW, -1)).isEqualTo(-EINVAL);
        assertThat(t.socket(PF_CAN, SOCK_RAW, 7)).as("CAN_NPROTO of 4.4").isEqualTo(-EINVAL);
        assertThat(t.socket(PF_CAN, SOCK_RAW, 6)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_CAN, SOCK_DGRAM, 1)).isEqualTo(-EPROTOTYPE);
        assertThat(t.failing("sk_alloc").socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(-ENOMEM);
        assertThat(t.failing("proto_init").socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(-ENOMEM);
        assertThat(t.failing().refcnt("can_raw")).isEqualTo(1);
        assertThat(t.refcnt("can")).isEqualTo(2);

        assertThat(t.socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(FD);
        assertThat(t.refcnt("can_raw")).as("the sk alone pins it").isEqualTo(2);
        assertThat(t.rmmod("can_raw")).isEqualTo(-EWOULDBLOCK);
        assertThat(t.close(FD)).isZero();
        assertThat(t.rmmod("can")).isEqualTo(-EWOULDBLOCK);
        assertThat(t.rmmod("can_raw")).isZero();
        assertThat(t.rmmod("can")).isZero();
        assertThat(t.socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(-EAFNOSUPPORT);
    }

    @ParameterizedTest
    @EnumSource(value = KernelVersion.class, names = "V4_4", mode = EnumSource.Mode.EXCLUDE)
    void canOfLaterKernels(KernelVersion version) {
        LoneTask t = new LoneTask(KernelConfig.of(version), AfCan.image(), CanRaw.image()).load("can", "can_raw");

        assertThat(t.socket(PF_CAN, SOCK_RAW, 8)).isEqualTo(-EINVAL);
        assertThat(t.socket(PF_CAN, SOCK_RAW, 7)).as("J1939").isEqualTo(version.since(5, 4) ? -EPROTONOSUPPORT : -EINVAL);
        assertThat(t.socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(FD);
        assertThat(t.close(FD)).isZero();
        assertThat(t.rmmod("can_raw")).isZero();
        assertThat(t.rmmod("can")).isZero();
        EveryFault.rollsBack(() -> new LoneTask(KernelConfig.of(version), AfCan.image()), l -> () -> l.kernel.module.finit_module("can"));
    }

    @Test
    void canOf4_4IgnoresThatItsFamilyIsTaken() {
        LoneTask t = new LoneTask(Toy.image("other", PF_CAN, Toy.Options.PLAIN), AfCan.image()).load("other", "can");

        assertThat(t.rmmod("can")).isZero();
        assertThat(t.socket(PF_CAN, SOCK_RAW, 0)).as("taken from the other module").isEqualTo(-EAFNOSUPPORT);
        assertThat(t.failing("module_init").kernel.module.finit_module("can")).isEqualTo(-ENOMEM);
    }

    @Test
    void canWithAnOwnerInItsOps() {
        LoneTask t = new LoneTask(LoneTask.v4_4(true, false, false), AfCan.image(), CanRaw.image()).load("can", "can_raw");

        assertThat(t.socket(PF_CAN, SOCK_RAW, 1)).isEqualTo(FD);
        assertThat(t.refcnt("can_raw")).isEqualTo(3);
        assertThat(t.close(FD)).isZero();
        assertThat(t.refcnt("can_raw")).isEqualTo(1);
    }

    @Test
    void phonet() {
        LoneTask t = new LoneTask(AfPhonet.image(), PnPep.image()).load("phonet");

        assertThat(t.as(t.user).socket(PF_PHONET, SOCK_STREAM, 99)).isEqualTo(-EPERM);
        t.as(t.root);
        assertThat(t.socket(PF_PHONET, SOCK_STREAM, 0)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_PHONET, SOCK_SEQPACKET, 1)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_PHONET, SOCK_SEQPACKET, 0)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_PHONET, SOCK_DGRAM, -1)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.failing("sk_alloc").socket(PF_PHONET, SOCK_DGRAM, 0)).isEqualTo(-ENOMEM);
        assertThat(t.failing().refcnt("phonet")).isEqualTo(1);
        assertThat(t.socket(PF_PHONET, SOCK_DGRAM, 0)).isEqualTo(FD);
        assertThat(t.refcnt("phonet")).isEqualTo(3);

        t.load("pn_pep");
        assertThat(t.socket(PF_PHONET, SOCK_SEQPACKET, 0)).isEqualTo(FD + 1);
        assertThat(t.refcnt("pn_pep")).as("its ops are phonet's").isEqualTo(2);
        assertThat(t.refcnt("phonet")).isEqualTo(5);
        assertThat(t.close(FD + 1)).isZero();
        assertThat(t.rmmod("pn_pep")).isZero();
        assertThat(t.close(FD)).isZero();
        assertThat(t.rmmod("phonet")).isZero();
    }

    /** No memory for the data of a namespace, for the messages of netlink, and for the slab cache of the datagrams, which comes after sock_register. */
    @Test
    void phonetFailsBeforeAndAfterItRegistered() {
        Set<String> results = EveryFault.rollsBack(() -> new LoneTask(AfPhonet.image()), t -> () -> t.kernel.module.finit_module("phonet"));
        assertThat(results).containsExactlyInAnyOrder("module_init=ENOMEM", "module_init=ENOBUFS");

        LoneTask t = new LoneTask(AfPhonet.image());
        Iterator<Boolean> slab = List.of(false, false, true).iterator();
        t.machine.injecting(fault -> fault.equals("module_init") && slab.next());
        assertThat(t.kernel.module.finit_module("phonet")).isEqualTo(-ENOBUFS);
        t.machine.injecting(t.faults::contains);
        assertThat(t.socket(PF_PHONET, SOCK_DGRAM, 0)).isEqualTo(-EAFNOSUPPORT);
        t.load("phonet");
    }

    @Test
    void aPipeIsDestroyedByItsOwnModule() {
        LoneTask t = new LoneTask(AfPhonet.image(), PnPep.image()).load("phonet", "pn_pep");
        Out<socket> made = new Out<>();

        assertThat(t.kernel.socket.sock_create(PF_PHONET, SOCK_SEQPACKET, 0, made)).isZero();
        assertThat(made.value.sk.get().sk_destruct.get().text()).isEqualTo(t.loaded("pn_pep").mem);
    }

    @Test
    void pppox() {
        LoneTask t = new LoneTask(Pppox.image(KernelVersion.V4_4), Pppoe.image(KernelVersion.V4_4)).load("pppox");

        assertThat(t.socket(PF_PPPOX, SOCK_STREAM, 4)).isEqualTo(-EPROTOTYPE);
        assertThat(t.socket(PF_PPPOX, SOCK_STREAM, -1)).isEqualTo(-EPROTOTYPE);
        assertThat(t.socket(PF_PPPOX, SOCK_STREAM, 0)).isEqualTo(-EPROTONOSUPPORT);
        t.load("pppoe");
        assertThat(t.failing("sk_alloc").socket(PF_PPPOX, SOCK_STREAM, 0)).isEqualTo(-ENOMEM);
        assertThat(t.failing().refcnt("pppoe")).isEqualTo(1);
        assertThat(t.socket(PF_PPPOX, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(t.refcnt("pppoe")).isEqualTo(3);
        assertThat(t.close(FD)).isZero();
        assertThat(t.rmmod("pppoe")).isZero();
        assertThat(t.socket(PF_PPPOX, SOCK_STREAM, 0)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.rmmod("pppox")).isZero();
    }

    @Test
    void whatIsLoadedForPppoxDiffers() {
        assertThat(Pppox.image(KernelVersion.V4_4).aliases()).as("a request for the family loads pppoe").isEmpty();
        assertThat(Pppoe.image(KernelVersion.V4_4).aliases()).containsExactly("net-pf-24");
        assertThat(Pppox.image(KernelVersion.V6_1).aliases()).containsExactly("net-pf-24");
        assertThat(Pppoe.image(KernelVersion.V6_1).aliases()).containsExactly("net-pf-24-proto-0");
    }

    @Test
    void anOrphanIsNotReleasedTwice() {
        LoneTask t = new LoneTask(Pppox.image(KernelVersion.V4_4), Pppoe.image(KernelVersion.V4_4)).load("pppox", "pppoe");
        Out<socket> made = new Out<>();

        assertThat(t.kernel.socket.sock_create(PF_PPPOX, SOCK_STREAM, 0, made)).isZero();
        t.kernel.sock.sock_orphan(made.value.sk.get());
        assertThat(made.value.ops.get().release.get().release(made.value)).isEqualTo(-EBADF);
    }

    @Test
    void pppoeUnwinds() {
        LoneTask t = new LoneTask(Pppox.image(KernelVersion.V4_4), Pppoe.image(KernelVersion.V4_4)).load("pppox", "pppoe");
        Pppox pppox = (Pppox) t.loaded("pppox").code;

        assertThat(pppox.register_pppox_proto(Pppox.PX_PROTO_OE, null)).isEqualTo(-EALREADY);
        assertThat(pppox.register_pppox_proto(Pppox.PX_MAX_PROTO + 1, null)).isEqualTo(-EINVAL);
        assertThat(t.rmmod("pppoe")).isZero();
        assertThat(t.failing("module_init").kernel.module.finit_module("pppoe")).isEqualTo(-ENOMEM);
        assertThat(t.refcnt("pppox")).isEqualTo(1);
    }

    @Test
    void unregisteringWhatIsNotThereIsABug() {
        LoneTask t = new LoneTask(AfCan.image()).load("can");
        AfCan can = (AfCan) t.loaded("can").code;
        can_proto stranger = new can_proto(t.machine, t.machine.image(), "stranger", SOCK_RAW, 3, null, null);

        assertThatThrownBy(() -> can.can_proto_unregister(stranger)).hasMessageContaining("BUG_ON");
    }
}
