package org.sockrace.semantics;

import java.util.Set;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Property;

/**
 * What each operation means, under sequential consistency: one thread performs one operation on a {@link State}. Memory is asked first: an operation on memory
 * that is gone does nothing else.
 */
public final class Semantics {

    private static final Result NOTHING = new Result.Observed(0);
    private static final Result BLOCKED = new Result.Blocked();

    private Semantics() { }

    /**
     * The thread performs its next operation, if it can. Afterwards it must be told to {@link State#arrive} where that leads it.
     *
     * @return what came of it; the state has changed only if it was {@link Result.Observed}
     */
    public static Result perform(State state, int thread, Operation op) {
        Memory touched = op.touches();
        if (touched != null && isWrong(state, thread, op, touched)) {
            return new Result.Broken(touched.kind().usedTooLate(), touched);
        }
        return switch (op.kind()) {
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, TRYLOCK, UNLOCK -> access(state, thread, op);
            case ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE -> count(state, thread, op);
            case LOCK -> state.get(op.cell(), thread) == 0 ? access(state, thread, op) : BLOCKED;
            case WAIT -> holds(state, thread, op.condition()) ? NOTHING : BLOCKED;
            case ALLOC -> take(state, thread, op.region());
            case FREE -> free(state, thread, op.region(), Set.of());
            case FREE_RCU -> free(state, thread, op.region(), state.readers(OpKind.RCU, -1));
            case SYNC_BEGIN -> begin(state, thread, op.a());
            case SYNC_END -> end(state, thread, op.a(), op.b() == 1);
            case ENTER, LEAVE, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, FENCE, SCHEDULE -> NOTHING;
            case CHOICE -> new Result.Choose(op.a());
            case FRONTIER -> new Result.Unknown();
            case VIOLATION -> new Result.Broken(Property.values()[op.a()], null);
            case DONE -> new Result.Ended();
        };
    }

    /** Freed memory may be touched while a reader is there for whom it is kept, but not given back again. */
    private static boolean isWrong(State state, int thread, Operation op, Memory touched) {
        return op.kind().frees() ? state.freed(touched, thread) : state.gone(touched, thread);
    }

    private static Result access(State state, int thread, Operation op) {
        int old = state.get(op.cell(), thread);
        if (op.kind().writes()) {
            state.set(op.cell(), thread, op.kind().after(old, op.a(), op.b()));
        }
        return new Result.Observed(op.kind().observed(old, op.a(), op.b()));
    }

    private static Result count(State state, int thread, Operation op) {
        int value = op.kind().after(state.get(op.cell(), thread), op.a(), op.b());
        return value < 0 ? new Result.Broken(Property.REFCOUNT_RANGE, null) : access(state, thread, op);
    }

    private static boolean holds(State state, int thread, Condition condition) {
        for (Condition.Term term : condition.terms()) {
            if ((state.get((Cell) term.cell(), thread) == term.value()) == term.equal()) {
                return true;
            }
        }
        return false;
    }

    private static Result take(State state, int thread, Memory memory) {
        state.take(memory, thread);
        return NOTHING;
    }

    private static Result free(State state, int thread, Memory memory, Set<Integer> readers) {
        state.free(memory, thread, readers);
        return NOTHING;
    }

    private static Result begin(State state, int thread, int flavour) {
        state.begin(thread, flavour, state.readers(flavour, thread));
        return NOTHING;
    }

    private static Result end(State state, int thread, int flavour, boolean waits) {
        if (!state.waitsFor(thread, flavour).isEmpty()) {
            return waits ? BLOCKED : new Result.Broken(Property.GRACE_PERIOD, null);
        }
        state.end(thread, flavour);
        return NOTHING;
    }
}
