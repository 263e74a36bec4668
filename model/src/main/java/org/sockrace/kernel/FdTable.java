package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EMFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.files_struct.FIRST;

/**
 * fs/file.c: the table of descriptors, and how one is reserved. MODEL: the table of descriptors is as large as it can get from the start, and never another
 * one.
 */
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

    /** get_unused_fd_flags: reserves the lowest free descriptor. */
    public final int get_unused_fd_flags(int flags) {
        return alloc_fd(kernel.since(3, 10) ? rlimit(kernel.current().files) : 0, flags);
    }

    private int alloc_fd(int end, int flags) {
        files_struct files = kernel.current().files;
        int fd;
        int error;

        spin_lock(files.file_lock);
        out: {
            fd = find_next_fd(files);

            if (kernel.since(3, 10)) {
                error = -EMFILE;
                if (test(fd >= end)) break out;
            }

            error = expand_files(files, fd);
            if (test(error < 0)) break out;

            if (kernel.since(6, 18)) {
                __set_open_fd(files, fd, flags & O_CLOEXEC);
            } else {
                __set_open_fd(files, fd);
                if ((flags & O_CLOEXEC) != 0) {
                    __set_close_on_exec(files, fd);
                } else {
                    __clear_close_on_exec(files, fd);
                }
            }
            k.own(Counted.FD, null);
            error = fd;
            WARN_ON(rcu_access_pointer(files.fd.get(fd - FIRST)) != null, "alloc_fd: slot " + fd + " not NULL!");
        }
        k.label("out");
        spin_unlock(files.file_lock);
        return error;
    }

    protected final void __put_unused_fd(files_struct files, int fd) {
        __clear_open_fd(files, fd);
        k.disown(Counted.FD, null);
    }

    /** put_unused_fd: gives a reserved descriptor back. */
    public final void put_unused_fd(int fd) {
        files_struct files = kernel.current().files;

        spin_lock(files.file_lock);
        __put_unused_fd(files, fd);
        spin_unlock(files.file_lock);
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

    /** MODEL: the table is large enough, unless it cannot grow. Until some version between 2.6.32 and 3.10 the limit is looked at here. */
    protected final int expand_files(files_struct files, int nr) {
        if (!kernel.since(3, 10) && (nr < FIRST || nr >= rlimit(files))) return -EMFILE;

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
