package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct dentry} of a socket: it has no name and is in no directory, but it is what owns the reference to the inode. */
public final class dentry {

    /** References: one by the file, and one by each path that somebody holds without the file. */
    public final Atomic d_count;
    /** The inode, which is the socket. */
    public final Ptr<socket> d_inode;
    /** The allocation. */
    public final Region mem;

    dentry(Machine k, Region mem) {
        this.mem = mem;
        this.d_count = k.atomic(mem, "d_count", 0);
        this.d_inode = k.ptr(mem, "d_inode", null);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
