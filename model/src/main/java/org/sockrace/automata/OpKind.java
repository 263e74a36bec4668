package org.sockrace.automata;

import java.util.EnumSet;
import java.util.Set;

/**
 * The operation alphabet: what a thread can be about to do. What all engines and reductions ask of a kind are its {@link Trait}s; where that is not enough they
 * switch over all kinds, without a default, so that a new kind does not compile until each of them has answered.
 */
public enum OpKind {
    /** Reads a cell; observes its value. */
    LOAD(Trait.CELL, Trait.OBSERVES, Trait.OBSERVES_VALUE),
    /** Compares a cell with a; observes whether it is equal. */
    LOAD_IS(Trait.CELL, Trait.OBSERVES),
    /** Writes a cell. */
    STORE(Trait.CELL, Trait.WRITES),
    /** Writes a cell; observes the old value. */
    XCHG(Trait.CELL, Trait.WRITES, Trait.OBSERVES, Trait.OBSERVES_VALUE),
    /** Writes b if the cell holds a; observes the old value. */
    CMPXCHG(Trait.CELL, Trait.WRITES, Trait.OBSERVES, Trait.OBSERVES_VALUE),
    /** Initialises a counter. */
    ATOMIC_SET(Trait.CELL, Trait.COUNTER, Trait.WRITES),
    /** Adds a. */
    ADD(Trait.CELL, Trait.COUNTER, Trait.WRITES),
    /** Adds a; observes the new value. */
    ADD_RETURN(Trait.CELL, Trait.COUNTER, Trait.WRITES, Trait.OBSERVES),
    /** Subtracts one; observes whether zero was reached. */
    DEC_AND_TEST(Trait.CELL, Trait.COUNTER, Trait.WRITES, Trait.OBSERVES),
    /** Adds one unless zero; observes whether it did. */
    INC_NOT_ZERO(Trait.CELL, Trait.COUNTER, Trait.WRITES, Trait.OBSERVES),
    /** Adds a unless the value is b; observes whether it did. */
    ADD_UNLESS(Trait.CELL, Trait.COUNTER, Trait.WRITES, Trait.OBSERVES),
    /** Subtracts one unless the result is negative; observes whether it did (0) or not (-1). */
    DEC_IF_POSITIVE(Trait.CELL, Trait.COUNTER, Trait.WRITES, Trait.OBSERVES),
    /** Acquires a spinlock or mutex; blocks while it is held. a is 1 if soft interrupts matter. */
    LOCK(Trait.CELL, Trait.WRITES, Trait.BLOCKS),
    /** Acquires a spinlock or mutex if it is free; observes whether it was. */
    TRYLOCK(Trait.CELL, Trait.WRITES, Trait.OBSERVES),
    /** Releases a spinlock or mutex. */
    UNLOCK(Trait.CELL, Trait.WRITES),
    /** Blocks until a condition holds. b is 1 if it does so without sleeping. */
    WAIT(Trait.BLOCKS, Trait.SLEEPS),
    /** Jumps into text of a region. */
    ENTER(Trait.MEMORY),
    /** Returns into text of a region. */
    LEAVE(Trait.MEMORY),
    /** Takes an object from a slab. */
    ALLOC,
    /** Frees a region. */
    FREE(Trait.MEMORY, Trait.FREES),
    /** Frees a region once everybody who is in a read-side critical section now has left it. */
    FREE_RCU(Trait.MEMORY, Trait.FREES),
    /** Enters a read-side critical section. */
    RCU_LOCK,
    /** Leaves a read-side critical section. */
    RCU_UNLOCK,
    /** Disables preemption. a is 1 if it does so by disabling soft interrupts, 2 by being one. */
    PREEMPT_OFF,
    /** Enables preemption. a is 1 if it does so by enabling soft interrupts, 2 by having been one. */
    PREEMPT_ON,
    /** Begins a grace period: notes who is reading. a is the flavour. */
    SYNC_BEGIN,
    /** Ends a grace period: blocks until those have left. a is the flavour, b is 1 if it really waits. */
    SYNC_END(Trait.BLOCKS, Trait.SLEEPS),
    /** A free choice among a options; observes which. */
    CHOICE(Trait.OBSERVES),
    /** A memory barrier; a says which. Between interleavings it makes no difference. */
    FENCE,
    /** The task sleeps and is woken: not a reader meanwhile. */
    SCHEDULE(Trait.SLEEPS),
    /** The history was not followed further when the automaton was built. */
    FRONTIER(Trait.ENDS),
    /** A property is broken here, and the execution goes no further. */
    VIOLATION(Trait.ENDS),
    /** The thread has ended. */
    DONE(Trait.ENDS);

