package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.machine.SpinLock;

/** Modules whose timers take locks that others hold, some of whom soft interrupts may interrupt. */
final class SoftirqModules {

    private SoftirqModules() { }

    /** A module with two locks, one of which its timer takes while exit is at work. */
    public abstract static class SoftirqLocked extends AgentModules.Agent {
        /** A lock. */
        protected final SpinLock lock = k.spinlock(self.mem, "lock");
        /** Another one. */
        protected final SpinLock other = k.spinlock(self.mem, "other");

        SoftirqLocked(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void expire(timer_list t) {
            spin_lock(lock);
            spin_unlock(lock);
        }

        @Override
        protected final void exit() {
            mod_timer(timer);
            meanwhile();
            del_timer_sync(timer);
        }

        /** What exit does while the timer is armed. */
        protected abstract void meanwhile();
    }

    /** A timer comes while its lock is held. */
    public static final class TimerMayInterrupt extends SoftirqLocked {
        /** An instance. */
        public TimerMayInterrupt(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void meanwhile() {
            spin_lock(lock);
            spin_unlock(lock);
        }
    }

    /** None comes. */
    public static final class TimerKeptAway extends SoftirqLocked {
        /** An instance. */
        public TimerKeptAway(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void meanwhile() {
            spin_lock_bh(lock);
            spin_unlock_bh(lock);
        }
    }

    /** None comes since another lock was taken. */
    public static final class TimerKeptAwayBefore extends SoftirqLocked {
        /** An instance. */
        public TimerKeptAwayBefore(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void meanwhile() {
            spin_lock_bh(other);
            spin_lock(lock);
            spin_unlock(lock);
            spin_unlock_bh(other);
        }
    }

    /** They may come again. */
    public static final class TimerComesAgain extends SoftirqLocked {
        /** An instance. */
        public TimerComesAgain(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void meanwhile() {
            spin_lock_bh(other);
            spin_unlock_bh(other);
            spin_lock(lock);
            spin_unlock(lock);
        }
    }

    /** A timer takes another lock. */
    public static final class TimerTakesAnother extends SoftirqLocked {
        /** An instance. */
        public TimerTakesAnother(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void expire(timer_list t) {
            spin_lock(other);
            spin_unlock(other);
        }

        @Override
        protected void meanwhile() {
            spin_lock(lock);
            spin_unlock(lock);
        }
    }

    /** Nobody else takes it. */
    public static final class TimerOnly extends SoftirqLocked {
        /** An instance. */
        public TimerOnly(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void meanwhile() { }
    }
}
