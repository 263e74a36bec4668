package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.Notifier;
import org.sockrace.kernel.module;
import org.sockrace.kernel.notifier_call;
import org.sockrace.kernel.notifier_head;
import org.sockrace.kernel.refcount_t;
import org.sockrace.kernel.rw_semaphore;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;

/** Modules with locks, counts of references and notifier chains, some of which break a rule. */
final class LockModules {

    private LockModules() { }

    /** A module with a lock. */
    public abstract static class Locked extends AgentModules.Idle {
        /** The lock. */
        protected final rw_semaphore sem = rw_semaphore("sem");

        Locked(Kernel kernel, module self) {
            super(kernel, self);
        }
    }

    /** One whose work takes it to write. */
    public abstract static class WorkWrites extends AgentModules.Working {
        /** The lock. */
        protected final rw_semaphore sem = rw_semaphore("sem");

        WorkWrites(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            down_write(sem);
            up_write(sem);
        }
    }

    /** A module with a count, of one reference. */
    public abstract static class Referenced extends AgentModules.Idle {
        /** The count. */
        protected final refcount_t refs = new refcount_t(k, self.mem, "refs", 1);

        Referenced(Kernel kernel, module self) {
            super(kernel, self);
        }
    }

    /** A reader comes again while a writer waits for him. */
    public static final class ReadsTwice extends WorkWrites {
        /** An instance. */
        public ReadsTwice(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            down_read(sem);
            schedule_work(work);
            down_read(sem);
            up_read(sem);
            up_read(sem);
            flush_work(work);
        }
    }

    /** A reader and a writer. */
    public static final class ReadsOnce extends WorkWrites {
        /** An instance. */
        public ReadsOnce(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            down_read(sem);
            up_read(sem);
            flush_work(work);
        }
    }

    /** A writer comes again. */
    public static final class WritesTwice extends Locked {
        /** An instance. */
        public WritesTwice(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            down_write(sem);
            down_write(sem);
        }
    }

    /** A timer waits for writers. */
    public static final class ReadsInTimer extends Locked {
        private final timer_list timer = timer("timer", this::expire);

        /** An instance. */
        public ReadsInTimer(Kernel kernel, module self) {
            super(kernel, self);
        }

        void expire(timer_list t) {
            down_read(sem);
            up_read(sem);
        }

        @Override
        protected void exit() {
            mod_timer(timer);
            del_timer_sync(timer);
        }
    }

    /** A lock that nobody has is given back. */
    public static final class ReleasesWhatItHasNot extends Locked {
        /** An instance. */
        public ReleasesWhatItHasNot(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            up_read(sem);
        }
    }

    /** A function of an atomic chain sleeps. */
    public static final class SleepsInAtomicChain extends AgentModules.Idle {
        private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
        private final notifier_call nb = notifier("nb", this::event);

        /** An instance. */
        public SleepsInAtomicChain(Kernel kernel, module self) {
            super(kernel, self);
        }

        int event(int action) {
            k.might_sleep("event");
            return Notifier.NOTIFY_OK;
        }

        @Override
        protected void exit() {
            atomic_notifier_chain_register(chain, nb);
            atomic_notifier_call_chain(chain, 1);
            atomic_notifier_chain_unregister(chain, nb);
        }
    }

    /** One of a blocking chain may. */
    public static final class SleepsInBlockingChain extends AgentModules.Idle {
        private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
        private final notifier_call nb = notifier("nb", this::event);

        /** An instance. */
        public SleepsInBlockingChain(Kernel kernel, module self) {
            super(kernel, self);
        }

        int event(int action) {
            k.might_sleep("event");
            return Notifier.NOTIFY_OK;
        }

        @Override
        protected void exit() {
            blocking_notifier_chain_register(chain, nb);
            WARN_ON(blocking_notifier_call_chain(chain, 1) != Notifier.NOTIFY_OK, "not told");
            blocking_notifier_chain_unregister(chain, nb);
        }
    }

    /** A function leaves the chain that is being walked. */
    public static final class LeavesInBlockingChain extends AgentModules.Idle {
        private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
        private final notifier_call nb = notifier("nb", this::event);

        /** An instance. */
        public LeavesInBlockingChain(Kernel kernel, module self) {
            super(kernel, self);
        }

        int event(int action) {
            return blocking_notifier_chain_unregister(chain, nb);
        }

        @Override
        protected void exit() {
            blocking_notifier_chain_register(chain, nb);
            blocking_notifier_call_chain(chain, 1);
        }
    }

    /** The same twice in a chain. */
    public static final class RegisteredTwice extends AgentModules.Idle {
        private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
        private final notifier_call nb = notifier("nb", this::event);

        /** An instance. */
        public RegisteredTwice(Kernel kernel, module self) {
            super(kernel, self);
        }

        int event(int action) {
            return Notifier.NOTIFY_OK;
        }

        @Override
        protected void exit() {
            raw_notifier_chain_register(chain, nb);
            raw_notifier_chain_register(chain, nb);
        }
    }

    /** What is in no chain leaves it. */
    public static final class UnregisteredTwice extends AgentModules.Idle {
        private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
        private final notifier_call nb = notifier("nb", this::event);

        /** An instance. */
        public UnregisteredTwice(Kernel kernel, module self) {
            super(kernel, self);
        }

        int event(int action) {
            return Notifier.NOTIFY_OK;
        }

        @Override
        protected void exit() {
            raw_notifier_chain_unregister(chain, nb);
        }
    }

    /** All are told in their order, until one stops it. */
    public static final class Told extends AgentModules.Idle {
        private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
        private final notifier_call nb = notifier("nb", this::event);
        private final notifier_call stops = notifier("stops", action -> Notifier.NOTIFY_BAD);
        private final notifier_call never = notifier("never", this::never);

        /** An instance. */
        public Told(Kernel kernel, module self) {
            super(kernel, self);
        }

        int event(int action) {
            return Notifier.NOTIFY_OK;
        }

        int never(int action) {
            WARN_ON(action != 2, "told");
            return Notifier.NOTIFY_DONE;
        }

        @Override
        protected void exit() {
            raw_notifier_chain_register(chain, nb);
            raw_notifier_chain_register(chain, stops);
            raw_notifier_chain_register(chain, never);
            WARN_ON(raw_notifier_call_chain(chain, 1) != Notifier.NOTIFY_BAD, "not stopped");
            raw_notifier_chain_unregister(chain, stops);
            WARN_ON(raw_notifier_call_chain(chain, 2) != Notifier.NOTIFY_DONE, "not told");
            raw_notifier_chain_unregister(chain, nb);
            raw_notifier_chain_unregister(chain, never);
        }
    }

    /** A reference is taken to what is gone. */
    public static final class RaisedFromZero extends Referenced {
        /** An instance. */
        public RaisedFromZero(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            refcount_dec_and_test(refs);
            refcount_inc(refs);
        }
    }

    /** A reference is given back twice. */
    public static final class PutTwice extends Referenced {
        /** An instance. */
        public PutTwice(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            kref_put(refs, () -> { });
            kref_put(refs, () -> { });
        }
    }

    /** The last reference is given back by who thinks that there are others. */
    public static final class LoweredToZero extends Referenced {
        /** An instance. */
        public LoweredToZero(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            refcount_dec(refs);
        }
    }

    /** Two references, and one that is not got. */
    public static final class Counted extends Referenced {
        /** An instance. */
        public Counted(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            kref_get(refs);
            WARN_ON(kref_put(refs, () -> { }), "last");
            WARN_ON(!kref_put(refs, () -> { }), "not last");
            WARN_ON(kref_get_unless_zero(refs), "got");
        }
    }
}
