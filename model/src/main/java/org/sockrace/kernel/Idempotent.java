package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINTR;
import static org.sockrace.kernel.rculist.list_add;
import static org.sockrace.kernel.rculist.list_del;
import static org.sockrace.kernel.rculist.list_empty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * The part of kernel/module/main.c by which, since 6.5, those who load the same file at the same time share one load and its result. MODEL: each file has a
 * bucket of its own in idem_hash.
 */
final class Idempotent extends KernelCode {

    /** {@code struct idempotent}: one who loads; on its stack. */
    private final class idempotent {

        private final Region mem;
        private final list_head<idempotent> entry;
        private final Word complete;
        private final Word ret;

        private idempotent(Region mem) {
            this.mem = mem;
            this.entry = list_head.in(k, mem, "entry", this);
            this.complete = k.word(mem, "complete", 0);
            this.ret = k.word(mem, "ret", -EINTR);
        }

        @Override
        public String toString() {
            return mem.name();
        }
    }

    private final Kernel kernel;
    private final SpinLock idem_lock;
    private final Map<String, list_head<idempotent>> idem_hash = new LinkedHashMap<>();

    Idempotent(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.idem_lock = k.spinlock(k.image(), "idem_lock");
    }

    /** Makes the buckets of the files that are on the disk now. */
    void boot() {
        for (String name : kernel.disk.keySet()) {
            list_head<idempotent> bucket = list_head.head(k, k.image(), "idem_hash[" + name + "]");
            bucket.bare = kernel.alone;
            idem_hash.put(name, bucket);
        }
    }

    /** idempotent: enters the list of those who load that file, and says whether somebody is there already. */
    private boolean idempotent(idempotent u, list_head<idempotent> head) {
        boolean first;

        spin_lock(idem_lock);
        first = list_empty(head);
        list_add(u.entry, head);
        spin_unlock(idem_lock);

        return !first;
    }

    /** idempotent_complete: the first one is done; everybody on the list gets its result. */
    private int idempotent_complete(list_head<idempotent> head, int ret) {
        list_head<idempotent> next;

        spin_lock(idem_lock);
        for (list_head<idempotent> pos = head.next.get(); pos != head; pos = next) {
            next = pos.next.get();
            list_del(pos);
            pos.entry.ret.store(ret, Order.ONCE);
            pos.entry.complete.store(1, Order.RELEASE);
        }
        spin_unlock(idem_lock);
        return ret;
    }

    /** idempotent_wait_for_completion: a signal ends the wait since 6.11; the completion may still come meanwhile. */
    private int idempotent_wait_for_completion(idempotent u) {
        if (kernel.since(6, 11) && test(k.fails("signal"))) {
            spin_lock(idem_lock);
            if (u.entry.next.get() != null) {
                list_del(u.entry);
            }
            spin_unlock(idem_lock);
        } else {
            k.wait_event(u.complete.is(1));
        }
        return u.ret.load(Order.ONCE);
    }

    int idempotent_init_module(ModuleImage f, IntSupplier init_module_from_file) {
        list_head<idempotent> cookie = idem_hash.get(f.name());
        idempotent idem = k.alloc(Counted.IDEMPOTENT, Region.Kind.OBJECT, idempotent::new);
        int ret;

        // Who comes first loads.
        if (!idempotent(idem, cookie)) {
            ret = init_module_from_file.getAsInt();
            ret = idempotent_complete(cookie, ret);
        } else {
            ret = idempotent_wait_for_completion(idem);
        }
        k.free(idem.mem);
        return ret;
    }
}
