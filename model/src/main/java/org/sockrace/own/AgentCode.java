package org.sockrace.own;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.completion;
import org.sockrace.kernel.delayed_work;
import org.sockrace.kernel.kthread;
import org.sockrace.kernel.kthread_create_info;
import org.sockrace.kernel.work_struct;
import org.sockrace.kernel.workqueue_struct;
import org.sockrace.machine.Condition;

/** What the code of users has of what runs by itself: delayed works, queues of their own, completions and kernel threads. */
abstract class AgentCode extends NetCode {

    AgentCode(Kernel kernel) {
        super(kernel);
    }

    // ---- completions -----------------------------------------------------------------------------------------------------

    /** {@code complete}: one who waits, or comes to, may go on. */
    protected final void complete(completion x) {
        kernel.completions.complete(x);
    }

    /** {@code complete_all}: everybody may go on, now and later. */
    protected final void complete_all(completion x) {
        kernel.completions.complete_all(x);
    }

    /** {@code reinit_completion}. */
    protected final void reinit_completion(completion x) {
        kernel.completions.reinit_completion(x);
    }

    /** {@code completion_done}: whether who came now would not have to wait. */
    protected final boolean completion_done(completion x) {
        return kernel.completions.completion_done(x);
    }

    /** {@code wait_for_completion}: sleeps until it is done. */
    protected final void wait_for_completion(completion x) {
        kernel.completions.wait_for_completion(x);
    }

    /** {@code wait_for_completion_timeout}: 0 if time runs out, which it may at any moment and does at last; else 1. */
    protected final int wait_for_completion_timeout(completion x) {
        return kernel.completions.wait_for_completion_timeout(x);
    }

    /** {@code wait_for_completion_interruptible}: 0, or -ERESTARTSYS if a signal comes. */
    protected final int wait_for_completion_interruptible(completion x) {
        return kernel.completions.wait_for_completion_interruptible(x);
    }

    // ---- delayed works, and queues ---------------------------------------------------------------------------------------

    /** {@code schedule_delayed_work}: has it done some time from now on, at once if the delay is 0; false if that is so already. */
    protected final boolean schedule_delayed_work(delayed_work dwork, int delay) {
        return kernel.workqueue.queue_delayed_work(null, dwork, delay);
    }

    /** {@code queue_delayed_work}: the same by a queue of one's own. */
    protected final boolean queue_delayed_work(workqueue_struct wq, delayed_work dwork, int delay) {
        return kernel.workqueue.queue_delayed_work(wq, dwork, delay);
    }

    /** {@code mod_delayed_work}: the same, with the new delay if it is so already; true if it was. */
    protected final boolean mod_delayed_work(workqueue_struct wq, delayed_work dwork, int delay) {
        return kernel.workqueue.mod_delayed_work(wq, dwork, delay);
    }

    /** {@code cancel_delayed_work}: it is to be done no more, but may still run; true if it was to be. */
    protected final boolean cancel_delayed_work(delayed_work dwork) {
        return kernel.workqueue.cancel_delayed_work(dwork);
    }

    /** {@code cancel_delayed_work_sync}: and does not run when this returns. */
    protected final boolean cancel_delayed_work_sync(delayed_work dwork) {
        return kernel.workqueue.cancel_delayed_work_sync(dwork);
    }

    /** {@code disable_work_sync}: cancel_work_sync, and it cannot be queued afterwards. */
    protected final boolean disable_work_sync(work_struct work) {
        return kernel.workqueue.disable_work_sync(work);
    }

    /** {@code disable_delayed_work_sync}: cancel_delayed_work_sync, and it cannot be queued afterwards. */
    protected final boolean disable_delayed_work_sync(delayed_work dwork) {
        return kernel.workqueue.disable_delayed_work_sync(dwork);
    }

    /** {@code flush_delayed_work}: has it done at once, and waits for that. */
    protected final boolean flush_delayed_work(delayed_work dwork) {
        return kernel.workqueue.flush_delayed_work(dwork);
    }

