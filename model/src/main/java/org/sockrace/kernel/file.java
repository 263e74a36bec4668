package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct file} of a socket. */
public final class file {

    /** References: one per descriptor, and one per user in flight. */
    public final Atomic f_count;
    /** O_NONBLOCK or 0. */
    public final Word f_flags;
    /** The dentry of its path: the file holds a reference to it. */
    public final Ptr<dentry> f_dentry;
    /** The inode, by way of the dentry. */
    public final Ptr<socket> f_inode;
    /** The socket. */
    public final Ptr<socket> private_data;
    /** The allocation. */
    public final Region mem;

    file(Machine k, Region mem) {
        this.mem = mem;
        this.f_count = k.atomic(mem, "f_count", 0);
        this.f_flags = k.word(mem, "f_flags", 0);
        this.f_dentry = k.ptr(mem, "f_path.dentry", null);
        this.f_inode = k.ptr(mem, "f_inode", null);
        this.private_data = k.ptr(mem, "private_data", null);
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
