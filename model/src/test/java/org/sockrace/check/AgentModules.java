package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.delayed_work;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Word;
import org.sockrace.own.OwnModule;

/** Modules with a work and a timer, some of which break a rule. */
final class AgentModules {

    private AgentModules() { }

    /** A module that does nothing when it comes and goes. */
    public abstract static class Idle extends OwnModule {
        Idle(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            return 0;
        }

        @Override
        protected void exit() { }
    }

    /** A module with a work. */
    public abstract static class Working extends Idle {
        /** Its work. */
        protected final work_struct work = work("work", this::work);

        Working(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** The work. */
        protected void work(work_struct w) { }
    }

    /** A module with a delayed work. */
    public abstract static class Delayed extends Idle {
        /** Its work. */
        protected final delayed_work work = delayed_work("work", this::work);

        Delayed(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** The work. */
        protected void work(work_struct w) { }
    }

    /** What a module's functions that run by themselves do, and how its exit waits for them. */
    public abstract static class Agent extends Working {
        /** Its timer. */
        protected final timer_list timer = timer("timer", this::expire);

        Agent(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** The timer's function. */
        protected void expire(timer_list t) { }
    }

    /** A timer sleeps. */
    public static final class SleepyTimer extends Agent {
        /** An instance. */
        public SleepyTimer(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void expire(timer_list t) {
            synchronize_rcu();
        }

        @Override
        protected void exit() {
            mod_timer(timer);
            del_timer_sync(timer);
        }
    }

    /** A work waits for itself. */
    public static final class FlushesItself extends Agent {
        /** An instance. */
        public FlushesItself(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            flush_work(w);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            flush_work(work);
        }
    }

    /** A work cancels itself. */
    public static final class CancelsItself extends Agent {
        /** An instance. */
        public CancelsItself(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            cancel_work_sync(w);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            flush_work(work);
        }
    }

    /** A timer waits for itself. */
    public static final class DeletesItself extends Agent {
        /** An instance. */
        public DeletesItself(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void expire(timer_list t) {
            del_timer_sync(t);
        }

        @Override
        protected void exit() {
            mod_timer(timer);
            del_timer_sync(timer);
        }
    }

    /** A timer is armed when the module goes. */
    public static final class Armed extends Agent {
        /** An instance. */
        public Armed(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            mod_timer(timer);
        }
    }

    /** A timer is not armed, but may run. */
    public static final class Deleted extends Agent {
        /** An instance. */
        public Deleted(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            mod_timer(timer);
            del_timer(timer);
        }
    }

    /** A timer neither is armed nor runs. */
    public static final class DeletedSync extends Agent {
        /** An instance. */
        public DeletedSync(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            mod_timer(timer);
            del_timer_sync(timer);
        }
    }

    /** A work is queued when the module goes. */
    public static final class Queued extends Agent {
        /** An instance. */
        public Queued(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
        }
    }

    /** A work that was queued once is waited for. */
    public static final class Flushed extends Agent {
        /** An instance. */
        public Flushed(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            flush_work(work);
        }
    }

    /** A work that queues itself is waited for, but not the one that it queues. */
    public static final class FlushedOnce extends Agent {
        private final Word again = k.word(self.mem, "again", 0);

        /** An instance. */
        public FlushedOnce(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            if (again.xchg(1) == 0) schedule_work(w);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            flush_work(work);
        }
    }

    /** Whoever cancels a work keeps it from queueing itself. */
    public static final class Cancelled extends Agent {
        private final Word again = k.word(self.mem, "again", 0);

        /** An instance. */
        public Cancelled(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            if (again.xchg(1) == 0) schedule_work(w);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            cancel_work_sync(work);
        }
    }
}
