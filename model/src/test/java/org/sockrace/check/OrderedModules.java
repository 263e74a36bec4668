package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.work_struct;
import org.sockrace.kernel.workqueue_struct;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/** Modules with queues that do one work at a time, and the same with others. */
final class OrderedModules {

    private OrderedModules() { }

    /** A module with two works on a queue. */
    public abstract static class Two extends AgentModules.Idle {
        /** The first. */
        protected final work_struct one = work("one", this::one);
        /** The second. */
        protected final work_struct two = work("two", this::two);
        /** What both work on. */
        protected final Word data = k.word(self.mem, "data", 0);
        private final Ptr<workqueue_struct> queue = k.ptr(self.mem, "queue", null);
        private final boolean ordered;

        Two(Kernel kernel, module self, boolean ordered) {
            super(kernel, self);
            this.ordered = ordered;
        }

        /** The queue. */
        protected final workqueue_struct wq() {
            return queue.get();
        }

        /** The first work. */
        protected void one(work_struct w) {
            data.set(data.get() + 1);
        }

        /** The second work. */
        protected void two(work_struct w) {
            data.set(data.get() + 1);
        }

        @Override
        protected int init() {
            queue.set(ordered ? alloc_ordered_workqueue("mine") : alloc_workqueue("mine"));
            return 0;
        }

        @Override
        protected void exit() {
            queues();
            destroy_workqueue(wq());
        }

        /** Queues works. */
        protected void queues() {
            queue_work(wq(), one);
            queue_work(wq(), two);
        }
    }

    /** Two works need no lock. */
    public static final class OneAtATime extends Two {
        /** An instance. */
        public OneAtATime(Kernel kernel, module self) {
            super(kernel, self, true);
        }
    }

    /** Two works need a lock. */
    public static final class BothAtOnce extends Two {
        /** An instance. */
        public BothAtOnce(Kernel kernel, module self) {
            super(kernel, self, false);
        }
    }

    /** A module whose second work is not to come first. */
    public abstract static class SecondIsSecond extends Two {
        SecondIsSecond(Kernel kernel, module self) {
            super(kernel, self, true);
        }

        @Override
        protected void two(work_struct w) {
            WARN_ON(data.get() == 0, "first");
        }
    }

    /** The second comes second. */
    public static final class InTheirOrder extends SecondIsSecond {
        /** An instance. */
        public InTheirOrder(Kernel kernel, module self) {
            super(kernel, self);
        }
    }

    /** The second comes first. */
    public static final class InAnotherOrder extends SecondIsSecond {
        /** An instance. */
        public InAnotherOrder(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void queues() {
            queue_work(wq(), two);
            queue_work(wq(), one);
        }
    }

    /** A module whose first work waits for the second. */
    public abstract static class FirstWaits extends Two {
        FirstWaits(Kernel kernel, module self, boolean ordered) {
            super(kernel, self, ordered);
        }

        @Override
        protected void one(work_struct w) {
            flush_work(two);
        }

        @Override
        protected void two(work_struct w) {
            data.get();
        }
    }

    /** A work waits for one whose turn comes after it. */
    public static final class WaitsForTheNext extends FirstWaits {
        /** An instance. */
        public WaitsForTheNext(Kernel kernel, module self) {
            super(kernel, self, true);
        }
    }

    /** A work waits for one that may run meanwhile. */
    public static final class WaitsForAnother extends FirstWaits {
        /** An instance. */
        public WaitsForAnother(Kernel kernel, module self) {
            super(kernel, self, false);
        }
    }

    /** Whose turn it is is cancelled: it is that of the next one. */
    public static final class CancelsTheFirst extends Two {
        /** An instance. */
        public CancelsTheFirst(Kernel kernel, module self) {
            super(kernel, self, true);
        }

        @Override
        protected void queues() {
            super.queues();
            cancel_work_sync(one);
            flush_work(two);
            WARN_ON(data.get() == 0, "not done");
        }
    }

    /** Who waits for its turn is cancelled. */
    public static final class CancelsTheSecond extends Two {
        /** An instance. */
        public CancelsTheSecond(Kernel kernel, module self) {
            super(kernel, self, true);
        }

        @Override
        protected void queues() {
            super.queues();
            cancel_work_sync(two);
            flush_work(one);
            WARN_ON(data.get() == 0, "not done");
        }
    }

    /** A work queues itself while it is its turn. */
    public static final class Again extends Two {
        private final Word again = k.word(self.mem, "again", 0);

        /** An instance. */
        public Again(Kernel kernel, module self) {
            super(kernel, self, true);
        }

        @Override
        protected void one(work_struct w) {
            if (again.xchg(1) == 0) {
                queue_work(wq(), one);
                return;
            }
            data.set(2);
        }

        @Override
        protected void queues() {
            super.queues();
            flush_work(two);
        }
    }
}