    /** What engines and reductions need to know of a kind. */
    public enum Trait {
        /** Works on the value of one cell. */
        CELL,
        /** Works on a counter. */
        COUNTER,
        /** May change its cell's value. */
        WRITES,
        /** What the thread does next may depend on the outcome. */
        OBSERVES,
        /** The outcome is a value that the cell holds, not a number of its own. */
        OBSERVES_VALUE,
        /** Touches memory as a whole: wrong once it was freed. */
        MEMORY,
        /** Gives memory back. */
        FREES,
        /** May have to wait for other threads. */
        BLOCKS,
        /** The task gives the processor up: no implicit reader while it is here. */
        SLEEPS,
        /** Nothing follows. */
        ENDS
    }

    /** Flavour of a grace period: read-side critical sections. */
    public static final int RCU = 0;
    /** Flavour of a grace period: sections with preemption disabled. */
    public static final int SCHED = 1;

    /** Preemption is disabled by disabling soft interrupts. */
    public static final int SOFTIRQS = 1;
    /** Preemption is disabled in a soft interrupt. */
    public static final int IN_SOFTIRQ = 2;

    private final Set<Trait> traits;

    OpKind(Trait... traits) {
        this.traits = EnumSet.noneOf(Trait.class);
        this.traits.addAll(java.util.Arrays.asList(traits));
    }

    /** Whether this kind has the trait. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether this kind changes or reads the value of one cell. */
    public boolean onCell() {
        return is(Trait.CELL);
    }

    /** Whether this kind gives memory back. */
    public boolean frees() {
        return is(Trait.FREES);
    }

    /** Whether this kind is an operation of a counter. */
    public boolean onCounter() {
        return is(Trait.COUNTER);
    }

    /** Whether this kind may write its cell. */
    public boolean writes() {
        return is(Trait.WRITES);
    }

    /** Whether what the thread does next may depend on the outcome. */
    public boolean observes() {
        return is(Trait.OBSERVES);
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
            case LOCK, TRYLOCK -> 1;
            case UNLOCK -> 0;
            case LOAD, LOAD_IS, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, SYNC_END, CHOICE,
                    FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> old;
        };
    }

    /** What the thread observes, if the cell held {@code old} before; 0 if it observes nothing of a cell. */
    public int observed(int old, int a, int b) {
        return switch (this) {
            case LOAD, XCHG, CMPXCHG -> old;
            case LOAD_IS -> old == a ? 1 : 0;
            case ADD_RETURN -> old + a;
            case DEC_AND_TEST -> old == 1 ? 1 : 0;
            case INC_NOT_ZERO -> old == 0 ? 0 : 1;
            case ADD_UNLESS -> old == b ? 0 : 1;
            case DEC_IF_POSITIVE -> old > 0 ? 0 : -1;
            case TRYLOCK -> old == 0 ? 1 : 0;
            case STORE, ATOMIC_SET, ADD, LOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN,
                    SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> 0;
        };
    }

    /** By how much the counter changed when this was observed; not for {@link #ATOMIC_SET}. */
    public int delta(int observed, int a) {
        return switch (this) {
            case ADD, ADD_RETURN -> a;
            case DEC_AND_TEST -> -1;
            case INC_NOT_ZERO -> observed;
            case ADD_UNLESS -> observed == 1 ? a : 0;
            case DEC_IF_POSITIVE -> observed >= 0 ? -1 : 0;
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, LOCK, TRYLOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, RCU_UNLOCK,
                    PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> 0;
        };
    }
}
