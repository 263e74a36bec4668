package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;

import java.util.List;
import org.sockrace.machine.Region;

/** fs/file_table.c: files. */
public abstract class FsFileTable extends FsInode {

    FsFileTable(Kernel kernel) {
        super(kernel);
    }

    /** The file, or NULL for whatever error. */
    file get_empty_filp_2_6_32() {
        Out<file> filp = new Out<>();
        return get_empty_filp(0, filp) == 0 ? filp.value : null;
    }

    /**
     * get_empty_filp, which is alloc_empty_file since 4.19. MODEL: until some version between 2.6.32 and 3.10 the result is NULL for both errors, which nobody
     * sees. That there are more than files-max files is a choice, and nobody counts
     * them.
     */
    private int get_empty_filp(int flags, Out<file> filp) {
        over: {
            if (!kernel.current().capable(task_struct.capability.CAP_SYS_ADMIN)) {
                if (test(k.fails("files_max"))) break over;
            }

            k.might_sleep("get_empty_filp");
            if (test(k.fails("file"))) return -ENOMEM;
            filp.value = k.alloc(Counted.FILP_CACHE, Region.Kind.OBJECT, mem -> new file(k, mem));
            if (kernel.since(6, 12)) {
                filp.value.f_flags.set(flags);
            }
            if (kernel.since(6, 13)) {
                file_ref_init(filp.value);
            } else {
                filp.value.f_count.set(1);
            }
            k.own(Counted.FILE, filp.value.f_count);
            if (kernel.since(4, 19) && !kernel.since(6, 12)) {
                filp.value.f_flags.set(flags);
            }
            return 0;
        }
        k.label("over");
        return -ENFILE;
    }

    /** init_file, until some version between 2.6.32 and 3.10: the file becomes that of the dentry, whose reference it takes over. */
    public void init_file(file file, dentry dentry) {
        file.f_dentry.set(dentry);
        k.keeps(file.mem, Counted.DENTRY, dentry.mem);
    }

    /** put_filp: the end of a file that never had a dentry. */
    public void put_filp(file file) {
        if (test(file_ref_put(file))) {
            file_free(file);
        }
    }

    /** The first reference: a plain counter until 6.12. */
    private void file_ref_init(file file) {
        file.f_count.set(1);
    }

    /**
     * alloc_file: takes the reference to the dentry over if it succeeds. MODEL: until some version between 2.6.32 and 3.10 its result is the
     * file, and sockets do without it.
     */
    public int alloc_file(dentry path, int flags, Out<file> res) {
        int err = get_empty_filp(flags, res);
        if (test(err != 0)) return err;

        res.value.f_dentry.set(path);
        k.keeps(res.value.mem, Counted.DENTRY, path.mem);
        res.value.f_inode.set(path.d_inode.get());
        return 0;
    }

    /** get_file: another reference for somebody who has one. */
    protected final void get_file(file file) {
        file.f_count.inc();
        k.own(Counted.FILE, file.f_count);
    }

    /** get_file_rcu: a reference for somebody who has only found the file, unless it is on its way out. */
    protected final boolean get_file_rcu(file file) {
        boolean got = file.f_count.inc_not_zero();
        if (got) {
            k.own(Counted.FILE, file.f_count);
        }
        return got;
    }

    private boolean file_ref_put(file file) {
        boolean last = file.f_count.dec_and_test();
        k.disown(Counted.FILE, file.f_count);
        return last;
    }

    /**
     * fput: gives a reference to the file back. MODEL: the last one is worked off at once, not on the way back to user mode; where the system call still does
     * something that others can see, it uses fput_later.
     */
    public void fput(file file) {
        if (test(file_ref_put(file))) {
            __fput(file);
        }
    }

    /** fput, whose work for the last reference is left for {@link #task_work_run}: the file, or null if there is none. */
    public file fput_later(file file) {
        return file_ref_put(file) ? file : null;
    }

    /** The same, where there may be several. */
    void fput_later(file file, List<file> works) {
        if (file_ref_put(file)) {
            works.add(file);
        }
    }

    /** task_work_run: the system call is on its way back to user mode, and does what fput has left for it. */
    public void task_work_run(file work) {
        if (work != null) {
            __fput(work);
        }
    }

    /** The same of several. */
    void task_work_run(List<file> works) {
        works.forEach(this::__fput);
    }

    private void __fput(file file) {
        dentry dentry = file.f_dentry.get();
        socket inode = kernel.since(3, 10) ? file.f_inode.get() : dentry.d_inode.get();

        k.might_sleep("__fput");

        kernel.socket.sock_close(inode, file);

        if (kernel.since(4, 19)) {
            dput(dentry);
            file_free(file);
        } else {
            file.f_dentry.set(null);
            if (kernel.since(3, 10)) file.f_inode.set(null);
            file_free(file);
            dput(dentry);
        }
    }

    /**
     * The memory is left to an RCU callback, because fget looks at files without a lock. MODEL: since 6.7 (SLAB_TYPESAFE_BY_RCU) it can be another file's at
     * once; that fget may then take a reference to that one for a moment is left out, as is looking at the slot again telling it.
     */
    private void file_free(file f) {
        k.free_rcu(f.mem);
    }
}
