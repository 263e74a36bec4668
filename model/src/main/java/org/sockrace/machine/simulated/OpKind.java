package org.sockrace.machine.simulated;

/** The operation alphabet: what a thread can be about to do. */
public enum OpKind {
    /** Reads a cell; observes its value. */
    LOAD,
    /** Compares a cell with a; observes whether it is equal. */
    LOAD_IS,
    /** Writes a cell. */
    STORE,
    /** Writes a cell; observes the old value. */
    XCHG,
    /** Writes b if the cell holds a; observes the old value. */
    CMPXCHG,
    /** Initialises a counter. */
    ATOMIC_SET,
    /** Adds a. */
    ADD,
    /** Adds a; observes the new value. */
    ADD_RETURN,
    /** Subtracts one; observes whether zero was reached. */
    DEC_AND_TEST,
    /** Adds one unless zero; observes whether it did. */
    INC_NOT_ZERO,
    /** Adds a unless the value is b; observes whether it did. */
    ADD_UNLESS,
    /** Subtracts one unless the result is negative; observes whether it did (0) or not (-1). */
    DEC_IF_POSITIVE,
    /** Acquires a spinlock or mutex; blocks while it is held. */
    LOCK,
    /** Releases a spinlock or mutex. */
    UNLOCK,
    /** Blocks until a condition holds. */
    WAIT,
    /** Jumps into text of a region. */
    ENTER,
    /** Returns into text of a region. */
    LEAVE,
    /** Takes an object from a slab. */
    ALLOC,
    /** Frees a region. */
    FREE,
    /** Frees a region once everybody who is in a read-side critical section now has left it. */
    FREE_RCU,
    /** Enters a read-side critical section. */
    RCU_LOCK,
    /** Leaves a read-side critical section. */
    RCU_UNLOCK,
    /** Disables preemption. */
    PREEMPT_OFF,
    /** Enables preemption. */
    PREEMPT_ON,
    /** Begins a grace period: notes who is reading. a is the flavour. */
    SYNC_BEGIN,
    /** Ends a grace period: blocks until those have left. a is the flavour, b is 1 if it really waits. */
    SYNC_END,
    /** A free choice among a options. */
    CHOICE,
    /** The task sleeps and is woken: not a reader meanwhile. */
    SCHEDULE,
    /** The history was not followed further when the automaton was built. */
    FRONTIER,
    /** A property is broken here. */
    VIOLATION,
    /** The thread has ended. */
    DONE;

    /** Flavour of a grace period: read-side critical sections. */
    public static final int RCU = 0;
    /** Flavour of a grace period: sections with preemption disabled. */
    public static final int SCHED = 1;

    /** Whether this kind changes or reads the value of one cell. */
    public boolean onCell() {
        return ordinal() <= UNLOCK.ordinal();
    }

    /** Whether this kind gives memory back. */
    public boolean frees() {
        return this == FREE || this == FREE_RCU;
    }

    /** Whether this kind is an operation of a counter. */
    public boolean onCounter() {
        return ordinal() >= ATOMIC_SET.ordinal() && ordinal() <= DEC_IF_POSITIVE.ordinal();
    }

    /** Whether this kind may write its cell. */
    public boolean writes() {
        return onCell() && this != LOAD && this != LOAD_IS;
    }

    /** The value of the cell after the operation, if it held {@code old} before. */
    public int after(int old, int a, int b) {
        return switch (this) {
            case STORE, XCHG, ATOMIC_SET -> a;
            case CMPXCHG -> old == a ? b : old;
            case ADD, ADD_RETURN -> old + a;
            case DEC_AND_TEST -> old - 1;
            case INC_NOT_ZERO -> old == 0 ? 0 : old + 1;
            case ADD_UNLESS -> old == b ? old : old + a;
            case DEC_IF_POSITIVE -> old > 0 ? old - 1 : old;
            case LOCK -> 1;
            case UNLOCK -> 0;
            default -> old;
        };
    }

    /** What the thread observes, if the cell held {@code old} before. */
    public int observed(int old, int a, int b) {
        return switch (this) {
            case LOAD, XCHG, CMPXCHG -> old;
            case LOAD_IS -> old == a ? 1 : 0;
            case ADD_RETURN -> old + a;
            case DEC_AND_TEST -> old == 1 ? 1 : 0;
            case INC_NOT_ZERO -> old == 0 ? 0 : 1;
            case ADD_UNLESS -> old == b ? 0 : 1;
            case DEC_IF_POSITIVE -> old > 0 ? 0 : -1;
            default -> 0;
        };
    }

    /** By how much the counter changed when this was observed. */
    public int delta(int observed, int a) {
        return switch (this) {
            case ADD, ADD_RETURN -> a;
            case DEC_AND_TEST -> -1;
            case INC_NOT_ZERO -> observed;
            case ADD_UNLESS -> observed == 1 ? a : 0;
            case DEC_IF_POSITIVE -> observed >= 0 ? -1 : 0;
            default -> 0;
        };
    }
}
