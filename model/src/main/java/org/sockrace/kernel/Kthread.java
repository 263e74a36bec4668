package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINTR;

import org.sockrace.machine.Condition;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;

/**
 * kernel/kthread.c. MODEL: there is always memory for a thread, and no signal kills kthread_create. Nobody is missed who waits in {@code schedule}, or for
 * something or to be stopped: a thread may do so for ever. Whoever waits for it is.
 */
public final class Kthread extends KernelCode {

    static final int TASK_RUNNING = 0;
    static final int TASK_INTERRUPTIBLE = 1;
    static final int TASK_UNINTERRUPTIBLE = 2;
    private static final int KTHREAD_SHOULD_STOP = 1;

    /** Who runs them. */
    public final Agents<kthread_slot> slots;
    private final Kernel kernel;

    Kthread(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.slots = new Agents<>(n -> new kthread_slot(k, n == 0 ? "kthread" : "kthread." + n));
    }

    /** kthread_create: makes a thread, which does nothing until it is woken. */
    public kthread kthread_create(kthread_create_info create) {
        k.might_sleep("kthread_create");
        kthread task = k.alloc(create.name, Region.Kind.OBJECT, mem -> new kthread(kernel, mem, create));
        k.keeps(k.image(), Counted.REGISTERED, task.mem);
        task.slot.thread.store(task, Order.RELEASE);
        return task;
    }

    /** kthread_run: makes one and wakes it. */
    public kthread kthread_run(kthread_create_info create) {
        kthread task = kthread_create(create);
        wake_up_process(task);
        return task;
    }

    /** wake_up_process: it goes on, if it is where it sleeps. */
    public void wake_up_process(kthread task) {
        WRITE_ONCE(task.state, TASK_RUNNING);
    }

    /** get_task_struct. */
    public void get_task_struct(kthread task) {
        task.usage.inc();
    }

    /** put_task_struct: the last one frees it, after a grace period. */
    public void put_task_struct(kthread task) {
        if (task.usage.dec_and_test()) {
            k.yields(k.image(), Counted.REGISTERED, task.mem);
            k.free_rcu(task.mem);
        }
    }

    /**
     * kthread_stop: asks it to end, and waits until it has. The caller's pointer must still be one: a thread that ends by itself is freed then, unless somebody
     * has a reference to it.
     *
     * @return what its function returned; -EINTR if it was never called
     */
    public int kthread_stop(kthread task) {
        int ret;

        k.might_sleep("kthread_stop");
        get_task_struct(task);
        WRITE_ONCE(task.should_stop, KTHREAD_SHOULD_STOP);
        wake_up_process(task);
        k.wait_event(task.exited.is(1));
        ret = task.exit_code.get();
        put_task_struct(task);
        return ret;
    }

    /** The thread that runs this code. */
    private kthread self(String who) {
        for (kthread_slot slot : slots.all()) {
            if (slot.task == k.current()) {
                return slot.thread.get();
            }
        }
        k.bug(Property.KERNEL_ASSERTION, who + " is called, and not by a kernel thread");
        throw new IllegalStateException(who);
    }

    /** kthread_should_stop: whether somebody has called kthread_stop. */
    public boolean kthread_should_stop() {
        return self("kthread_should_stop").should_stop.holds(KTHREAD_SHOULD_STOP, Order.ONCE);
    }

    /** set_current_state(TASK_INTERRUPTIBLE): from here on a wake-up counts, and {@link #schedule} returns at once if there was one. */
    public void set_current_state_interruptible() {
        WRITE_ONCE(self("set_current_state").state, TASK_INTERRUPTIBLE);
    }

    /** __set_current_state(TASK_RUNNING). */
    public void set_current_state_running() {
        WRITE_ONCE(self("set_current_state").state, TASK_RUNNING);
    }

    /** schedule: sleeps until it is woken, unless it was since it said that it would sleep. */
    public void schedule() {
        k.wait_event(self("schedule").state.is(TASK_RUNNING).whileIdle());
    }

    /** wait_event_interruptible(wq, condition || kthread_should_stop()). */
    public void wait_event_or_stop(Condition condition) {
        k.wait_event(condition.or(self("wait_event").should_stop.is(KTHREAD_SHOULD_STOP)).whileIdle());
    }

    /** kthread, of one: waits until there is one and it is woken, runs its function and ends. */
    public int kthread(kthread_slot slot) {
        int ret = -EINTR;

        k.wait_event(slot.thread.isNot(null));
        kthread self = slot.thread.load(Order.ACQUIRE);
        k.wait_event(self.state.is(TASK_RUNNING).whileIdle());
        if (!self.should_stop.holds(KTHREAD_SHOULD_STOP, Order.ONCE)) {
            ret = call(self.create.text, self.create.threadfn::run);
        }
        do_exit(self, ret);
        return 0;
    }

    private void do_exit(kthread self, int code) {
        self.slot.thread.set(null);
        self.exit_code.set(code);
        self.exited.store(1, Order.RELEASE);
        put_task_struct(self);
    }
}
