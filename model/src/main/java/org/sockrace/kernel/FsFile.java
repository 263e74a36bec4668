package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EMFILE;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.files_struct.FIRST;

import org.sockrace.machine.Order;
import org.sockrace.machine.Region;

/** fs/file.c, file_table.c and open.c: descriptors and files. */
public final class FsFile extends FsInode {

    FsFile(Kernel kernel) {
        super(kernel);
    }

    // ---- descriptors ---------------------------------------------------------------------------------------------

    /** MODEL: the table has as many slots as RLIMIT_NOFILE allows. */
    private int max_fds(files_struct files) {
        return FIRST + files.fd.size();
    }

    private int find_next_fd(files_struct files) {
        int fd = FIRST;
        while (fd < max_fds(files) && files.open_fds.get(fd - FIRST).get() != 0) {
            fd++;
        }
        return fd;
    }

    /** MODEL: the table is large enough, unless it cannot grow. */
    private int expand_files(files_struct files) {
        if (test(k.fails("fd_table"))) {
            spin_unlock(files.file_lock);
            k.might_sleep("expand_files");
            spin_lock(files.file_lock);
            return -ENOMEM;
        }
        return 0;
    }

    /** get_unused_fd_flags (__alloc_fd): reserves the lowest free descriptor. */
    public int get_unused_fd_flags(int flags) {
        files_struct files = kernel.current().files;
        int fd;
        int error;

        spin_lock(files.file_lock);
        out: {
            fd = find_next_fd(files);

            error = -EMFILE;
            if (test(fd >= max_fds(files) || k.fails("fd_limit"))) break out;

            error = expand_files(files);
            if (test(error < 0)) break out;

            files.open_fds.get(fd - FIRST).set(1);
            files.close_on_exec.get(fd - FIRST).set((flags & SOCK_CLOEXEC) != 0 ? 1 : 0);
            k.own(Counted.FD, null);
            error = fd;
            WARN_ON(rcu_access_pointer(files.fd.get(fd - FIRST)) != null, "alloc_fd: slot " + fd + " not NULL!");
        }
        k.label("out");
        spin_unlock(files.file_lock);
        return error;
    }

    private void __put_unused_fd(files_struct files, int fd) {
        files.open_fds.get(fd - FIRST).set(0);
        k.disown(Counted.FD, null);
    }

    /** put_unused_fd: gives a reserved descriptor back. */
    public void put_unused_fd(int fd) {
        files_struct files = kernel.current().files;

        spin_lock(files.file_lock);
        __put_unused_fd(files, fd);
        spin_unlock(files.file_lock);
    }

    /** fd_install: publishes the file; from here on another thread may close or replace it. */
    public void fd_install(int fd, file file) {
        files_struct files = kernel.current().files;

        k.might_sleep("fd_install");
        k.preempt_disable();
        BUG_ON(files.fd.get(fd - FIRST).get() != null, "fd_install: slot " + fd + " not NULL");
        rcu_assign_pointer(files.fd.get(fd - FIRST), file);
        k.keeps(files.mem, Counted.FILE, file.mem);
        k.preempt_enable();
    }

    private file fcheck_files(files_struct files, int fd) {
        return valid(files, fd) ? rcu_dereference(files.fd.get(fd - FIRST)) : null;
    }

    /** A look at the slot under file_lock. MODEL: marked, as in later kernels, because fd_install stores without the lock. */
    private file slot(files_struct files, int fd) {
        return files.fd.get(fd - FIRST).load(Order.ACQUIRE);
    }

    private boolean valid(files_struct files, int fd) {
        return fd >= FIRST && fd < max_fds(files);
    }

    /** fget: a reference to the file of that descriptor, or null. */
    public file fget(int fd) {
        files_struct files = kernel.current().files;
        file file;

        rcu_read_lock();
        loop:
        while (true) {
            k.label("loop");
            file = fcheck_files(files, fd);
            // If the file is on its way out, dup2 may have put another one there: look again.
            if (test(file == null || get_file_rcu(file))) break loop;
        }
        rcu_read_unlock();

        return file;
    }

    private boolean get_file_rcu(file file) {
        boolean got = file.f_count.inc_not_zero();
        if (got) {
            k.own(Counted.FILE, file.f_count);
        }
        return got;
    }

    private void get_file(file file) {
        file.f_count.inc();
        k.own(Counted.FILE, file.f_count);
    }

    private int filp_close(file filp) {
        fput(filp);
        return 0;
    }

    /** close(2). */
    public int sys_close(int fd) {
        files_struct files = kernel.current().files;
        file file;

        spin_lock(files.file_lock);
        out_unlock: {
            if (test(!valid(files, fd))) break out_unlock;
            file = slot(files, fd);
            if (test(file == null)) break out_unlock;
            rcu_assign_pointer(files.fd.get(fd - FIRST), null);
            k.yields(files.mem, Counted.FILE, file.mem);
            __put_unused_fd(files, fd);
            spin_unlock(files.file_lock);
            return filp_close(file);
        }
        k.label("out_unlock");
        spin_unlock(files.file_lock);
        return -EBADF;
    }

