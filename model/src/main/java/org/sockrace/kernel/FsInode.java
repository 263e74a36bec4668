package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** fs/dcache.c and fs/inode.c: the dentry and the inode of a socket. */
public abstract class FsInode extends KernelCode {

    /** The kernel that this file is a part of. */
    protected final Kernel kernel;

    FsInode(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    // ---- dentries ------------------------------------------------------------------------------------------------

    /** d_alloc_pseudo: a dentry of its own, or null. */
    public dentry d_alloc_pseudo() {
        k.might_sleep("d_alloc_pseudo");
        if (test(k.fails("dentry"))) return null;
        dentry dentry = k.alloc(Counted.DENTRY_CACHE, Region.Kind.OBJECT, mem -> new dentry(k, mem));
        dentry.d_count.set(1);
        k.own(Counted.DENTRY, dentry.d_count);
        return dentry;
    }

    /** d_instantiate: the dentry takes the caller's reference to the inode over, without another count. */
    public void d_instantiate(dentry entry, socket inode) {
        entry.d_inode.set(inode);
        k.keeps(entry.mem, Counted.INODE, inode.mem);
    }

    /** path_get: another reference to the dentry for somebody who knows of one. */
    protected final void path_get(dentry path) {
        path.d_count.inc();
        k.own(Counted.DENTRY, path.d_count);
    }

    /** path_put: gives a reference to the dentry back. */
    public void path_put(dentry path) {
        dput(path);
    }

    /**
     * dput: gives a reference to the dentry back; with the last one goes its reference to the inode. MODEL: until 3.11 the lock guards the counter; until
     * some version between 2.6.32 and 3.10 that of all dentries does, and it is looked at again under that of the dentry.
     */
    protected final void dput(dentry dentry) {
        k.might_sleep("dput");
        if (test(fast_dput(dentry))) return;
        dentry_kill(dentry);
    }

    /** fast_dput: whether that was not the last reference. MODEL: the counter and the lock of the dentry are one word in C, and here the counter is one. */
    private boolean fast_dput(dentry dentry) {
        boolean last = dentry.d_count.dec_and_test();
        k.disown(Counted.DENTRY, dentry.d_count);
        return !last;
    }

    /** dentry_kill: a socket's dentry is in no directory, so nobody can find it any more. */
    private void dentry_kill(dentry dentry) {
        socket inode = dentry.d_inode.get();

        dentry.d_inode.set(null);
        iput(inode);
        k.free(dentry.mem);
    }

    // ---- inodes --------------------------------------------------------------------------------------------------

    /** new_inode_pseudo (alloc_inode, inode_init_always): an inode of sockfs with the socket in it, or null. MODEL: if it fails, the memory goes at once. */
    public socket new_inode_pseudo() {
        k.might_sleep("sock_alloc_inode");
        if (test(k.fails("sock_alloc"))) return null;
        socket inode = k.alloc(Counted.SOCK_INODE_CACHE, Region.Kind.OBJECT, mem -> new socket(k, mem));

        inode.i_count.set(1);
        k.own(Counted.INODE, inode.i_count);
        if (test(kernel.security.security_inode_alloc(inode) != 0)) {
            k.free(inode.mem);
            k.disown(Counted.INODE, null);
            return null;
        }
        return inode;
    }

    /** ihold: another reference for somebody who knows of one. MODEL: sockets do so while nobody else has one, and who looks through all inodes is left out. */
    public void ihold(socket inode) {
        int count = inode.i_count.add_return(1);
        k.own(Counted.INODE, inode.i_count);
        WARN_ON(count < 2, "ihold: the inode had no reference");
    }

    /** iput: gives a reference back; the last one frees the inode and the socket in it. */
    public void iput(socket inode) {
        k.might_sleep("iput");
        boolean last = inode.i_count.dec_and_test();
        k.disown(Counted.INODE, inode.i_count);
        if (last) {
            destroy_inode(inode);
        }
    }

    /**
     * destroy_inode: until 5.1 sockfs freed the memory at once, since then an RCU callback does. MODEL: which of
     * the two functions sockfs has is not asked, and its wait queue is a part of the socket.
     */
    private void destroy_inode(socket inode) {
        kernel.security.security_inode_free(inode);
        if (kernel.since(5, 2)) {
            k.free_rcu(inode.mem);
        } else {
            k.free(inode.mem);
        }
    }
}
