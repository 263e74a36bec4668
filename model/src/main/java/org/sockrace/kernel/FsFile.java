package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.EMFILE;
import static org.sockrace.kernel.files_struct.FIRST;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;

/** fs/file.c and open.c: descriptors. MODEL: the table of descriptors is as large as it can get from the start, and never another one. */
public final class FsFile extends FdTable {

    FsFile(Kernel kernel) {
        super(kernel);
    }

    // ---- descriptors ---------------------------------------------------------------------------------------------

    /**
     * fd_install: publishes the file; from here on another thread may close or replace it. MODEL: that somebody may copy the table into a larger one meanwhile,
     * which the lock keeps away until 4.1, and a section of readers since, is left out.
     */
    public void fd_install(int fd, file file) {
        files_struct files = kernel.current().files;

        if (kernel.since(4, 2)) {
            k.might_sleep("fd_install");
            k.preempt_disable();
        } else {
            spin_lock(files.file_lock);
        }
        BUG_ON(files.fd.get(fd - FIRST).get() != null, "fd_install: slot " + fd + " not NULL");
        rcu_assign_pointer(files.fd.get(fd - FIRST), file);
        k.keeps(files.mem, Counted.FILE, file.mem);
        if (kernel.since(4, 2)) {
            k.preempt_enable();
        } else {
            spin_unlock(files.file_lock);
        }
    }

    // ---- looking up ------------------------------------------------------------------------------------------------

    /** fcheck_files, files_lookup_fd_rcu: what is there, without a reference. */
    private file fcheck_files(files_struct files, int fd) {
        if (test(fd < FIRST || fd >= files.max_fds)) return null;
        return rcu_dereference(files.fd.get(fd - FIRST));
    }

    /** fcheck, files_lookup_fd_locked: what is there, under file_lock. */
    private file fcheck(files_struct files, int fd) {
        if (test(fd < FIRST || fd >= files.max_fds)) return null;
        return rcu_dereference_raw(files.fd.get(fd - FIRST));
    }

    private file rcu_dereference_raw(Ptr<file> slot) {
        return slot.load(Order.ACQUIRE);
    }

    /** A look at the slot under file_lock. MODEL: marked, as in later kernels, because fd_install stores without the lock. */
    private file slot(files_struct files, int fd) {
        return files.fd.get(fd - FIRST).load(Order.ACQUIRE);
    }

    /** fget: a reference to the file of that descriptor, or null. MODEL: what its fput leaves for task_work_run is done as soon as sleeping is allowed. */
    public file fget(int fd) {
        files_struct files = kernel.current().files;
        List<file> works = new ArrayList<>();
        file file;

        rcu_read_lock();
        if (kernel.since(5, 4)) {
            file = __fget_files_rcu(files, fd, works);
        } else if (!kernel.since(4, 1)) {
            // A file on its way out is no file.
            file = fcheck_files(files, fd);
            if (file != null && !get_file_rcu(file)) {
                file = null;
            }
        } else {
            loop:
            while (true) {
                k.label("loop");
                file = fcheck_files(files, fd);
                // If the file is on its way out, dup2 may have put another one there: look again.
                if (test(file == null || get_file_rcu(file))) break loop;
            }
        }
        rcu_read_unlock();
        task_work_run(works);

        return file;
    }

    /**
     * Since 5.16, and in 5.4 and 5.15 by their stable trees: the file must still be there when the reference is taken, for its descriptor may have been closed
     * meanwhile. MODEL: what gives the reference back, until 5.15 it is fput_many; since 6.7 a number that is too large is masked instead. Whom a reference to
     * a file that was closed meanwhile would mislead is left out: the garbage collector of AF_UNIX, and since 6.7 who takes the file's memory again.
     */
    private file __fget_files_rcu(files_struct files, int fd, List<file> works) {
        while (true) {
            if (test(fd < FIRST || fd >= files.max_fds)) return null;
            file file = rcu_dereference(files.fd.get(fd - FIRST));
            if (test(file == null)) return null;
            if (test(!get_file_rcu(file))) continue;
            if (test(file != rcu_dereference(files.fd.get(fd - FIRST)))) {
                fput_later(file, works);
                continue;
            }
            return file;
        }
    }

