package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct socket_alloc}: a struct socket and its inode, one allocation of sock_inode_cache. */
public final class socket {

    /** SS_FREE, SS_UNCONNECTED ... */
    public final Word state;
    /** SOCK_STREAM ... */
    public final Word type;
    /** The family's functions; NULL before create and after release. */
    public final Ptr<proto_ops> ops;
    /** The protocol's part. */
    public final Ptr<sock> sk;
    /** The open file, or NULL. */
    public final Ptr<file> file;
    /** The inode's reference counter. */
    public final Atomic i_count;
    /** The inode's rwsem (write side), inode_lock. */
    public final Mutex i_rwsem;
    /** The LSM's blob of the inode. */
    public final Ptr<Region> i_security;
    /** The allocation. */
    public final Region mem;

    socket(Machine k, Region mem) {
        this.mem = mem;
        this.state = k.word(mem, "state", 0);
        this.type = k.word(mem, "type", 0);
        this.ops = k.ptr(mem, "ops", null);
        this.sk = k.ptr(mem, "sk", null);
        this.file = k.ptr(mem, "file", null);
        this.i_count = k.atomic(mem, "i_count", 0);
        this.i_security = k.ptr(mem, "i_security", null);
        this.i_rwsem = k.mutex(mem, "i_rwsem");
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
