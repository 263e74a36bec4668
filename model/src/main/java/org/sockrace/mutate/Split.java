package org.sockrace.mutate;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/** Atomic operations in two steps, as somebody writes them who does not know that they have to be one; called by mutants. */
public final class Split {

    private Split() { }

    /** False, which a compiler does not know. */
    public static boolean no() {
        return false;
    }

    /** A load and a store. */
    public static void inc(Atomic counter) {
        addReturn(counter, 1);
    }

    /** A load and a store. */
    public static void dec(Atomic counter) {
        addReturn(counter, -1);
    }

    /**
     * A load and a store. What was loaded may be old when it is stored: what others have added since is taken away again. It is added, not stored, because who
     * has added what is kept in books, and a store would be a mistake in them whoever runs meanwhile.
     */
    public static int addReturn(Atomic counter, int delta) {
        int sum = counter.value() + delta;
        counter.add_return(sum - counter.value());
        return sum;
    }

    /** Decremented, and looked at afterwards. */
    public static boolean decAndTest(Atomic counter) {
        counter.dec();
        return counter.read() == 0;
    }

    /** A test, and then an increment. */
    public static boolean incNotZero(Atomic counter) {
        if (counter.read() == 0) {
            return false;
        }
        counter.inc();
        return true;
    }

    /** A test for zero, and then an addition; if it is not for zero, nothing is split. */
    public static boolean addUnless(Atomic counter, int delta, int unless) {
        if (unless != 0) {
            return counter.add_unless(delta, unless);
        }
        if (counter.read() == 0) {
            return false;
        }
        counter.add_return(delta);
        return true;
    }

    /** A test, and then a decrement. */
    public static int decIfPositive(Atomic counter) {
        if (counter.read() == 0) {
            return -1;
        }
        counter.dec();
        return counter.read();
    }

    /** A load and a store. */
    public static <T> T xchg(Ptr<T> pointer, T value) {
        T old = pointer.get();
        pointer.set(value);
        return old;
    }

    /** A test, and then a store. */
    public static <T> T cmpxchg(Ptr<T> pointer, T expected, T value) {
        T old = pointer.get();
        if (old == expected) {
            pointer.set(value);
        }
        return old;
    }

    /** A load and a store. */
    public static int xchg(Word word, int value) {
        int old = word.get();
        word.set(value);
        return old;
    }

    /** A test, and then a store. */
    public static int cmpxchg(Word word, int expected, int value) {
        int old = word.get();
        if (old == expected) {
            word.set(value);
        }
        return old;
    }
}
