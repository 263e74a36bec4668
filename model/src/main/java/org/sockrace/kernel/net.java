package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;

/** {@code struct net}: a network namespace. MODEL: there is one, init_net. */
public final class net {

    /** {@code struct netns_packet}: what net/packet has in it. */
    public static final class netns_packet {
        /** The list of packet sockets; its first entry is 0 until it is set up, as its mutex is then. */
        public final hlist_head sklist;
        /** Guards it. */
        public final Mutex sklist_lock;
        /** What guards it until some version between 2.6.32 and 3.10, under the same name; later null. MODEL: readers exclude each other too. */
        public final SpinLock sklist_rwlock;

        netns_packet(Machine k, KernelVersion version) {
            this.sklist = hlist_head.raw(k, k.image(), "packet.sklist");
            this.sklist_lock = k.mutex(k.image(), "packet.sklist_lock");
            this.sklist_rwlock = version.since(3, 10) ? null : k.spinlock(k.image(), "packet.sklist_rwlock");
        }
    }

    /** {@code struct netns_unix}: what net/unix has in it. */
    public static final class netns_unix {
        /** The table of sockets, or NULL; since 6.0. */
        public final Ptr<unix_table> table;

        netns_unix(Machine k) {
            this.table = k.ptr(k.image(), "unx.table", null);
        }
    }

    /** {@code struct unix_table}. MODEL: memory of its own, of which struct netns_unix really has the pointers. */
    public static final class unix_table {
        /** Guard the lists of sockets. */
        public final SpinLock locks;
        /** The lists of sockets. MODEL: one. */
        public final hlist_head buckets;
        /** The allocation. */
        public final Region mem;

        /** One in memory of its own. */
        public unix_table(Machine k, Region mem) {
            this.mem = mem;
            this.locks = k.spinlock(mem, "locks");
            this.buckets = hlist_head.head(k, mem, "buckets");
        }

        @Override
        public String toString() {
            return mem.name();
        }
    }

    /** Of net/unix. */
    public final netns_unix unx;
    /** Of net/packet. */
    public final netns_packet packet;

    net(Machine k, KernelVersion version) {
        this.unx = new netns_unix(k);
        this.packet = new netns_packet(k, version);
    }
}
