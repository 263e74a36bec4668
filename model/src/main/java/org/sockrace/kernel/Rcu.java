package org.sockrace.kernel;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * kernel/rcu/tree.c: callbacks, and the soft interrupt that calls them. MODEL: one processor has all callbacks, so that they are called in the order in which
 * they came; and its soft interrupts run in a thread of their own, as those of a real-time kernel do, which any code can preempt.
 */
public final class Rcu extends KernelCode {

    /** The name of the task that runs soft interrupts. */
    public static final String KSOFTIRQD = "softirq";
    /** Guards the list; the kernel turns interrupts off instead. */
    private final SpinLock lock;
    private final Ptr<rcu_head> first;
    private final Ptr<rcu_head> last;
    /** How many callbacks were not yet called. MODEL: that interrupts are off while one is counted and queued is left out. */
    private final Atomic n_cbs;
    private final Mutex barrier_mutex;
    private final rcu_head barrier_head;
    private final Word barrier_completion;
    private final rcu_head.callback rcu_barrier_callback;

    Rcu(Kernel kernel) {
        super(kernel.k);
        this.lock = k.spinlock(k.image(), "rcu_data.lock");
        this.first = k.ptr(k.image(), "rcu_data.cblist", null);
        this.last = k.ptr(k.image(), "rcu_data.cblist.tail", null);
        this.n_cbs = k.atomic(k.image(), "rcu_data.n_cbs", 0);
        this.barrier_mutex = k.mutex(k.image(), "rcu_state.barrier_mutex");
        this.barrier_head = new rcu_head(k, k.image(), "rcu_data.barrier_head", null);
        this.rcu_barrier_callback = new rcu_head.callback(k.image(), this::rcu_barrier_callback);
        this.barrier_completion = k.word(k.image(), "rcu_state.barrier_completion", 0);
    }

    /** call_rcu: has {@code func} called after a grace period, and waits for nothing. From here on the list keeps what the head is in. */
    public void call_rcu(rcu_head head, rcu_head.callback func) {
        head.func.set(func);
        head.next.set(null);

        n_cbs.inc();
        k.own(Counted.N_CBS, n_cbs);
        k.keeps(head.mem, Counted.N_CBS, k.image());
        spin_lock(lock);
        k.keeps(k.image(), Counted.CALLBACK, head.mem);
        if (first.get() == null) {
            first.set(head);
        } else {
            last.get().next.set(head);
        }
        last.set(head);
        spin_unlock(lock);
    }

    /**
     * rcu_barrier: returns when every callback that waited when it was called has returned. A module whose text has callbacks must call it before it goes: a
     * grace period alone does not wait for them. MODEL: the number of barriers, which smp_mb orders, is left out.
     */
    public void rcu_barrier() {
        mutex_lock(barrier_mutex);
        // rcu_seq_start.
        smp_mb();
        if (n_cbs.read() != 0) {
            barrier_completion.set(0);
            call_rcu(barrier_head, rcu_barrier_callback);
            k.wait_event(barrier_completion.is(1));
        }
        // rcu_seq_end.
        smp_mb();
        mutex_unlock(barrier_mutex);
    }

    private void rcu_barrier_callback(rcu_head head) {
        // complete() unlocks the completion's lock, which wait_for_completion() takes.
        barrier_completion.store(1, Order.RELEASE);
    }

    /** rcu_pending: whether callbacks wait. */
    private boolean rcu_pending() {
        return first.get() != null;
    }

    /** rcu_core: waits for a grace period, and calls the callbacks that there are. */
    private void rcu_core() {
        rcu_do_batch();
    }

    /** run_ksoftirqd: one round of the thread that runs soft interrupts. It begins when there are callbacks. */
    public int run_ksoftirqd() {
        k.wait_event(first.isNot(null));
        rcu_core();
        return 0;
    }

    /** do_softirq: runs what waits, on the way out of a call. For who is alone on the machine: otherwise the thread of {@link #run_ksoftirqd} does it. */
    public void do_softirq() {
        while (rcu_pending()) {
            rcu_core();
        }
    }

    private void rcu_do_batch() { // MODEL: no task reads what a callback is about to free; soft interrupts do, and both flavours wait for them.
        spin_lock(lock);
        rcu_head list = first.get();
        first.set(null);
        last.set(null);
        spin_unlock(lock);

        synchronize_rcu();

        for (rcu_head rhp = list; rhp != null;) {
            // It may be freed with what it is in.
            rcu_head next = rhp.next.get();
            rcu_invoke(rhp);
            // rcu_segcblist_add_len, "order counts vs. rcu_barrier".
            smp_mb__before_atomic();
            n_cbs.dec();
            k.disown(Counted.N_CBS, n_cbs);
            smp_mb__after_atomic();
            rhp = next;
        }
    }

    /** Soft interrupts do not sleep. MODEL: no callback tries to. */
    private void rcu_invoke(rcu_head rhp) {
        rcu_head.callback func = rhp.func.get();
        k.yields(k.image(), Counted.CALLBACK, rhp.mem);
        k.yields(rhp.mem, Counted.N_CBS, k.image());
        k.softirq_enter();
        call(func.text(), () -> func.function().call(rhp));
        k.softirq_exit();
    }
}
