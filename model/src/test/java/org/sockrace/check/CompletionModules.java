package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.completion;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;

/** Modules with completions, some of which break a rule. */
final class CompletionModules {

    private CompletionModules() { }

    /** A module with a completion. */
    public abstract static class Completing extends AgentModules.Idle {
        /** The completion. */
        protected final completion done = completion("done");

        Completing(Kernel kernel, module self) {
            super(kernel, self);
        }
    }

    /** One whose work completes it. */
    public abstract static class WorkCompletes extends AgentModules.Working {
        /** The completion. */
        protected final completion done = completion("done");

        WorkCompletes(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            complete(done);
        }
    }

    /** A timer waits for a completion. */
    public static final class WaitsInTimer extends Completing {
        private final timer_list timer = timer("timer", this::expire);

        /** An instance. */
        public WaitsInTimer(Kernel kernel, module self) {
            super(kernel, self);
        }

        void expire(timer_list t) {
            wait_for_completion(done);
        }

        @Override
        protected void exit() {
            complete(done);
            mod_timer(timer);
            del_timer_sync(timer);
        }
    }

    /** A work completes, and is not back from the module yet. */
    public static final class CompletesAndReturns extends WorkCompletes {
        /** An instance. */
        public CompletesAndReturns(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            wait_for_completion(done);
        }
    }

    /** The same, and is waited for as well. */
    public static final class CompletesAndIsFlushed extends WorkCompletes {
        /** An instance. */
        public CompletesAndIsFlushed(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            wait_for_completion(done);
            flush_work(work);
        }
    }

    /** Nobody completes. */
    public static final class NeverCompletes extends Completing {
        /** An instance. */
        public NeverCompletes(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            wait_for_completion(done);
        }
    }

    /** Nobody completes, and that is not waited for any longer. */
    public static final class NeverCompletesInTime extends Completing {
        /** An instance. */
        public NeverCompletesInTime(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            WARN_ON(wait_for_completion_timeout(done) != 0, "done");
        }
    }

    /** One complete for two who wait. */
    public static final class CompletedOnce extends Completing {
        /** An instance. */
        public CompletedOnce(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            complete(done);
            wait_for_completion(done);
            wait_for_completion(done);
        }
    }

    /** One complete_all for two who wait. */
    public static final class CompletedForAll extends Completing {
        /** An instance. */
        public CompletedForAll(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            complete_all(done);
            wait_for_completion(done);
            wait_for_completion(done);
        }
    }

    /** A signal ends the wait, and what is to be completed is gone. */
    public static final class FreedBySignal extends WorkCompletes {
        /** An instance. */
        public FreedBySignal(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            if (wait_for_completion_interruptible(done) == 0) flush_work(work);
        }
    }
}
