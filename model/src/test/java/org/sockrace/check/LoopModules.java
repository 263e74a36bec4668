package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.completion;
import org.sockrace.kernel.kthread;
import org.sockrace.kernel.kthread_create_info;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;

/** Modules with what asks for itself again, for ever. */
final class LoopModules {

    private LoopModules() { }

    /** A work that queues itself. */
    public abstract static class Queues extends AgentModules.Working {
        Queues(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            schedule_work(work);
            return 0;
        }

        @Override
        protected void work(work_struct w) {
            schedule_work(w);
        }
    }

    /** It is cancelled. */
    public static final class Cancels extends Queues {
        /** An instance. */
        public Cancels(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            cancel_work_sync(work);
        }
    }

    /** It is waited for, and cancelled. */
    public static final class FlushesAndCancels extends Queues {
        /** An instance. */
        public FlushesAndCancels(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            flush_work(work);
            cancel_work_sync(work);
        }
    }

    /** Nobody stops it. */
    public static final class Forgets extends Queues {
        /** An instance. */
        public Forgets(Kernel kernel, module self) {
            super(kernel, self);
        }
    }

    /** What runs is waited for, and has queued itself again. */
    public static final class Flushes extends Queues {
        /** An instance. */
        public Flushes(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            flush_work(work);
        }
    }

    /** Two works that queue each other. */
    public abstract static class Two extends Queues {
        /** The other. */
        protected final work_struct other = work("other", w -> schedule_work(work));

        Two(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            schedule_work(other);
        }
    }

    /** One is cancelled, and queued again by the other, which is cancelled then. */
    public static final class CancelsTwo extends Two {
        /** An instance. */
        public CancelsTwo(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            cancel_work_sync(work);
            cancel_work_sync(other);
        }
    }

    /** Neither can be queued any more. */
    public static final class DisablesTwo extends Two {
        /** An instance. */
        public DisablesTwo(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            disable_work_sync(work);
            disable_work_sync(other);
        }
    }

    /** A timer that arms itself, and nobody stops it. */
    public static class Arms extends AgentModules.Agent {
        /** An instance. */
        public Arms(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            mod_timer(timer);
            return 0;
        }

        @Override
        protected void expire(timer_list t) {
            mod_timer(t);
        }
    }

    /** It is disarmed, and arms itself again if it runs. */
    public static final class Deletes extends Arms {
        /** An instance. */
        public Deletes(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            del_timer(timer);
        }
    }

    /** It is disarmed and does not run. */
    public static final class DeletesSync extends Arms {
        /** An instance. */
        public DeletesSync(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            del_timer_sync(timer);
        }
    }

    /** A work that queues itself in a kernel that is asked for other things, too. */
    public static final class Asked extends AgentModules.Idle {
        /** An instance. */
        public Asked(Kernel kernel, module self, Questions questions) {
            super(kernel, self);
        }
    }

    /** What it is asked for. */
    public static final class Questions extends BuiltIn {
        private final Word never = k.word(k.image(), "never", 0);
        private final Word rounds = k.word(k.image(), "rounds", 0);
        private final Atomic users = k.atomic(k.image(), "users", 1);
        private final work_struct again = new work_struct(kernel, k.image(), "again", k.image(), this::again);
        private final work_struct counts = new work_struct(kernel, k.image(), "counts", k.image(), this::counts);
        private final work_struct takes = new work_struct(kernel, k.image(), "takes", k.image(), this::takes);

        /** An instance. */
        public Questions(Kernel kernel) {
            super(kernel);
        }

        private void again(work_struct w) {
            WRITE_ONCE(rounds, 1 - READ_ONCE(rounds));
            schedule_work(w);
        }

        private void counts(work_struct w) {
            WRITE_ONCE(rounds, READ_ONCE(rounds) + 1);
            schedule_work(w);
        }

        private void takes(work_struct w) {
            users.inc();
            schedule_work(w);
        }

        /** Has it done again and again. */
        public int start() {
            return schedule_work(again) ? 1 : 0;
        }

        /** The same, and it counts. */
        public int count() {
            return schedule_work(counts) ? 1 : 0;
        }

        /** The same, and it takes more and more references. */
        public int take() {
            return schedule_work(takes) ? 1 : 0;
        }

        /** Has it done no more. */
        public int cancel() {
            return cancel_work_sync(again) ? 1 : 0;
        }

        /** Waits for one round. */
        public int flush() {
            return flush_work(again) ? 1 : 0;
        }

        /** What rounds leave. */
        public int look() {
            return READ_ONCE(rounds);
        }

        /** Waits for what nobody does. */
        public int hang() {
            k.wait_event(never.is(1));
            return 0;
        }

        /** Spins until what nobody does. */
        public int spin() {
            while (never.get() == 0) {
                k.might_sleep("cond_resched");
            }
            return 0;
        }
    }

    /** A delayed work that queues itself. */
    public abstract static class Polls extends AgentModules.Delayed {
        Polls(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            schedule_delayed_work(work, 1);
            return 0;
        }

        @Override
        protected void work(work_struct w) {
            schedule_delayed_work(work, 1);
        }
    }

    /** It is cancelled, and waited for. */
    public static final class PollsAndCancels extends Polls {
        /** An instance. */
        public PollsAndCancels(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            cancel_delayed_work_sync(work);
        }
    }

    /** It is cancelled, and queues itself again if it runs. */
    public static final class PollsOn extends Polls {
        /** An instance. */
        public PollsOn(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            cancel_delayed_work(work);
        }
    }

    /** A kernel thread that polls, and sleeps or not. */
    public static class Poller extends AgentModules.Idle {
        private final kthread_create_info create = kthread("poller", this::run);
        private final completion never = completion("never");
        private final Word polls = k.word(self.mem, "polls", 0);
        /** The thread. */
        protected final Ptr<kthread> thread = k.ptr(self.mem, "thread", null);

        /** An instance. */
        public Poller(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** The thread's function. */
        protected int run() {
            until_stopped(this::poll);
            return 0;
        }

        /** A round. */
        protected final void poll() {
            WRITE_ONCE(polls, 1 - READ_ONCE(polls));
        }

        /** A round that sleeps. */
        protected final void sleep() {
            wait_for_completion_timeout(never);
        }

        @Override
        protected int init() {
            thread.set(kthread_run(create));
            return 0;
        }
    }

    /** It is stopped. */
    public static final class ThreadStops extends Poller {
        /** An instance. */
        public ThreadStops(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            kthread_stop(thread.get());
        }
    }

    /** It sleeps between, and is stopped. */
    public static final class ThreadSleeps extends Poller {
        /** An instance. */
        public ThreadSleeps(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            until_stopped(this::sleep);
            return 0;
        }

        @Override
        protected void exit() {
            kthread_stop(thread.get());
        }
    }

    /** Its rounds keep what is in no cell. */
    public static final class ThreadKeeps extends Poller {
        /** An instance. */
        public ThreadKeeps(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int run() {
            int[] rounds = {0};
            until_stopped(() -> {
                if (rounds[0]++ < 2) poll();
            });
            return 0;
        }
    }
}
