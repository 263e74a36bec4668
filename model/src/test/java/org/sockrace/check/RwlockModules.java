package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.rwlock_t;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** Modules with locks whose holders must not sleep, and with locks that are only tried; some break a rule. */
final class RwlockModules {

    private RwlockModules() { }

    /** A module with a lock, a work, and what both work on. */
    public abstract static class Locked extends AgentModules.Working {
        /** The lock. */
        protected final rwlock_t lock = rwlock("lock");
        /** What it guards. */
        protected final Word data = k.word(self.mem, "data", 0);
        /** Somebody has been there. */
        protected final Word flag = k.word(self.mem, "flag", 0);

        Locked(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** Waits, without sleeping, for the flag. */
        protected final void waits() {
            k.smp_cond_load_acquire(flag.is(1));
        }
    }

    /** A reader waits for himself. */
    public static final class WritesInsideRead extends Locked {
        /** An instance. */
        public WritesInsideRead(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            read_lock(lock);
            write_lock(lock);
        }
    }

    /** A writer waits for himself. */
    public static final class ReadsInsideWrite extends Locked {
        /** An instance. */
        public ReadsInsideWrite(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            write_lock(lock);
            read_lock(lock);
        }
    }

    /** A reader comes again while a writer waits for him. */
    public static final class ReadsAgain extends Locked {
        /** An instance. */
        public ReadsAgain(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            write_lock(lock);
            write_unlock(lock);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            read_lock(lock);
            read_lock(lock);
            read_unlock(lock);
            read_unlock(lock);
            flush_work(work);
        }
    }

    /** A reader sleeps. */
    public static final class SleepsAsReader extends Locked {
        /** An instance. */
        public SleepsAsReader(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            read_lock(lock);
            k.might_sleep("exit");
            read_unlock(lock);
        }
    }

    /** A writer sleeps. */
    public static final class SleepsAsWriter extends Locked {
        /** An instance. */
        public SleepsAsWriter(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            write_lock(lock);
            k.might_sleep("exit");
            write_unlock(lock);
        }
    }

    /** Who keeps soft interrupts away sleeps. */
    public static final class SleepsWithoutSoftirqs extends Locked {
        /** An instance. */
        public SleepsWithoutSoftirqs(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            local_bh_disable();
            k.might_sleep("exit");
            local_bh_enable();
        }
    }

    /** A reader forgets the lock. */
    public static final class StaysReader extends Locked {
        /** An instance. */
        public StaysReader(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            read_lock(lock);
        }
    }

    /** Nobody is a reader. */
    public static final class ReleasesAsReader extends Locked {
        /** An instance. */
        public ReleasesAsReader(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            read_unlock(lock);
        }
    }

    /** Nobody is a writer. */
    public static final class ReleasesAsWriter extends Locked {
        /** An instance. */
        public ReleasesAsWriter(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            write_unlock(lock);
        }
    }

    /** Readers write. */
    public static final class WritesAsReader extends Locked {
        /** An instance. */
        public WritesAsReader(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            read_lock(lock);
            data.set(1);
            read_unlock(lock);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            read_lock(lock);
            data.set(data.get() + 1);
            read_unlock(lock);
            flush_work(work);
        }
    }

    /** Writers write, and a reader reads. */
    public static final class WritersAlone extends Locked {
        /** An instance. */
        public WritersAlone(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            write_lock(lock);
            data.set(data.get() + 1);
            write_unlock(lock);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            write_lock(lock);
            data.set(1);
            write_unlock(lock);
            read_lock(lock);
            WARN_ON(data.get() == 0, "lost");
            read_unlock(lock);
            flush_work(work);
        }
    }

    /** A reader waits for another one. */
    public static final class ReadersShare extends Locked {
        /** An instance. */
        public ReadersShare(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            read_lock(lock);
            flag.store(1, Order.RELEASE);
            read_unlock(lock);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            read_lock(lock);
            waits();
            read_unlock(lock);
            flush_work(work);
        }
    }

    /** A soft interrupt reads although a writer waits. */
    public static final class SoftirqReads extends Locked {
        private final timer_list timer = timer("timer", this::expire);

        /** An instance. */
        public SoftirqReads(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            write_lock_bh(lock);
            write_unlock_bh(lock);
        }

        void expire(timer_list t) {
            read_lock(lock);
            flag.store(1, Order.RELEASE);
            read_unlock(lock);
        }

        @Override
        protected void exit() {
            read_lock(lock);
            schedule_work(work);
            mod_timer(timer);
            waits();
            read_unlock(lock);
            del_timer_sync(timer);
            flush_work(work);
        }
    }

    /** What was not got is given back. */
    public static final class TriesInVain extends Locked {
        private final Mutex mutex = k.mutex(self.mem, "mutex");

        /** An instance. */
        public TriesInVain(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            mutex_lock(mutex);
            mutex_unlock(mutex);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            mutex_trylock(mutex);
            mutex_unlock(mutex);
            flush_work(work);
        }
    }

    /** What was got is not given back. */
    public static final class TriesAndKeeps extends Locked {
        private final SpinLock spin = k.spinlock(self.mem, "spin");

        /** An instance. */
        public TriesAndKeeps(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            spin_trylock(spin);
        }
    }

    /** What was got is given back, also where nobody may sleep. */
    public static final class Tries extends Locked {
        private final Mutex mutex = k.mutex(self.mem, "mutex");
        private final SpinLock spin = k.spinlock(self.mem, "spin");

        /** An instance. */
        public Tries(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void work(work_struct w) {
            spin_lock_bh(spin);
            data.set(data.get() + 1);
            if (mutex_trylock(mutex)) {
                mutex_unlock(mutex);
            }
            spin_unlock_bh(spin);
        }

        @Override
        protected void exit() {
            schedule_work(work);
            if (mutex_trylock(mutex)) {
                WARN_ON(mutex_trylock(mutex), "got twice");
                spin_lock_bh(spin);
                data.set(data.get() + 1);
                spin_unlock_bh(spin);
                mutex_unlock(mutex);
            }
            flush_work(work);
        }
    }

    /** Who has given all back may sleep. */
    public static final class SleepsAfterwards extends Locked {
        /** An instance. */
        public SleepsAfterwards(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            read_lock(lock);
            read_unlock(lock);
            write_lock(lock);
            write_unlock(lock);
            local_bh_disable();
            local_bh_enable();
            k.might_sleep("exit");
        }
    }
}
