package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.EMFILE;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.EOPNOTSUPP;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Net.NPROTO;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_PACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Toy.Options.PLAIN;
import static org.sockrace.kernel.Toy.Quirk.ACCEPTS;
import static org.sockrace.kernel.Toy.Quirk.LEAVES_SK;
import static org.sockrace.kernel.Toy.Quirk.PAIRS;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** socket(2), accept(2) and socketpair(2) of one task. */
class NetSocketTest {

    private static final int FD = files_struct.FIRST;
    private static final int TOY = 18;

    static KernelConfig[] versions() {
        return Stream.of(KernelVersion.values()).map(KernelConfig::of).toArray(KernelConfig[]::new);
    }

    private static LoneTask toy(KernelConfig config, Toy.Options options) {
        LoneTask t = new LoneTask(config, Toy.image("toy", TOY, options)).load("toy");
        return t.as(t.user);
    }

    /** What comes of no memory for a file: 2.6.32 takes it for too many files. */
    private static String file(KernelConfig config) {
        return config.version().since(3, 10) ? "file=ENOMEM" : "file=ENFILE";
    }

    private static int accept(LoneTask t, int fd) {
        return t.kernel.socket.sys_accept(fd);
    }

    private static int socketpair(LoneTask t, int[] fds) {
        return t.kernel.socket.sys_socketpair(TOY, SOCK_STREAM, 0, fds);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void anOpenSocketHoldsItsModuleTwice(KernelConfig config) {
        LoneTask t = toy(config, PLAIN);
        Map<String, Integer> before = EveryFault.ledger(t);

        assertThat(t.refcnt("toy")).isEqualTo(1);
        assertThat(t.socket(TOY, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)).isEqualTo(FD);
        assertThat(t.refcnt("toy")).isEqualTo(3);
        assertThat(t.close(FD)).isZero();
        assertThat(t.refcnt("toy")).isEqualTo(1);
        assertThat(EveryFault.ledger(t)).isEqualTo(before);
        assertThat(t.as(t.root).rmmod("toy")).isZero();
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
    }

    @Test
    void argumentsAreCheckedInOrder() {
        LoneTask t = toy(KernelConfig.V4_4, PLAIN);

        assertThat(t.socket(1000, SOCK_STREAM | 0x10, 0)).as("flags before the family").isEqualTo(-EINVAL);
        assertThat(t.socket(1000, 15, 0)).as("family before type").isEqualTo(-EAFNOSUPPORT);
        assertThat(t.socket(-1, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
        assertThat(t.socket(NPROTO, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
        assertThat(t.socket(TOY, 11, 0)).isEqualTo(-EINVAL);
        assertThat(t.socket(TOY + 1, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
        for (int fd = FD; fd < FD + 4; fd++) {
            assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(fd);
        }
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(-EMFILE);
        assertThat(t.socket(TOY + 1, SOCK_STREAM, 0)).as("descriptors come last").isEqualTo(-EAFNOSUPPORT);
    }

    @Test
    void packetSocketsByWayOfInet() {
        LoneTask t = new LoneTask(AfPacket.image()).load("af_packet");

        assertThat(t.as(t.user).socket(PF_INET, SOCK_PACKET, 0)).isEqualTo(-EPERM);
        assertThat(t.as(t.root).socket(PF_INET, SOCK_PACKET, 0)).isEqualTo(FD);
        assertThat(t.refcnt("af_packet")).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void socketRollsBack(KernelConfig config) {
        assertThat(EveryFault.rollsBack(() -> toy(config, PLAIN), t -> () -> t.socket(TOY, SOCK_STREAM, 0))).containsExactly(
                "create=ENOBUFS", "dentry=ENOMEM", "fd_limit=EMFILE", "fd_table=ENOMEM", file(config), "files_max=ENFILE",
                "security_sk_alloc=ENOMEM", "security_socket_create=EACCES", "security_socket_post_create=EACCES", "sk_alloc=ENOMEM",
                "sock_alloc=ENFILE");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void socketpairRollsBack(KernelConfig config) {
        assertThat(EveryFault.rollsBack(() -> toy(config, PLAIN.with(PAIRS)), t -> () -> socketpair(t, new int[2]))).containsExactly(
                "copy=EFAULT", "create=ENOBUFS", "dentry=ENOMEM", "fd_limit=EMFILE", "fd_table=ENOMEM", file(config), "files_max=ENFILE",
                "security_sk_alloc=ENOMEM", "security_socket_create=EACCES", "security_socket_post_create=EACCES", "sk_alloc=ENOMEM",
                "sock_alloc=ENFILE");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void acceptRollsBack(KernelConfig config) {
        assertThat(EveryFault.rollsBack(() -> toy(config, PLAIN.with(ACCEPTS)), t -> {
            assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
            return () -> accept(t, FD);
        })).containsExactly("dentry=ENOMEM", "fd_limit=EMFILE", "fd_table=ENOMEM", file(config), "files_max=ENFILE",
                "security_sk_alloc=ENOMEM", "sk_alloc=ENOMEM", "sock_alloc=ENFILE");
    }

    /** Since 5.15 accept(2) reserves a descriptor before it makes a socket, so that without one ->release never meets a socket without a sk. */
    @ParameterizedTest
    @MethodSource("versions")
    void acceptReservesTheDescriptorFirst(KernelConfig config) {
        LoneTask t = toy(config, PLAIN.with(ACCEPTS));
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(accept(t.failing("sock_alloc", "fd_limit"), FD)).isEqualTo(config.version().since(5, 15) ? -EMFILE : -ENFILE);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void pairsAndConnections(KernelConfig config) {
        LoneTask t = toy(config, PLAIN.with(ACCEPTS, PAIRS));
        int[] fds = new int[2];

        assertThat(socketpair(t, fds)).isZero();
        assertThat(fds).containsExactly(FD, FD + 1);
        assertThat(t.refcnt("toy")).isEqualTo(5);
        assertThat(accept(t, FD)).isEqualTo(FD + 2);
        assertThat(t.refcnt("toy")).as("a connection has an sk of its own").isEqualTo(7);
        t.close(FD);
        t.close(FD + 1);
        assertThat(t.refcnt("toy")).isEqualTo(3);
        t.close(FD + 2);
        assertThat(t.refcnt("toy")).isEqualTo(1);
        assertThat(accept(t, FD)).isEqualTo(-EBADF);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void familiesWithoutPairsAndConnections(KernelConfig config) {
        LoneTask t = toy(config, PLAIN);
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
        Map<String, Integer> before = EveryFault.ledger(t);

        assertThat(accept(t, FD)).as("released without an sk").isEqualTo(-EOPNOTSUPP);
        assertThat(socketpair(t, new int[2])).isEqualTo(-EOPNOTSUPP);
        assertThat(t.kernel.socket.sys_socketpair(TOY, SOCK_STREAM | 0x10, 0, new int[2])).isEqualTo(-EINVAL);
        assertThat(EveryFault.ledger(t)).isEqualTo(before);
        assertThat(t.refcnt("toy")).isEqualTo(3);
    }

    @Test
    void aFamilyThatLeavesItsSk() {
        LoneTask old = toy(KernelConfig.V4_4, PLAIN.with(LEAVES_SK));
        assertThat(old.failing("create").socket(TOY, SOCK_STREAM, 0)).as("nobody looks").isEqualTo(-ENOBUFS);
        LoneTask clearing = toy(KernelConfig.V6_1, PLAIN.with(LEAVES_SK));
        assertThat(clearing.failing("create").socket(TOY, SOCK_STREAM, 0)).as("the core clears it").isEqualTo(-ENOBUFS);
        LoneTask warning = toy(KernelConfig.V6_19, PLAIN.with(LEAVES_SK)).failing("create");
        assertThatThrownBy(() -> warning.socket(TOY, SOCK_STREAM, 0)).hasMessageContaining("left sock->sk");
    }

    @Test
    void anOwnerOfTheOpsOnItsWayOutLeaksTheSk() {
        LoneTask t = new LoneTask(Toy.image("owner", TOY - 1, PLAIN),
                Toy.image("toy", TOY, PLAIN.owner(Toy.OpsOwner.OTHER).uses("owner"))).load("owner", "toy");

        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(t.refcnt("toy")).as("the sk").isEqualTo(2);
        assertThat(t.refcnt("owner")).as("the dependency and the ops").isEqualTo(3);
        t.close(FD);

        t.loaded("owner").state.set(module.MODULE_STATE_GOING);
        Map<String, Integer> before = EveryFault.ledger(t);
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(-EAFNOSUPPORT);
        assertThat(t.refcnt("toy")).isEqualTo(2);
        Map<String, Integer> after = EveryFault.ledger(t);
        after.keySet().removeAll(before.keySet());
        assertThat(after).containsExactlyInAnyOrderEntriesOf(Map.of("SK", 1, "SKREF", 1, "WMEM", 1, "sock", 1, "objects", 1, "sk_security", 1));
    }

    @Test
    void oneFamilyForEachNumber() {
        LoneTask t = new LoneTask(Toy.image("toy", TOY, PLAIN), Toy.image("other", TOY, PLAIN), Toy.image("high", NPROTO, PLAIN),
                Toy.image("sloppy", TOY, PLAIN.with(Toy.Quirk.SLOPPY))).load("toy");

        assertThat(t.kernel.module.finit_module("other")).isEqualTo(-EEXIST);
        assertThat(t.kernel.module.finit_module("high")).isEqualTo(-ENOBUFS);
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).isEqualTo(FD);
        t.load("sloppy");
        assertThat(t.rmmod("sloppy")).isZero();
        assertThat(t.socket(TOY, SOCK_STREAM, 0)).as("it took the other's entry with it").isEqualTo(-EAFNOSUPPORT);
        assertThatThrownBy(() -> t.kernel.socket.sock_unregister(NPROTO)).hasMessageContaining("sock_unregister(46)");
    }
}