    /** {@code alloc_workqueue}. */
    protected final workqueue_struct alloc_workqueue(String name) {
        return kernel.workqueue.alloc_workqueue(name);
    }

    /** {@code alloc_ordered_workqueue}: does one work at a time, in the order in which they were queued. */
    protected final workqueue_struct alloc_ordered_workqueue(String name) {
        return kernel.workqueue.alloc_ordered_workqueue(name);
    }

    /** {@code queue_work}: schedule_work by a queue of one's own. */
    protected final boolean queue_work(workqueue_struct wq, work_struct work) {
        return kernel.workqueue.queue_work(wq, work);
    }

    /** {@code flush_workqueue}: waits for all that is queued in it, or runs. */
    protected final void flush_workqueue(workqueue_struct wq) {
        kernel.workqueue.flush_workqueue(wq);
    }

    /** {@code drain_workqueue}: waits until nothing is in it; nobody else may queue anything meanwhile. */
    protected final void drain_workqueue(workqueue_struct wq) {
        kernel.workqueue.drain_workqueue(wq);
    }

    /** {@code destroy_workqueue}: drains and frees it. */
    protected final void destroy_workqueue(workqueue_struct wq) {
        kernel.workqueue.destroy_workqueue(wq);
    }

    // ---- kernel threads --------------------------------------------------------------------------------------------------

    /** {@code kthread_create}: makes a thread, which does nothing until it is woken. */
    protected final kthread kthread_create(kthread_create_info create) {
        return kernel.kthread.kthread_create(create);
    }

    /** {@code kthread_run}: makes a thread, and wakes it. */
    protected final kthread kthread_run(kthread_create_info create) {
        return kernel.kthread.kthread_run(create);
    }

    /** {@code wake_up_process}. */
    protected final void wake_up_process(kthread task) {
        kernel.kthread.wake_up_process(task);
    }

    /** {@code get_task_struct}: its memory stays, even if it ends. */
    protected final void get_task_struct(kthread task) {
        kernel.kthread.get_task_struct(task);
    }

    /** {@code put_task_struct}. */
    protected final void put_task_struct(kthread task) {
        kernel.kthread.put_task_struct(task);
    }

    /** {@code kthread_stop}: asks it to end, waits until it has, and returns what its function returned. */
    protected final int kthread_stop(kthread task) {
        return kernel.kthread.kthread_stop(task);
    }

    /** {@code kthread_should_stop}: for a thread, whether it is asked to end. */
    protected final boolean kthread_should_stop() {
        return kernel.kthread.kthread_should_stop();
    }

    /** {@code set_current_state(TASK_INTERRUPTIBLE)}: for a thread, from here on a wake-up counts. */
    protected final void set_current_state_interruptible() {
        kernel.kthread.set_current_state_interruptible();
    }

    /** {@code __set_current_state(TASK_RUNNING)}. */
    protected final void set_current_state_running() {
        kernel.kthread.set_current_state_running();
    }

    /** {@code schedule}: for a thread, sleeps until it is woken; not at all if it was since it said that it would. */
    protected final void schedule() {
        kernel.kthread.schedule();
    }

    /** {@code wait_event_interruptible(wq, condition || kthread_should_stop())}, for a thread. */
    protected final void wait_event_or_stop(Condition condition) {
        kernel.kthread.wait_event_or_stop(condition);
    }

    /**
     * {@code while (!kthread_should_stop()) round();}, for a thread. A loop that is written so, and not out, may go round as often as others let it: what lives
     * longer than a round is in cells, and only what the round is made with, {@code until_stopped(this::poll)}, besides.
     *
     * @throws IllegalArgumentException if the round changes what is not in cells: arrays and collections of the function that it is written in
     */
    protected final void until_stopped(Runnable round) {
        LoopRules.check(round);
        int loop = k.loop();
        while (true) {
            k.again(loop);
            if (kthread_should_stop()) {
                return;
            }
            round.run();
        }
    }
}
