package org.sockrace.machine.simulated;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Condition;

/**
 * Memory as the threads of one role see it. What only they can change they know from their own history, so it takes no part in the global state; what
 * others may change has an outcome for every value that it may hold, or that was seen there.
 */
final class RoleMemory {

    private static final int[] ONLY_ZERO = {0};
    private static final int[] NO_OR_YES = {0, 1};
    private static final int[] DONE_OR_NOT = {0, -1};
    private final SimulatedMachine machine;
    private final Knowledge knowledge;
    private final int role;
    /** What was seen so far, or null to take every value that a cell may hold. */
    private final Observations seen;

    RoleMemory(SimulatedMachine machine, int role, Observations seen) {
        this.machine = machine;
        this.knowledge = machine.knowledge;
        this.role = role;
        this.seen = seen;
    }

    boolean isPrivate(Memory region) {
        return knowledge.isPrivate(region, role);
    }

    /** Says what is wrong if the operation touches memory that this thread itself has freed; null if nothing is. */
    String deadAccess(LocalState state, Operation op) {
        Memory region = op.touches();
        if (region == null || !isPrivate(region)) {
            return null;
        }
        boolean gone = state.freed.contains(region.id) || machine.freedAtStart(region);
        if (!gone && !(op.kind().frees() && state.leaving.contains(region.id))) {
            return null;
        }
        return op.kind().frees() ? region.name() + " is freed twice"
                : (op.cell() == null ? region.name() : op.cell().qualifiedName()) + " is used after it was freed";
    }

    /** Whether the operation would make a counter negative whose value the thread knows. */
    boolean belowZero(LocalState state, Operation op) {
        return op.kind().onCounter() && knows(state, op.cell()) && op.kind().after(state.value(op.cell()), op.a(), op.b()) < 0;
    }

    /** What the operation may return here; empty if nothing is known to be possible yet. */
    int[] outcomes(LocalState state, Operation op, Frame.Stack at) {
        OpKind kind = op.kind();
        if (kind == OpKind.CHOICE) {
            return IntStream.range(0, op.a()).toArray();
        }
        if (!kind.onCell()) {
            return ONLY_ZERO;
        }
        knowledge.access(op.cell(), role, kind);
        if (!kind.observes()) {
            return ONLY_ZERO;
        }
        if (knows(state, op.cell())) {
            return new int[] {kind.observed(state.value(op.cell()), op.a(), op.b())};
        }
        // What a counter comes to is not worth finding out value by value: histories seldom depend on more than whether it is zero. Who reads one wants to
        // calculate with it, and what is calculated may be added again.
        return seen == null || kind == OpKind.ADD_RETURN && !op.isCounterRead() ? possible(op) : seenAt(op, at);
    }

    private int[] seenAt(Operation op, Frame.Stack at) {
        int[] values = seen.of(op, at);
        if (op.kind().is(OpKind.Trait.OBSERVES_VALUE)) {
            Arrays.stream(values).forEach(value -> knowledge.mayHold(op.cell(), value));
        }
        return values;
    }

    private int[] possible(Operation op) {
        return switch (op.kind()) {
            case LOAD, XCHG, CMPXCHG -> knowledge.domain(op.cell(), role);
            case DEC_IF_POSITIVE -> DONE_OR_NOT;
            case ADD_RETURN -> IntStream.rangeClosed(Math.max(0, op.a()), Math.max(0, op.a() + knowledge.most(op.cell(), role))).toArray();
            case LOAD_IS, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, TRYLOCK -> NO_OR_YES;
            case STORE, ATOMIC_SET, ADD, LOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN,
                    SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> throw new IllegalArgumentException(op.kind() + " observes no cell");
        };
    }

    /** Whether the thread knows the cell's value: nobody else writes it, or nobody else knows the object yet. */
    boolean knows(LocalState state, Cell cell) {
        return knowledge.determined(cell, role) || state.owns(cell.region);
    }

    /** Carries the operation out on what the thread knows, and notes what others may see of it. */
    void apply(LocalState state, Operation op) {
        if (op.cell() != null) {
            write(state, op);
        } else if (op.kind() == OpKind.ALLOC) {
            state.taken.add(op.region());
            Ledger.add(state.ledger, op.region().counted(), 1);
            Ledger.add(state.books, Holding.of(op.region()), 1);
        } else if (op.kind().frees()) {
            free(state, op);
        } else if (op.kind() == OpKind.WAIT) {
            for (Condition.Term term : op.condition().terms()) {
                knowledge.await((Cell) term.cell(), role);
            }
        }
    }

    private void free(LocalState state, Operation op) {
        Ledger.add(state.ledger, op.region().counted(), -1);
        Ledger.freed(state.books, op.region());
        if (!isPrivate(op.region())) {
            knowledge.free(op.region(), role);
        } else if (op.kind() == OpKind.FREE_RCU) {
            state.leaving.add(op.region().id);
        } else {
            state.freed.add(op.region().id);
        }
    }

    private void write(LocalState state, Operation op) {
        Cell cell = op.cell();
        if (!op.kind().writes()) {
            return;
        }
        if (knows(state, cell)) {
            state.set(cell, op.kind().after(state.value(cell), op.a(), op.b()));
        }
        if ((cell.type == Cell.Type.WORD || cell.type == Cell.Type.POINTER) && !isPrivate(cell.region)) {
            int stored = op.kind() == OpKind.CMPXCHG ? op.b() : op.a();
            knowledge.mayHold(cell, stored);
            if (cell.type == Cell.Type.POINTER) {
                knowledge.publish(stored, role);
                if (!state.owns(cell.region)) {
                    publish(state, stored);
                }
            }
        }
    }

    /** A pointer to the object is stored where others may find it: from now on they may know it, and all that it points to. */
    private void publish(LocalState state, int object) {
        Memory region = machine.objects.regionOf(object);
        if (region == null || isPrivate(region) || !state.owns(region)) {
            return;
        }
        state.published.add(region.id);
        for (Cell cell : region.cells()) {
            if (cell.type == Cell.Type.POINTER) {
                publish(state, state.value(cell));
            }
            if (!knowledge.determined(cell, role)) {
                state.forget(cell);
            }
        }
    }
}
