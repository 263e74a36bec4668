package org.sockrace.weak.world;

import static org.sockrace.weak.graph.Tag.ACQUIRE;
import static org.sockrace.weak.graph.Tag.LKR;
import static org.sockrace.weak.graph.Tag.LKW;
import static org.sockrace.weak.graph.Tag.MB;
import static org.sockrace.weak.graph.Tag.NORETURN;
import static org.sockrace.weak.graph.Tag.ONCE;
import static org.sockrace.weak.graph.Tag.RELEASE;
import static org.sockrace.weak.graph.Tag.RMW;
import static org.sockrace.weak.graph.Tag.UL;

import java.util.Set;
import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Fence;
import org.sockrace.machine.Order;
import org.sockrace.weak.graph.Tag;

/** What the operations of the machine are to the memory model. */
final class Actions {

    /** What an operation does to memory. */
    enum Shape {
        /** Nothing that others could see. */
        NOTHING,
        READ, WRITE,
        /** Reads, and writes unless it fails. */
        ATOMIC, LOCK, WAIT,
        /** A grace period. */
        SYNC,
        /** A memory barrier. */
        FENCE,
        /** Executes text of a module: reads what nobody writes. */
        TEXT, FREE,
        /** Says that memory is to be given back after a grace period. */
        FREE_LATER, CHOICE,
        /** Nothing follows. */
        END
    }

    private Actions() { }

    /** The shape of an operation. */
    static Shape shape(Operation op) {
        if (op.isCounterRead()) {
            return Shape.READ;
        }
        return switch (op.kind()) {
            case LOAD, LOAD_IS -> Shape.READ;
            case STORE, ATOMIC_SET, UNLOCK -> Shape.WRITE;
            case XCHG, CMPXCHG, TRYLOCK, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE -> Shape.ATOMIC;
            case LOCK -> Shape.LOCK;
            case WAIT -> Shape.WAIT;
            case ENTER, LEAVE -> Shape.TEXT;
            case FREE -> Shape.FREE;
            case CHOICE -> Shape.CHOICE;
            case SYNC_END -> Shape.SYNC;
            case FENCE -> Shape.FENCE;
            case ALLOC, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SCHEDULE, SYNC_BEGIN -> Shape.NOTHING;
            case FRONTIER, VIOLATION, DONE -> Shape.END;
            case FREE_RCU -> Shape.FREE_LATER;
        };
    }

    /** Whether it may write. */
    static boolean writes(Operation op) {
        return op.kind().writes() && !op.isCounterRead() || op.kind().frees();
    }

    /** Whether an atomic operation that read that value writes. */
    static boolean succeeds(Operation op, int old) {
        return switch (op.kind()) {
            case CMPXCHG -> old == op.a();
            case INC_NOT_ZERO -> old != 0;
            case ADD_UNLESS -> old != op.b();
            case DEC_IF_POSITIVE -> old > 0;
            default -> true;
        };
    }

    /** Whether what an atomic operation writes is computed from what it reads. */
    static boolean computes(Operation op) {
        return op.kind() != OpKind.XCHG && op.kind() != OpKind.CMPXCHG && op.kind() != OpKind.LOCK;
    }

    /** The tags of its read. */
    static Set<Tag> readTags(Operation op) {
        return switch (shape(op)) {
            case LOCK -> isMutex(op) ? Set.of(ACQUIRE, RMW) : Set.of(LKR);
            case ATOMIC -> op.kind() == OpKind.ADD ? Set.of(NORETURN, RMW) : Set.of(MB, RMW);
            case WAIT -> Set.of(ACQUIRE);
            default -> op.order() == Order.ACQUIRE ? Set.of(ACQUIRE) : op.order() == Order.PLAIN ? Set.of() : Set.of(ONCE);
        };
    }

    /** The tags of its write. */
    static Set<Tag> writeTags(Operation op) {
        return switch (shape(op)) {
            case LOCK -> isMutex(op) ? Set.of(ONCE, RMW) : Set.of(LKW);
            case ATOMIC -> op.kind() == OpKind.ADD ? Set.of(NORETURN, RMW) : Set.of(MB, RMW);
            case FREE -> Set.of(ONCE);
            case FREE_LATER -> Set.of(RELEASE);
            default -> op.kind() == OpKind.UNLOCK ? Set.of(isMutex(op) ? RELEASE : UL)
                    : op.order() == Order.RELEASE ? Set.of(RELEASE) : op.order() == Order.PLAIN ? Set.of() : Set.of(ONCE);
        };
    }

    /** What a memory barrier is. */
    static Tag fenceTag(Operation op) {
        return switch (Fence.values()[op.a()]) {
            case MB -> MB;
            case RMB -> Tag.RMB;
            case WMB -> Tag.WMB;
            case BEFORE_ATOMIC -> Tag.BEFORE_ATOMIC;
            case AFTER_ATOMIC -> Tag.AFTER_ATOMIC;
        };
    }

    private static boolean isMutex(Operation op) {
        return op.cell().type == Cell.Type.MUTEX;
    }
}
