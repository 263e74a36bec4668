package org.sockrace.check;

import static org.sockrace.kernel.Errno.EINTR;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.completion;
import org.sockrace.kernel.kthread;
import org.sockrace.kernel.kthread_create_info;
import org.sockrace.kernel.module;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/** Modules with kernel threads, some of which break a rule. */
final class ThreadModules {

    private ThreadModules() { }

    /** A module that may make a thread. */
    public abstract static class Threaded extends AgentModules.Idle {
        /** What makes it. */
        protected final kthread_create_info create = kthread("poller", this::run);

        Threaded(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** The thread. */
        protected abstract int run();
    }

    /** One that runs it from the beginning, and stops it at the end. */
    public abstract static class Kept extends Threaded {
        /** The thread's task. */
        protected final Ptr<kthread> thread = k.ptr(self.mem, "thread", null);

        Kept(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            thread.set(kthread_run(create));
            return 0;
        }

        @Override
        protected void exit() {
            kthread_stop(thread.get());
        }
    }

    /** One that at the end gives it something to do, and waits until that is done. */
    public abstract static class Poller extends Kept {
        /** What was to be done is. */
        protected final completion done = completion("done");
        /** Whether there is something to do. */
        protected final Word todo = k.word(self.mem, "todo", 0);

        Poller(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            WRITE_ONCE(todo, 1);
            wake_up_process(thread.get());
            wait_for_completion(done);
            kthread_stop(thread.get());
        }
    }

    /** A thread is left behind, in the module. */
    public static final class ThreadLeft extends Threaded {
        private final Word never = k.word(self.mem, "never", 0);

        /** An instance. */
        public ThreadLeft(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            wait_event_or_stop(never.is(1));
            return 0;
        }

        @Override
        protected int init() {
            kthread_run(create);
            return 0;
        }
    }

    /** A thread sleeps until it is stopped. */
    public static final class ThreadStopped extends Kept {
        /** An instance. */
        public ThreadStopped(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            while (!kthread_should_stop()) {
                set_current_state_interruptible();
                if (!kthread_should_stop()) schedule();
            }
            return 7;
        }

        @Override
        protected void exit() {
            int ret = kthread_stop(thread.get());
            WARN_ON(ret != 7 && ret != -EINTR, "result");
        }
    }

    /** A thread is stopped before it was woken. */
    public static final class ThreadNeverRan extends Threaded {
        /** An instance. */
        public ThreadNeverRan(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            return 7;
        }

        @Override
        protected void exit() {
            WARN_ON(kthread_stop(kthread_create(create)) == 7, "it ran");
        }
    }

    /** A thread that may have ended is stopped. */
    public static final class ThreadEnds extends Kept {
        /** An instance. */
        public ThreadEnds(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            return 0;
        }
    }

    /** The same, with a reference to its task. */
    public static final class ThreadEndsReferenced extends Threaded {
        /** An instance. */
        public ThreadEndsReferenced(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            return 0;
        }

        @Override
        protected void exit() {
            kthread task = kthread_create(create);
            get_task_struct(task);
            wake_up_process(task);
            kthread_stop(task);
            put_task_struct(task);
        }
    }

    /** A thread waits for its own end. */
    public static final class ThreadStopsItself extends Threaded {
        private final Ptr<kthread> thread = k.ptr(self.mem, "thread", null);

        /** An instance. */
        public ThreadStopsItself(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            return kthread_stop(thread.get());
        }

        @Override
        protected void exit() {
            kthread task = kthread_create(create);
            thread.set(task);
            get_task_struct(task);
            wake_up_process(task);
            kthread_stop(task);
            put_task_struct(task);
        }
    }

    /** A thread completes what the exit waits for, and is not back from the module. */
    public static final class ThreadCompletes extends Threaded {
        private final completion done = completion("done");

        /** An instance. */
        public ThreadCompletes(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            complete(done);
            return 0;
        }

        @Override
        protected void exit() {
            kthread_run(create);
            wait_for_completion(done);
        }
    }

    /** A thread looks for work, and then says that it will sleep: a wake-up in between is lost. */
    public static final class ThreadMissesWakeUp extends Poller {
        /** An instance. */
        public ThreadMissesWakeUp(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            while (!kthread_should_stop()) {
                if (todo.holds(1, Order.ONCE)) {
                    set_current_state_running();
                    complete(done);
                    WRITE_ONCE(todo, 0);
                    continue;
                }
                set_current_state_interruptible();
                if (!kthread_should_stop()) schedule();
            }
            return 0;
        }
    }

    /** It says so first. */
    public static final class ThreadSleepsWell extends Poller {
        /** An instance. */
        public ThreadSleepsWell(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            while (!kthread_should_stop()) {
                set_current_state_interruptible();
                if (todo.holds(1, Order.ONCE)) {
                    set_current_state_running();
                    complete(done);
                    WRITE_ONCE(todo, 0);
                    continue;
                }
                if (!kthread_should_stop()) schedule();
            }
            return 0;
        }
    }

    /** Who is no kernel thread asks whether to stop. */
    public static final class NoThread extends AgentModules.Idle {
        /** An instance. */
        public NoThread(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            kthread_should_stop();
        }
    }
}
