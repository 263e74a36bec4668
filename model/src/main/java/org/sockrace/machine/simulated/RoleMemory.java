package org.sockrace.machine.simulated;

import java.util.stream.IntStream;
import org.sockrace.machine.Condition;

/**
 * Memory as the threads of one role see it. What only they can change they know from their own history, so it takes no part in the global state; what
 * others may change has one outcome for every value that it may hold.
 */
final class RoleMemory {

    private static final int[] ONLY_ZERO = {0};
    private static final int[] NO_OR_YES = {0, 1};
    private static final int[] DONE_OR_NOT = {0, -1};
    private final World world;
    private final int role;

    RoleMemory(World world, int role) {
        this.world = world;
        this.role = role;
    }

    /** The region that an operation touches, or null. */
    static SimRegion regionOf(Operation op) {
        return op.cell() != null ? op.cell().region : op.region();
    }

    /** Says what is wrong if the operation touches memory that this thread itself has freed; null if nothing is. */
    String deadAccess(LocalState state, Operation op) {
        SimRegion region = regionOf(op);
        if (region == null || op.kind() == OpKind.ALLOC || !region.privateTo(role)) {
            return null;
        }
        if (!state.freed.contains(region.id) && !region.freedAtStart) {
            return null;
        }
        return op.kind().frees() ? region.name() + " is freed twice"
                : (op.cell() == null ? region.name() : op.cell().qualifiedName()) + " is used after it was freed";
    }

    /** What the operation may return here; empty if it would make a counter negative. */
    int[] outcomes(LocalState state, Operation op) {
        OpKind kind = op.kind();
        if (kind == OpKind.CHOICE) {
            return IntStream.range(0, op.a()).toArray();
        }
        if (!kind.onCell()) {
            return ONLY_ZERO;
        }
        world.access(op.cell(), role, kind, op.order());
        if (determined(state, op.cell())) {
            int old = state.value(op.cell());
            boolean negative = kind.onCounter() && kind.after(old, op.a(), op.b()) < 0;
            return negative ? new int[0] : new int[] {kind.observed(old, op.a(), op.b())};
        }
        return switch (kind) {
            case LOAD, XCHG, CMPXCHG -> ((ValueCell) op.cell()).domain();
            case DEC_IF_POSITIVE -> DONE_OR_NOT;
            case ADD_RETURN -> IntStream.rangeClosed(Math.max(0, op.a()), Math.max(0, op.a() + ((SimAtomic) op.cell()).max)).toArray();
            case LOAD_IS, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS -> NO_OR_YES;
            default -> ONLY_ZERO;
        };
    }

    /** Whether the thread knows the cell's value: nobody else writes it, or nobody else knows the object yet. */
    private boolean determined(LocalState state, Cell cell) {
        return world.determined(cell, role) || state.owns(cell.region);
    }

    /** A pointer to the object is stored where others may find it: from now on they may know it, and all that it points to. */
    private void publish(LocalState state, int object) {
        SimRegion region = object == 0 ? null : world.machine.objects.regionOf(object);
        if (region == null || region.privateTo(role) || !state.owns(region)) {
            return;
        }
        state.published.add(region.id);
        for (Cell cell : region.cells) {
            if (cell instanceof SimPtr<?>) {
                publish(state, state.value(cell));
            }
            if (!world.determined(cell, role)) {
                state.values.remove(cell.id);
            }
        }
    }

    /** Carries the operation out on what the thread knows, and notes what others may see of it. */
    void apply(LocalState state, Operation op, int observed) {
        switch (op.kind()) {
            case ALLOC -> {
                state.taken.add(op.region());
                Ledger.add(state.ledger, Ledger.kind(op.region().name()), 1);
            }
            case FREE, FREE_RCU -> {
                Ledger.add(state.ledger, Ledger.kind(op.region().name()), -1);
                if (op.region().privateTo(role)) {
                    state.freed.add(op.region().id);
                } else {
                    world.free(op.region(), role);
                }
            }
            case WAIT -> {
                for (Condition.Term term : op.condition().terms()) {
                    world.await((Cell) term.cell(), role);
                }
            }
            default -> {
                if (op.cell() != null) {
                    write(state, op);
                }
            }
        }
    }

    private void write(LocalState state, Operation op) {
        Cell cell = op.cell();
        if (!op.kind().writes()) {
            return;
        }
        if (determined(state, cell)) {
            state.set(cell, op.kind().after(state.value(cell), op.a(), op.b()));
        }
        if (cell instanceof ValueCell value && !cell.region.privateTo(role)) {
            int stored = op.kind() == OpKind.CMPXCHG ? op.b() : op.a();
            world.mayHold(value, stored);
            if (cell instanceof SimPtr<?>) {
                world.publish(stored, role);
                if (!state.owns(cell.region)) {
                    publish(state, stored);
                }
            }
        }
    }
}
