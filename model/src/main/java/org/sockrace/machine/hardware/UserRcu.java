package org.sockrace.machine.hardware;

import java.util.Arrays;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * RCU in user space, after the memory-barrier flavour of liburcu (Desnoyers, McKenney, Stern, Dagenais, Walpole: User-Level
 * Implementations of Read-Copy Update, 2012). A reader copies the global phase into a word of its own; a grace period waits for readers of
 * the other phase, flips the phase and waits again. Waiting once is not enough: a reader may have loaded the phase long before it stores
 * it. A section that was there all the time has one phase, so it cannot get past both waits.
 *
 * <p>All state but the list of threads is in cells of the machine that it is given, so a checker can run it as well. It needs three things
 * of that machine: loads and stores, {@code wait_event}, and a mutex; full fences come from outside because only real memory needs them.
 * Each call of a {@link Reader} must be made by the one thread that it belongs to.
 *
 * <p>Unlike liburcu it counts the nesting apart from the phase, looks at every reader in both waits, and merges no concurrent grace
 * periods.
 */
public class UserRcu {

    private static final int ACTIVE = 1;
    private static final int PHASE = 2;

    private final Machine k;
    private final Region in;
    private final Runnable smp_mb_slave;
    private final Runnable smp_mb_master;
    /** Held while somebody waits, so that the phase cannot change and let new readers keep him waiting. */
    private final Mutex gp_lock;
    private final Word gp_ctr;
    /** Replaced, never changed, so that a grace period can walk it while threads register. */
    private volatile Reader[] registry = {};

    /** One thread's side. */
    public final class Reader {
        private final Word ctr;
        private final Word nesting;

        private Reader() {
            ctr = k.word(in, "rcu_reader.ctr", 0);
            nesting = k.word(in, "rcu_reader.nesting", 0);
        }

        /** Enters a read-side critical section; they nest. */
        public void lock() {
            int outer = nesting.get();
            if (outer == 0) {
                ctr.store(gp_ctr.load(Order.ONCE), Order.ONCE);
                // What the section reads is read after the grace period can see the reader.
                smp_mb_slave.run();
            }
            nesting.set(outer + 1);
        }

        /** Leaves a read-side critical section. */
        public void unlock() {
            int outer = nesting.get() - 1;
            nesting.set(outer);
            if (outer == 0) {
                // What the section did is done before the grace period can miss the reader.
                smp_mb_slave.run();
                ctr.store(0, Order.ONCE);
            }
        }

        /** Whether the thread is in a read-side critical section. */
        public boolean inside() {
            return nesting.get() > 0;
        }
    }

    /**
     * Makes it, with its cells in {@code in}.
     *
     * @param smp_mb_slave a full memory fence, of readers
     * @param smp_mb_master a full memory fence, of those who wait for them
     */
    public UserRcu(Machine k, Region in, Runnable smp_mb_slave, Runnable smp_mb_master) {
        this.k = k;
        this.in = in;
        this.smp_mb_slave = smp_mb_slave;
        this.smp_mb_master = smp_mb_master;
        this.gp_lock = k.mutex(in, "gp_lock");
        this.gp_ctr = k.word(in, "gp_ctr", ACTIVE);
    }

    /** Adds a thread, for ever. */
    public final synchronized Reader register() {
        Reader reader = new Reader();
        Reader[] all = Arrays.copyOf(registry, registry.length + 1);
        all[all.length - 1] = reader;
        registry = all;
        return reader;
    }

    /** Waits until every section that was there at the call has ended. */
    public final void synchronize() {
        gp_lock.lock();
        // What the caller did is done before it looks for readers, and for threads that register: those it misses come after.
        smp_mb_master.run();
        waitForReaders(registry);
        // What the readers did is done before the caller goes on.
        smp_mb_master.run();
        gp_lock.unlock();
    }

    /** Both phases: see above why one is not enough. */
    void waitForReaders(Reader[] readers) {
        waitForReadersNotOf(phase(), readers);
        waitForReadersNotOf(flip(), readers);
    }

    private int phase() {
        return gp_ctr.load(Order.ONCE);
    }

    /** Begins the other phase, and returns it. */
    final int flip() {
        int other = phase() ^ PHASE;

        smp_mb_master.run();
        gp_ctr.store(other, Order.ONCE);
        smp_mb_master.run();
        return other;
    }

    final void waitForReadersNotOf(int phase, Reader[] readers) {
        for (Reader reader : readers) {
            int ctr = reader.ctr.load(Order.ONCE);
            if (ctr != 0 && ctr != phase) {
                k.wait_event(reader.ctr.is(0).or(reader.ctr.is(phase)));
            }
        }
    }
}
