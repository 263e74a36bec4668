package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EMFILE;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.SOCK_STREAM;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptors of one task. */
class FsFileTest {

    private static final int FD = files_struct.FIRST;

    private final LoneTask t = new LoneTask();
    private final FsFile fs = t.kernel.fs;
    private Map<String, Integer> nothing;

    @BeforeEach
    void open() {
        t.as(t.user);
        nothing = EveryFault.ledger(t);
        assertThat(t.socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(FD);
    }

    @Test
    void close() {
        assertThat(t.close(FD)).isZero();
        assertThat(EveryFault.ledger(t)).isEqualTo(nothing);
        assertThat(t.close(FD)).isEqualTo(-EBADF);
        assertThat(t.close(0)).isEqualTo(-EBADF);
        assertThat(t.close(FD + 4)).isEqualTo(-EBADF);
    }

    @Test
    void dupSharesTheFile() {
        assertThat(fs.sys_dup(FD)).isEqualTo(FD + 1);
        assertThat(fs.sys_dup2(FD, FD + 3)).isEqualTo(FD + 3);
        assertThat(fs.sys_dup2(FD, FD)).isEqualTo(FD);
        t.close(FD);
        t.close(FD + 3);
        assertThat(t.machine.ledger()).containsEntry("sock", 1);
        t.close(FD + 1);
        assertThat(EveryFault.ledger(t)).isEqualTo(nothing);
    }

    @Test
    void dup2ClosesWhatWasThere() {
        assertThat(t.socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(FD + 1);
        assertThat(fs.sys_dup2(FD, FD + 1)).isEqualTo(FD + 1);
        assertThat(t.machine.ledger()).containsEntry("sock", 1);
        t.close(FD);
        t.close(FD + 1);
        assertThat(EveryFault.ledger(t)).isEqualTo(nothing);
    }

    @Test
    void nothingToDuplicate() {
        assertThat(fs.sys_dup(FD + 1)).isEqualTo(-EBADF);
        assertThat(fs.sys_dup2(FD + 1, FD)).isEqualTo(-EBADF);
        assertThat(fs.sys_dup2(0, FD)).isEqualTo(-EBADF);
        assertThat(fs.sys_dup2(FD, FD + 4)).isEqualTo(-EBADF);
        assertThat(fs.sys_dup2(FD + 1, FD + 1)).isEqualTo(-EBADF);
        assertThat(t.failing("fd_table").kernel.fs.sys_dup2(FD, FD + 1)).isEqualTo(-ENOMEM);
        assertThat(t.failing("fd_limit").kernel.fs.sys_dup(FD)).isEqualTo(-EMFILE);
        assertThat(t.failing("fd_limit").kernel.fs.sys_dup2(FD, FD + 1)).as("not EMFILE").isEqualTo(-EBADF);
        assertThat(t.failing().close(FD)).isZero();
        assertThat(EveryFault.ledger(t)).isEqualTo(nothing);
    }

    @Test
    void aReservedDescriptorBelongsToNobodyElse() {
        assertThat(fs.get_unused_fd_flags(0)).isEqualTo(FD + 1);
        assertThat(t.close(FD + 1)).isEqualTo(-EBADF);
        assertThat(fs.sys_dup2(FD, FD + 1)).isEqualTo(-EBUSY);
        assertThat(fs.fget(FD + 1)).isNull();
        assertThat(t.socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(FD + 2);
        fs.put_unused_fd(FD + 1);
        assertThat(fs.sys_dup2(FD, FD + 1)).isEqualTo(FD + 1);
    }

    @Test
    void filesMaxIsForUsers() {
        assertThat(t.failing("files_max").socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(-ENFILE);
        assertThat(t.as(t.root).socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(FD + 1);
    }

    /** Before 4.10 sockfs has no setattr: the inode has an owner, the sk has none. */
    @ParameterizedTest
    @CsvSource({"4.4, 0", "4.19, 7", "6.1, 7"})
    void theOwnerOfASocketCanBeChanged(String version, int uid) {
        LoneTask one = new LoneTask(KernelConfig.of(KernelVersion.named(version).orElseThrow()));
        Map<String, Integer> before = EveryFault.ledger(one);
        assertThat(one.as(one.user).socket(PF_INET, SOCK_STREAM, 0)).isEqualTo(FD);
        assertThat(one.kernel.fs.sys_fchownat(FD, 7)).isZero();
        assertThat(one.kernel.fs.sys_fchownat(FD + 1, 7)).isEqualTo(-EBADF);
        file f = one.kernel.fs.fget(FD);
        assertThat(f.private_data.get().sk.get().sk_uid.get()).isEqualTo(uid);
        one.kernel.fs.fput(f);
        one.close(FD);
        assertThat(EveryFault.ledger(one)).isEqualTo(before);
    }
}
