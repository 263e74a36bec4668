package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.EOPNOTSUPP;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.Net.PF_PACKET;
import static org.sockrace.kernel.Net.PF_UNIX;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_PACKET;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_RDM;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Toy.Options.PLAIN;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** PF_UNIX, PF_PACKET and the toy family: one task. */
class FamiliesTest {

    private static final int FD = files_struct.FIRST;
    private static final int TOY = 18;

    static KernelConfig[] versions() {
        return NetSocketTest.versions();
    }

    @Test
    void unix() {
        LoneTask t = new LoneTask(AfUnix.image()).load("unix");
        t.as(t.user);

        assertThat(t.socket(PF_UNIX, SOCK_STREAM, 2)).isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_UNIX, SOCK_RDM, 2)).as("protocol before type").isEqualTo(-EPROTONOSUPPORT);
        assertThat(t.socket(PF_UNIX, SOCK_RDM, 0)).isEqualTo(-ESOCKTNOSUPPORT);
        assertThat(t.socket(PF_UNIX, SOCK_PACKET, 0)).isEqualTo(-ESOCKTNOSUPPORT);
        assertThat(t.socket(PF_UNIX, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(t.socket(PF_UNIX, SOCK_SEQPACKET, PF_UNIX)).isEqualTo(FD + 1);
        assertThat(t.socket(PF_UNIX, SOCK_RAW, 0)).isEqualTo(FD + 2);
        file f = t.kernel.fs.fget(FD + 2);
        assertThat(f.private_data.get().type.get()).isEqualTo(SOCK_DGRAM);
        t.kernel.fs.fput(f);
        assertThat(t.kernel.socket.sys_accept(FD)).isEqualTo(-EINVAL);
        assertThat(t.kernel.socket.sys_accept(FD + 2)).isEqualTo(-EOPNOTSUPP);
        assertThat(t.refcnt("unix")).isEqualTo(7);
        assertThat(t.as(t.root).rmmod("unix")).isEqualTo(-EWOULDBLOCK);
        t.close(FD);
        t.close(FD + 1);
        t.close(FD + 2);
        assertThat(t.rmmod("unix")).isZero();
    }

    @Test
    void theEndsOfAPairHoldEachOther() {
        LoneTask t = new LoneTask(AfUnix.image()).load("unix");
        Map<String, Integer> before = EveryFault.ledger(t);
        int[] fds = new int[2];

        assertThat(t.kernel.socket.sys_socketpair(PF_UNIX, SOCK_STREAM, 0, fds)).isZero();
        assertThat(t.refcnt("unix")).isEqualTo(5);
        t.close(fds[0]);
        assertThat(t.refcnt("unix")).as("the sk stays for its peer").isEqualTo(4);
        t.close(fds[1]);
        assertThat(t.refcnt("unix")).isEqualTo(1);
        assertThat(EveryFault.ledger(t)).isEqualTo(before);
    }

    @Test
    void unixBuiltIn() {
        LoneTask t = new LoneTask();
        assertThat(AfUnix.builtIn(t.kernel).af_unix_init()).isZero();
        assertThat(t.socket(PF_UNIX, SOCK_DGRAM, 0)).isEqualTo(FD);
        assertThat(t.close(FD)).isZero();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void unixRollsBack(KernelConfig config) {
        assertThat(EveryFault.rollsBack(() -> {
            LoneTask t = new LoneTask(config, AfUnix.image()).load("unix");
            return t.as(t.user);
        }, t -> () -> t.kernel.socket.sys_socketpair(PF_UNIX, SOCK_DGRAM, 0, new int[2])))
                .contains("files_max=" + (config.version().since(5, 15) ? "ENFILE" : "ENOMEM"), "sk_alloc=ENOMEM");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void unixIgnoresThatItsNamespaceCannotBeSetUp(KernelConfig config) {
        LoneTask t = new LoneTask(config, AfUnix.image());

        assertThat(t.failing("module_init_late").kernel.module.finit_module("unix")).isZero();
        if (config.version().since(6, 0)) {
            assertThatThrownBy(() -> t.socket(PF_UNIX, SOCK_STREAM, 0)).as("its table of sockets").isInstanceOf(NullPointerException.class);
        } else {
            assertThat(t.socket(PF_UNIX, SOCK_STREAM, 0)).isEqualTo(FD);
            assertThat(t.close(FD)).isZero();
            assertThatThrownBy(() -> t.rmmod("unix")).as("list_del of what is in no list").isInstanceOf(NullPointerException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void packet(KernelConfig config) {
        LoneTask t = new LoneTask(config, AfPacket.image()).load("af_packet");

        assertThat(t.as(t.user).socket(PF_PACKET, SOCK_STREAM, 0)).as("capability before type").isEqualTo(-EPERM);
        t.as(t.root);
        assertThat(t.socket(PF_PACKET, SOCK_STREAM, 0)).isEqualTo(-ESOCKTNOSUPPORT);
        assertThat(t.socket(PF_PACKET, SOCK_RAW, 3)).isEqualTo(FD);
        assertThat(t.socket(PF_PACKET, SOCK_DGRAM, 3)).isEqualTo(FD + 1);
        assertThat(t.socket(PF_PACKET, SOCK_PACKET, 3)).isEqualTo(FD + 2);
        assertThat(t.refcnt("af_packet")).isEqualTo(7);
        assertThat(t.kernel.socket.sys_accept(FD)).isEqualTo(-EOPNOTSUPP);
        for (int fd = FD; fd < FD + 3; fd++) {
            assertThat(t.close(fd)).isZero();
        }
        assertThat(t.rmmod("af_packet")).isZero();
        assertThat(t.socket(PF_PACKET, SOCK_RAW, 3)).isEqualTo(-EAFNOSUPPORT);
        t.load("af_packet");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void packetRollsBack(KernelConfig config) {
        assertThat(EveryFault.rollsBack(() -> new LoneTask(config, AfPacket.image()).load("af_packet"),
                t -> () -> t.socket(PF_PACKET, SOCK_RAW, 3)))
                .contains("sk_alloc=ENOBUFS", config.version().since(3, 14) ? "create=ENOBUFS" : "sock_alloc=ENFILE");
    }

    @ParameterizedTest
    @EnumSource(value = KernelVersion.class, names = {"V2_6_32", "V3_10", "V3_16", "V4_4"}, mode = EnumSource.Mode.EXCLUDE)
    void loadingPacketRollsBack(KernelVersion version) {
        EveryFault.rollsBack(() -> new LoneTask(KernelConfig.of(version), AfPacket.image()), t -> () -> t.kernel.module.finit_module("af_packet"));
    }

    @Test
    void loadingPacketOf4_4IgnoresWhatFails() {
        LoneTask t = new LoneTask(Toy.image("other", PF_PACKET, PLAIN), AfPacket.image()).load("other");

        assertThat(t.failing("module_init_late").kernel.module.finit_module("af_packet")).isZero();
        assertThat(t.socket(PF_PACKET, SOCK_STREAM, 0)).as("of the other module").isEqualTo(FD);
        assertThat(t.close(FD)).isZero();
        assertThatThrownBy(() -> t.rmmod("af_packet")).isInstanceOf(NullPointerException.class);
    }

    @Test
    void unloadingPacketOf4_4TakesTheFamilyFromItsOwner() {
        LoneTask t = new LoneTask(Toy.image("other", PF_PACKET, PLAIN), AfPacket.image()).load("other", "af_packet");

        assertThat(t.rmmod("af_packet")).isZero();
        assertThat(t.socket(PF_PACKET, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 1", "0x10000, 0"})
    void aProtocolHooksAPacketSocketIntoTheReceivePath(String protocol, int hooked) {
        LoneTask t = new LoneTask(AfPacket.image()).load("af_packet");

        assertThat(t.socket(PF_PACKET, SOCK_RAW, Integer.decode(protocol))).isEqualTo(FD);
        file f = t.kernel.fs.fget(FD);
        sock sk = f.private_data.get().sk.get();
        t.kernel.fs.fput(f);
        assertThat(sk.prot_hook.list.get()).isEqualTo(hooked);
        assertThat(sk.sk_refcnt.add_return(0)).as("the socket's, the list's and the hook's").isEqualTo(2 + hooked);
        assertThat(t.close(FD)).isZero();
        assertThat(t.rmmod("af_packet")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void loadingAToyRollsBack(Toy.Quirk quirk) {
        for (boolean first : new boolean[] {false, true}) {
            Toy.Options options = PLAIN.with(first && quirk != Toy.Quirk.FAMILY_FIRST
                    ? new Toy.Quirk[] {quirk, Toy.Quirk.FAMILY_FIRST} : new Toy.Quirk[] {quirk});
            EveryFault.rollsBack(() -> new LoneTask(Toy.image("toy", TOY, options)), t -> () -> t.kernel.module.finit_module("toy"));
        }
    }

    @Test
    void createFailsInManyWays() {
        LoneTask t = new LoneTask(Toy.image("toy", TOY, PLAIN.errors(Errno.EACCES, ENOBUFS))).load("toy");
        t.machine.injecting(choice -> choice.equals("create: ok|EACCES|ENOBUFS"));
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(-Errno.EACCES);
    }

    @Test
    void onlyTheSkPinsAModuleWithoutOwnerInItsOps() {
        LoneTask t = new LoneTask(Toy.image("toy", TOY, PLAIN.owner(Toy.OpsOwner.NULL))).load("toy");
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(t.refcnt("toy")).isEqualTo(2);
        assertThat(t.rmmod("toy")).isEqualTo(-EWOULDBLOCK);
        t.close(FD);
        assertThat(t.rmmod("toy")).isZero();
    }

    @Test
    void aModuleThatPinsItself() {
        LoneTask t = new LoneTask(Toy.image("toy", TOY, PLAIN.with(Toy.Quirk.INIT_SOCKET))).load("toy");
        assertThat(t.refcnt("toy")).isEqualTo(3);
        assertThat(t.rmmod("toy")).isEqualTo(-EWOULDBLOCK);
    }

    @Test
    void aModuleWithoutExit() {
        LoneTask t = new LoneTask(Toy.image("toy", TOY, PLAIN.with(Toy.Quirk.PERMANENT))).load("toy");
        assertThat(t.rmmod("toy")).isEqualTo(-EBUSY);
    }

    @Test
    void protocolsNeedTheirCache() {
        LoneTask t = new LoneTask(Toy.image("toy", TOY, PLAIN));
        assertThat(t.failing("module_init").kernel.module.finit_module("toy")).isEqualTo(-ENOBUFS);
        t.failing().load("toy");
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
        file f = t.kernel.fs.fget(FD);
        kmem_cache slab = f.private_data.get().sk.get().sk_prot_creator.get().slab.get();
        t.kernel.fs.fput(f);
        t.machine.free(slab.mem);
        assertThatThrownBy(() -> t.close(FD)).hasMessageContaining("kmem_cache(toy)");
    }

    /** 6.10 cleared sock->sk here, and stable kernels with it; 6.13 has left that to the families again. */
    @ParameterizedTest
    @EnumSource
    void skCommonReleaseOfSomeVersionsClearsThePointer(KernelVersion version) {
        LoneTask t = new LoneTask(KernelConfig.of(version), Toy.image("toy", TOY, PLAIN)).load("toy");
        socket sock = t.kernel.fs.fget(t.socket(TOY, SOCK_STREAM, 0)).private_data.get();
        t.kernel.sock.sk_common_release(sock.sk.get());

        assertThat(sock.sk.get() == null).isEqualTo(version.since(5, 15) && !version.since(6, 13));
    }
}
