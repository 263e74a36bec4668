package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;
import org.sockrace.kernel.workqueue_struct;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/** Modules with delayed works and queues, some of which break a rule. */
final class QueueModules {

    private QueueModules() { }

    /** A delayed work is left behind. */
    public static final class DelayedLeft extends AgentModules.Delayed {
        /** An instance. */
        public DelayedLeft(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 1);
        }
    }

    /** A delayed work may run. */
    public static final class DelayedCancelled extends AgentModules.Delayed {
        /** An instance. */
        public DelayedCancelled(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 1);
            cancel_delayed_work(work);
        }
    }

    /** A delayed work neither is queued nor runs, although it asks for itself. */
    public static final class DelayedCancelledSync extends AgentModules.Delayed {
        private final Word again = k.word(self.mem, "again", 0);

        /** An instance. */
        public DelayedCancelledSync(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            if (again.xchg(1) == 0) schedule_delayed_work(work, 1);
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 1);
            cancel_delayed_work_sync(work);
        }
    }

    /** A delayed work is done at once. */
    public static final class DelayedFlushed extends AgentModules.Delayed {
        /** An instance. */
        public DelayedFlushed(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 1);
            flush_delayed_work(work);
        }
    }

    /** A delayed work is asked for with another delay, and is done once more at most. */
    public static final class DelayedOnceAndAgain extends AgentModules.Delayed {
        private final Atomic runs = k.atomic(self.mem, "runs", 0);

        /** An instance. */
        public DelayedOnceAndAgain(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            runs.inc();
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 1);
            mod_delayed_work(null, work, 0);
            flush_work(work.work);
            WARN_ON(runs.value() < 1 || runs.value() > 2, "runs");
            cancel_delayed_work_sync(work);
        }
    }

    /** A delayed work waits for itself. */
    public static final class DelayedCancelsItself extends AgentModules.Delayed {
        /** An instance. */
        public DelayedCancelsItself(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            cancel_delayed_work_sync(work);
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 0);
            flush_delayed_work(work);
        }
    }

    /** A timer cancels a delayed work, and does not sleep for that. */
    public static final class DelayedCancelledByTimer extends AgentModules.Delayed {
        private final timer_list timer = timer("timer", this::expire);

        /** An instance. */
        public DelayedCancelledByTimer(Kernel kernel, module self) {
            super(kernel, self);
        }

        void expire(timer_list t) {
            cancel_delayed_work(work);
        }

        @Override
        protected void exit() {
            schedule_delayed_work(work, 1);
            mod_timer(timer);
            del_timer_sync(timer);
            cancel_delayed_work_sync(work);
        }
    }

    /** A queue is destroyed with a work in it. */
    public static final class QueueDestroyed extends AgentModules.Working {
        /** An instance. */
        public QueueDestroyed(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            workqueue_struct wq = alloc_workqueue("wq");
            queue_work(wq, work);
            destroy_workqueue(wq);
        }
    }

    /** A queue is destroyed while a work waits for its time. */
    public static final class QueueDestroyedDelayed extends AgentModules.Delayed {
        /** An instance. */
        public QueueDestroyedDelayed(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            workqueue_struct wq = alloc_workqueue("wq");
            queue_delayed_work(wq, work, 1);
            destroy_workqueue(wq);
            cancel_delayed_work_sync(work);
        }
    }

    /** The same, in the right order. */
    public static final class QueueDestroyedAfterwards extends AgentModules.Delayed {
        /** An instance. */
        public QueueDestroyedAfterwards(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            workqueue_struct wq = alloc_workqueue("wq");
            queue_delayed_work(wq, work, 1);
            cancel_delayed_work_sync(work);
            destroy_workqueue(wq);
        }
    }

    /** A work is queued in a queue that is gone. */
    public static final class QueueUsedAfterwards extends AgentModules.Working {
        /** An instance. */
        public QueueUsedAfterwards(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            workqueue_struct wq = alloc_workqueue("wq");
            destroy_workqueue(wq);
            queue_work(wq, work);
            flush_work(work);
        }
    }

    /** A timer queues a work while the queue is being destroyed. */
    public static final class QueueUsedMeanwhile extends AgentModules.Working {
        private final timer_list timer = timer("timer", this::expire);
        private final Ptr<workqueue_struct> wq = k.ptr(self.mem, "wq", null);

        /** An instance. */
        public QueueUsedMeanwhile(Kernel kernel, module self) {
            super(kernel, self);
        }

        void expire(timer_list t) {
            queue_work(wq.get(), work);
        }

        @Override
        protected void exit() {
            wq.set(alloc_workqueue("wq"));
            mod_timer(timer);
            drain_workqueue(wq.get());
            del_timer_sync(timer);
            flush_work(work);
            destroy_workqueue(wq.get());
        }
    }

    /** A work queues itself once more, in a queue of its own. */
    public abstract static class Requeuing extends AgentModules.Working {
        /** The queue. */
        protected final Ptr<workqueue_struct> wq = k.ptr(self.mem, "wq", null);
        private final Word again = k.word(self.mem, "again", 0);

        Requeuing(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            if (again.xchg(1) == 0) queue_work(wq.get(), work);
        }
    }

    /** flush_workqueue does not wait for what a work queues. */
    public static final class QueueFlushedOnce extends Requeuing {
        /** An instance. */
        public QueueFlushedOnce(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            wq.set(alloc_workqueue("wq"));
            queue_work(wq.get(), work);
            flush_workqueue(wq.get());
        }
    }

    /** drain_workqueue does. */
    public static final class QueueDrained extends Requeuing {
        /** An instance. */
        public QueueDrained(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            wq.set(alloc_workqueue("wq"));
            queue_work(wq.get(), work);
            destroy_workqueue(wq.get());
        }
    }

    /** A disabled work cannot be queued. */
    public static final class Disabled extends AgentModules.Working {
        /** An instance. */
        public Disabled(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            disable_work_sync(work);
            WARN_ON(schedule_work(work), "queued");
            cancel_work_sync(work);
            WARN_ON(schedule_work(work), "queued");
        }
    }
}
