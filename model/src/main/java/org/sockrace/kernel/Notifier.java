package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/** kernel/notifier.c. MODEL: all have the same priority: who comes later is told later. A raw chain has no lock but its callers'. */
public final class Notifier extends KernelCode {

    /** The function does not care. */
    public static final int NOTIFY_DONE = 0;
    /** All is well. */
    public static final int NOTIFY_OK = 1;
    /** Nobody else is to be told. */
    public static final int NOTIFY_STOP_MASK = 0x8000;
    /** All is not well, and nobody else is to be told. */
    public static final int NOTIFY_BAD = NOTIFY_STOP_MASK | 2;

    private final Kernel kernel;

    Notifier(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** rcu_dereference_raw. */
    private notifier_call rcu_dereference_raw(Ptr<notifier_call> p) {
        return READ_ONCE(p);
    }

    private int notifier_chain_register(Ptr<notifier_call> nl, notifier_call n) {
        Ptr<notifier_call> at = nl;
        for (notifier_call next = at.get(); next != null; next = at.get()) {
            WARN_ON(next == n, "notifier callback " + n + " already registered");
            if (next == n) {
                return -EEXIST;
            }
            at = next.next;
        }
        n.next.set(null);
        rcu_assign_pointer(at, n);
        k.keeps(k.image(), Counted.REGISTERED, n.mem);
        return 0;
    }

    private int notifier_chain_unregister(Ptr<notifier_call> nl, notifier_call n) {
        Ptr<notifier_call> at = nl;
        for (notifier_call next = at.get(); next != null; next = at.get()) {
            if (next == n) {
                rcu_assign_pointer(at, n.next.get());
                k.yields(k.image(), Counted.REGISTERED, n.mem);
                return 0;
            }
            at = next.next;
        }
        notRegistered("notifier " + n);
        return -ENOENT;
    }

    private int notifier_call_chain(Ptr<notifier_call> nl, int action) {
        int ret = NOTIFY_DONE;

        notifier_call nb = rcu_dereference_raw(nl);
        while (nb != null) {
            notifier_call next_nb = rcu_dereference_raw(nb.next);
            notifier_call.notifier_fn_t fn = nb.notifier_call;
            ret = call(nb.text, () -> fn.call(action));
            if ((ret & NOTIFY_STOP_MASK) != 0) {
                break;
            }
            nb = next_nb;
        }
        return ret;
    }

    /** atomic_notifier_chain_register. */
    public int atomic_notifier_chain_register(notifier_head nh, notifier_call n) {
        spin_lock(nh.lock);
        int ret = notifier_chain_register(nh.head, n);
        spin_unlock(nh.lock);
        return ret;
    }

    /** atomic_notifier_chain_unregister: and waits until nobody is on his way to it. */
    public int atomic_notifier_chain_unregister(notifier_head nh, notifier_call n) {
        spin_lock(nh.lock);
        int ret = notifier_chain_unregister(nh.head, n);
        spin_unlock(nh.lock);
        synchronize_rcu();
        return ret;
    }

    /** atomic_notifier_call_chain: in a read-side critical section. */
    public int atomic_notifier_call_chain(notifier_head nh, int action) {
        rcu_read_lock();
        int ret = notifier_call_chain(nh.head, action);
        rcu_read_unlock();
        return ret;
    }

    /** blocking_notifier_chain_register. */
    public int blocking_notifier_chain_register(notifier_head nh, notifier_call n) {
        kernel.rwsem.down_write(nh.rwsem);
        int ret = notifier_chain_register(nh.head, n);
        kernel.rwsem.up_write(nh.rwsem);
        return ret;
    }

    /** blocking_notifier_chain_unregister: waits until nobody walks the chain. */
    public int blocking_notifier_chain_unregister(notifier_head nh, notifier_call n) {
        kernel.rwsem.down_write(nh.rwsem);
        int ret = notifier_chain_unregister(nh.head, n);
        kernel.rwsem.up_write(nh.rwsem);
        return ret;
    }

    /** blocking_notifier_call_chain: as a reader of the semaphore, if there is anybody to be told. */
    public int blocking_notifier_call_chain(notifier_head nh, int action) {
        int ret = NOTIFY_DONE;

        if (rcu_access_pointer(nh.head) != null) {
            kernel.rwsem.down_read(nh.rwsem);
            ret = notifier_call_chain(nh.head, action);
            kernel.rwsem.up_read(nh.rwsem);
        }
        return ret;
    }

    /** raw_notifier_chain_register. */
    public int raw_notifier_chain_register(notifier_head nh, notifier_call n) {
        return notifier_chain_register(nh.head, n);
    }

    /** raw_notifier_chain_unregister. */
    public int raw_notifier_chain_unregister(notifier_head nh, notifier_call n) {
        return notifier_chain_unregister(nh.head, n);
    }

    /** raw_notifier_call_chain. */
    public int raw_notifier_call_chain(notifier_head nh, int action) {
        return notifier_call_chain(nh.head, action);
    }
}
