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
        return op.kind() == OpKind.FREE ? region.name() + " is freed twice"
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
        if (world.determined(op.cell(), role)) {
            int old = state.value(op.cell());
            boolean negative = kind.onCounter() && kind.after(old, op.a(), op.b()) < 0;
            return negative ? new int[0] : new int[] {kind.observed(old, op.a(), op.b())};
        }
        return switch (kind) {
            case LOAD, XCHG, CMPXCHG -> op.cell() instanceof ValueCell v ? v.domain() : range(0, ((SimAtomic) op.cell()).max);
            case ADD_RETURN -> range(Math.max(0, op.a()), Math.max(0, op.a() + ((SimAtomic) op.cell()).max));
            case DEC_IF_POSITIVE -> range(-1, ((SimAtomic) op.cell()).max - 1);
            case DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS -> NO_OR_YES;
            default -> ONLY_ZERO;
        };
    }

    private static int[] range(int from, int to) {
        return IntStream.rangeClosed(from, to).toArray();
    }

    /** Carries the operation out on what the thread knows, and notes what others may see of it. */
    void apply(LocalState state, Operation op, int observed) {
        switch (op.kind()) {
            case ALLOC -> {
                state.taken.add(op.region());
                Ledger.add(state.ledger, Ledger.kind(op.region().name()), 1);
            }
            case FREE -> {
                Ledger.add(state.ledger, Ledger.kind(op.region().name()), -1);
                if (op.region().privateTo(role)) {
                    state.freed.add(op.region().id);
                } else {
                    world.free(op.region(), role);
                }
            }
            case WAIT -> {
                for (Condition.Term term : op.condition().terms()) {
                    world.access((Cell) term.cell(), role, OpKind.LOAD, null);
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
        if (world.determined(cell, role)) {
            state.set(cell, op.kind().after(state.value(cell), op.a(), op.b()));
        }
        if (cell instanceof ValueCell value && !cell.region.privateTo(role)) {
            int stored = op.kind() == OpKind.CMPXCHG ? op.b() : op.a();
            world.mayHold(value, stored);
            if (cell instanceof SimPtr<?>) {
                world.publish(stored, role);
            }
        }
    }
}