    // ---- closing -----------------------------------------------------------------------------------------------------

    private int filp_close(file filp) {
        fput(filp);
        return 0;
    }

    /** close(2). MODEL: in 5.15 (5.11 and later) the way that goes well passes the label as well. */
    public int sys_close(int fd) {
        files_struct files = kernel.current().files;
        file file;

        if (kernel.since(6, 1)) {
            spin_lock(files.file_lock);
            file = pick_file(files, fd);
            spin_unlock(files.file_lock);
            if (test(file == null)) return -EBADF;
            if (kernel.since(6, 6)) {
                // At once, not on the way back to user mode.
                fput(file);
                return 0;
            }
            return filp_close(file);
        }

        spin_lock(files.file_lock);
        out_unlock: {
            if (test(fd < FIRST || fd >= files.max_fds)) break out_unlock;
            file = slot(files, fd);
            if (test(file == null)) break out_unlock;
            rcu_assign_pointer(files.fd.get(fd - FIRST), null);
            k.yields(files.mem, Counted.FILE, file.mem);
            if (!kernel.since(4, 19)) {
                __clear_close_on_exec(files, fd);
            }
            __put_unused_fd(files, fd);
            spin_unlock(files.file_lock);
            return filp_close(file);
        }
        k.label("out_unlock");
        spin_unlock(files.file_lock);
        return -EBADF;
    }

    /** pick_file, file_close_fd_locked: takes the file out of its slot, with the reference that the slot had. */
    private file pick_file(files_struct files, int fd) {
        file file;

        if (test(fd < FIRST || fd >= files.max_fds)) return null;
        file = kernel.since(6, 12, "6.1.166") ? rcu_dereference_raw(files.fd.get(fd - FIRST)) : slot(files, fd);
        if (test(file != null)) {
            rcu_assign_pointer(files.fd.get(fd - FIRST), null);
            k.yields(files.mem, Counted.FILE, file.mem);
            __put_unused_fd(files, fd);
        }
        return file;
    }

    /** fcntl(2), F_GETFD: 1 for close-on-exec. */
    public int fcntl_getfd(int fd) {
        files_struct files = kernel.current().files;
        int ret;

        spin_lock(files.file_lock);
        ret = fcheck(files, fd) != null ? files.close_on_exec.get(fd - FIRST).get() : -EBADF;
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

    // ---- copying -----------------------------------------------------------------------------------------------------

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
        if (test(newfd == oldfd)) {
            files_struct files = kernel.current().files;
            List<file> works = new ArrayList<>();
            int retval = oldfd;
            file f;

            rcu_read_lock();
            f = kernel.since(6, 12) ? __fget_files_rcu(files, oldfd, works) : fcheck_files(files, oldfd);
            if (test(f == null)) {
                retval = -EBADF;
            }
            rcu_read_unlock();
            task_work_run(works);
            if (kernel.since(6, 12)) {
                if (test(f != null)) {
                    fput(f);
                }
            }
            return retval;
        }
        return ksys_dup3(oldfd, newfd, 0);
    }

    private int ksys_dup3(int oldfd, int newfd, int flags) {
        files_struct files = kernel.current().files;
        file file;
        int err;

        if (!kernel.since(3, 10)) return sys_dup3_2_6_32(oldfd, newfd, flags);

        if (test((flags & ~O_CLOEXEC) != 0)) return -EINVAL;
        if (test(oldfd == newfd)) return -EINVAL;
        if (test(newfd < FIRST || newfd >= rlimit(files))) return -EBADF;

        spin_lock(files.file_lock);
        out_unlock: {
            Ebadf: {
                err = expand_files(files, newfd);
                file = fcheck(files, oldfd);
                if (test(file == null)) break Ebadf;
                if (test(err < 0)) {
                    if (test(err == -EMFILE)) break Ebadf;
                    break out_unlock;
                }
                return do_dup2(files, file, newfd, flags);
            }
            k.label("Ebadf");
            err = -EBADF;
        }
        k.label("out_unlock");
        spin_unlock(files.file_lock);
        return err;
    }

