package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.files_struct.FIRST;

/** fs/file.c: the table of descriptors, whose caller holds file_lock. */
public abstract class FdTable extends FsFileTable {

    /** fcntl: whether execve closes the descriptor. */
    public static final int F_GETFD = 1;
    /** fcntl: the flags of the file. */
    public static final int F_GETFL = 3;
    /** As in flags of socket(2). */
    protected static final int O_CLOEXEC = Net.SOCK_CLOEXEC;

    FdTable(Kernel kernel) {
        super(kernel);
    }

    /** RLIMIT_NOFILE, or none of them left. MODEL: the table has as many slots as RLIMIT_NOFILE allows. */
    protected final int rlimit(files_struct files) {
        return k.fails("fd_limit") ? FIRST : files.max_fds;
    }

    /** The lowest free descriptor, or that behind the last slot's. */
    protected final int find_next_fd(files_struct files) {
        int fd = FIRST;
        while (fd < files.max_fds && fd_is_open(files, fd)) {
            fd++;
        }
        return fd;
    }

    /** MODEL: the table is large enough, unless it cannot grow. */
    protected final int expand_files(files_struct files) {
        if (test(k.fails("fd_table"))) {
            spin_unlock(files.file_lock);
            k.might_sleep("expand_files");
            spin_lock(files.file_lock);
            return -ENOMEM;
        }
        return 0;
    }

    /** Whether the descriptor is reserved or installed. */
    protected final boolean fd_is_open(files_struct files, int fd) {
        return files.open_fds.get(fd - FIRST).get() != 0;
    }

    /** Reserves the descriptor. */
    protected final void __set_open_fd(files_struct files, int fd) {
        files.open_fds.get(fd - FIRST).set(1);
    }

    /** The same, since some version after 6.12 with what execve is to do. */
    protected final void __set_open_fd(files_struct files, int fd, int cloexec) {
        files.open_fds.get(fd - FIRST).set(1);
        files.close_on_exec.get(fd - FIRST).set(cloexec != 0 ? 1 : 0);
    }

    /** Frees it. */
    protected final void __clear_open_fd(files_struct files, int fd) {
        files.open_fds.get(fd - FIRST).set(0);
    }

    /** execve closes it. */
    protected final void __set_close_on_exec(files_struct files, int fd) {
        files.close_on_exec.get(fd - FIRST).set(1);
    }

    /** execve leaves it. */
    protected final void __clear_close_on_exec(files_struct files, int fd) {
        files.close_on_exec.get(fd - FIRST).set(0);
    }
}