    /** fcntl(2), F_GETFD: 1 for close-on-exec. */
    public int fcntl_getfd(int fd) {
        files_struct files = kernel.current().files;
        int ret;

        spin_lock(files.file_lock);
        ret = valid(files, fd) && slot(files, fd) != null ? files.close_on_exec.get(fd - FIRST).get() : -EBADF;
        spin_unlock(files.file_lock);
        return ret;
    }

    /** fcntl(2), F_GETFL. */
    public int fcntl_getfl(int fd) {
        file file = fget(fd);
        int ret;

        if (file == null) {
            return -EBADF;
        }
        ret = file.f_flags.get();
        fput(file);
        return ret;
    }

    /** dup(2). */
    public int sys_dup(int fildes) {
        int ret = -EBADF;
        file file = fget(fildes);

        if (test(file != null)) {
            ret = get_unused_fd_flags(0);
            if (test(ret >= 0)) {
                fd_install(ret, file);
            } else {
                fput(file);
            }
        }
        return ret;
    }

    /** dup2(2). */
    public int sys_dup2(int oldfd, int newfd) {
        files_struct files = kernel.current().files;
        file file;
        int err;

        if (test(newfd == oldfd)) {
            int retval = oldfd;

            rcu_read_lock();
            if (fcheck_files(files, oldfd) == null) {
                retval = -EBADF;
            }
            rcu_read_unlock();
            return retval;
        }

        if (test(!valid(files, newfd))) return -EBADF;

        spin_lock(files.file_lock);
        out_unlock: {
            Ebadf: {
                err = expand_files(files);
                file = valid(files, oldfd) ? slot(files, oldfd) : null;
                if (test(file == null)) break Ebadf;
                if (test(err < 0)) break out_unlock;
                return do_dup2(files, file, newfd);
            }
            k.label("Ebadf");
            err = -EBADF;
        }
        k.label("out_unlock");
        spin_unlock(files.file_lock);
        return err;
    }

    private int do_dup2(files_struct files, file file, int fd) {
        file tofree;

        Ebusy: {
            // A slot that is open but empty belongs to a task that is about to install a file there.
            tofree = slot(files, fd);
            if (test(tofree == null && files.open_fds.get(fd - FIRST).get() != 0)) break Ebusy;
            get_file(file);
            rcu_assign_pointer(files.fd.get(fd - FIRST), file);
            k.keeps(files.mem, Counted.FILE, file.mem);
            if (tofree == null) {
                files.open_fds.get(fd - FIRST).set(1);
                k.own(Counted.FD, null);
            } else {
                k.yields(files.mem, Counted.FILE, tofree.mem);
            }
            files.close_on_exec.get(fd - FIRST).set(0);
            spin_unlock(files.file_lock);

            if (test(tofree != null)) {
                filp_close(tofree);
            }
            return fd;
        }
        k.label("Ebusy");
        spin_unlock(files.file_lock);
        return -EBUSY;
    }

    // ---- files ---------------------------------------------------------------------------------------------------

    private int get_empty_filp(Out<file> filp) {
        if (!kernel.current().capable(task_struct.capability.CAP_SYS_ADMIN)) {
            if (test(k.fails("files_max"))) return -ENFILE;
        }

        k.might_sleep("get_empty_filp");
        if (test(k.fails("file"))) return -ENOMEM;
        filp.value = k.alloc(Counted.FILP_CACHE, Region.Kind.OBJECT, mem -> new file(k, mem));
        filp.value.f_count.set(1);
        k.own(Counted.FILE, filp.value.f_count);
        return 0;
    }

    /** alloc_file: takes the reference to the dentry over if it succeeds. */
    public int alloc_file(dentry path, int flags, Out<file> res) {
        int err = get_empty_filp(res);
        if (test(err != 0)) return err;

        res.value.f_flags.set(flags);
        res.value.f_dentry.set(path);
        k.keeps(res.value.mem, Counted.DENTRY, path.mem);
        res.value.f_inode.set(path.d_inode.get());
        return 0;
    }

    /** fput: gives a reference to the file back. MODEL: the last one is worked off at once, not on the way back to user mode. */
    public void fput(file file) {
        boolean last = file.f_count.dec_and_test();
        k.disown(Counted.FILE, file.f_count);
        if (last) {
            __fput(file);
        }
    }

    private void __fput(file file) {
        dentry dentry = file.f_dentry.get();
        socket inode = file.f_inode.get();

        k.might_sleep("__fput");

        kernel.socket.sock_close(inode, file);

        file.f_dentry.set(null);
        file.f_inode.set(null);
        file_free(file);
        dput(dentry);
    }

    /** The memory is left to an RCU callback, because fget looks at files without a lock. */
    private void file_free(file f) {
        k.free_rcu(f.mem);
    }

    // ---- paths ----------------------------------------------------------------------------------------------------

    /** fchownat(2) with an empty path: holds the path of the file, not the file. */
    public int sys_fchownat(int dfd, int uid) {
        int error;
        dentry path;
        file f = fget(dfd);
        if (test(f == null)) return -EBADF;
        path = f.f_dentry.get();
        path_get(path);
        fput(f);

        error = chown_common(path, uid);
        path_put(path);
        return error;
    }

    private int chown_common(dentry path, int uid) {
        socket inode = path.d_inode.get();
        int error;

        mutex_lock(inode.i_rwsem);
        error = kernel.socket.sockfs_setattr(inode, uid);
        mutex_unlock(inode.i_rwsem);
        return error;
    }
}