    private int do_dup2(files_struct files, file file, int fd, int flags) {
        file tofree;

        Ebusy: {
            // A slot that is open but empty belongs to a task that is about to install a file there.
            tofree = kernel.since(6, 12, "6.1.166") ? rcu_dereference_raw(files.fd.get(fd - FIRST)) : slot(files, fd);
            if (test(tofree == null && fd_is_open(files, fd))) break Ebusy;
            get_file(file);
            rcu_assign_pointer(files.fd.get(fd - FIRST), file);
            k.keeps(files.mem, Counted.FILE, file.mem);
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
            if (tofree == null) {
                k.own(Counted.FD, null);
            } else {
                k.yields(files.mem, Counted.FILE, tofree.mem);
            }
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

    /** dup3(2). MODEL: the table's end is looked at here, too: a descriptor behind it is one that the limit forbids. */
    private int sys_dup3_2_6_32(int oldfd, int newfd, int flags) {
        files_struct files = kernel.current().files;
        file file;
        file tofree;
        int err;

        if (test((flags & ~O_CLOEXEC) != 0)) return -EINVAL;
        if (test(oldfd == newfd)) return -EINVAL;

        spin_lock(files.file_lock);
        out_unlock: {
            Ebadf: {
                err = expand_files(files, newfd);
                file = fcheck(files, oldfd);
                if (test(file == null)) break Ebadf;
                if (test(err < 0)) {
                    if (test(err == -EMFILE)) break Ebadf;
                    break out_unlock;
                }
                err = -EBUSY;
                tofree = slot(files, newfd);
                if (test(tofree == null && fd_is_open(files, newfd))) break out_unlock;
                get_file(file);
                rcu_assign_pointer(files.fd.get(newfd - FIRST), file);
                k.keeps(files.mem, Counted.FILE, file.mem);
                __set_open_fd(files, newfd);
                if ((flags & O_CLOEXEC) != 0) {
                    __set_close_on_exec(files, newfd);
                } else {
                    __clear_close_on_exec(files, newfd);
                }
                if (tofree == null) k.own(Counted.FD, null);
                else k.yields(files.mem, Counted.FILE, tofree.mem);
                spin_unlock(files.file_lock);
                if (test(tofree != null)) filp_close(tofree);
                return newfd;
            }
            k.label("Ebadf");
            err = -EBADF;
        }
        k.label("out_unlock");
        spin_unlock(files.file_lock);
        return err;
    }

    // ---- paths ----------------------------------------------------------------------------------------------------

    /** fchownat(2) with an empty path, or that of /proc/self/fd: holds the path of the file, not the file. MODEL: until 6.19 all results pass a label. */
    public int sys_fchownat(int dfd, int uid) {
        Out<dentry> path = new Out<>();
        Out<file> work = new Out<>();
        int error;

        error = user_path_at(dfd, path, work);
        if (test(error != 0)) return error;

        error = chown_common(path.value, uid);
        path_put(path.value);
        task_work_run(work.value);
        return error;
    }

    /** user_path_at of an empty path: another reference to that of the descriptor's file. */
    private int user_path_at(int dfd, Out<dentry> path, Out<file> work) {
        file f = fget(dfd);
        if (test(f == null)) return -EBADF;
        path.value = f.f_dentry.get();
        path_get(path.value);
        work.value = fput_later(f);
        return 0;
    }

    private int chown_common(dentry path, int uid) {
        socket inode = path.d_inode.get();
        int error;

        mutex_lock(inode.i_rwsem);
        error = notify_change(inode, uid);
        mutex_unlock(inode.i_rwsem);
        return error;
    }

    /** notify_change: the inode's ->setattr. Before 4.10 sockfs had none, and an inode's owner is not modelled. */
    private int notify_change(socket inode, int uid) {
        return kernel.since(4, 10) ? kernel.socket.sockfs_setattr(inode, uid) : 0;
    }
}
