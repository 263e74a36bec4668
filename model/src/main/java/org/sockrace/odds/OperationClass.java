package org.sockrace.odds;

import java.util.Arrays;
import java.util.List;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;

/** Operations of one kind, as tables of durations name them. */
public enum OperationClass {
    /** Reads a word. */
    READ("read"),
    /** Writes a word. */
    WRITE("write"),
    /** Changes a counter, or exchanges a word. */
    ATOMIC("atomic"),
    /** Takes a lock, once it is free. */
    LOCK("lock"),
    /** Gives a lock back. */
    UNLOCK("unlock"),
    /** Goes on after a condition has come true: the time to wake up. */
    WAIT("wait", true),
    /** Jumps into text of a module, or returns to it. */
    TEXT("text"),
    /** Takes an object. */
    ALLOC("alloc"),
    /** Frees an object. */
    FREE("free"),
    /** Enters a read-side section. */
    RCU_READ_LOCK("rcu_read_lock"),
    /** Leaves a read-side section. */
    RCU_READ_UNLOCK("rcu_read_unlock"),
    /** Disables preemption. */
    PREEMPT_DISABLE("preempt_disable"),
    /** Enables preemption. */
    PREEMPT_ENABLE("preempt_enable"),
    /** Asks for a grace period. */
    GRACE_PERIOD_BEGIN("grace-period-begin"),
    /** Waits for a grace period: what it takes when the last reader has left. */
    GRACE_PERIOD("synchronize_rcu", true),
    /** The environment chooses. */
    CHOICE("choice", true),
    /** A memory barrier. */
    FENCE("barrier"),
    /** The task sleeps and is woken. */
    SLEEP("sleep", true),
    /** Nothing follows. */
    END("end", true);

    private final String id;
    private final boolean apart;

    OperationClass(String id) {
        this(id, false);
    }

    OperationClass(String id, boolean apart) {
        this.id = id;
        this.apart = apart;
    }

    /** The name that users read and write. */
    public String id() {
        return id;
    }

    /** Whether its time is none of the time that a function takes which does it: waiting is no work. */
    boolean isApart() {
        return apart;
    }

    /** The names of all that a table may have. */
    public static List<String> ids() {
        return Arrays.stream(values()).filter(c -> c != END).map(OperationClass::id).toList();
    }

    /** What an operation is. */
    public static OperationClass of(OpKind kind) {
        return switch (kind) {
            case LOAD, LOAD_IS -> READ;
            case STORE -> WRITE;
            case XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, TRYLOCK -> ATOMIC;
            case LOCK -> LOCK;
            case UNLOCK -> UNLOCK;
            case WAIT -> WAIT;
            case ENTER, LEAVE -> TEXT;
            case ALLOC -> ALLOC;
            case FREE, FREE_RCU -> FREE;
            case RCU_LOCK -> RCU_READ_LOCK;
            case RCU_UNLOCK -> RCU_READ_UNLOCK;
            case PREEMPT_OFF -> PREEMPT_DISABLE;
            case PREEMPT_ON -> PREEMPT_ENABLE;
            case SYNC_BEGIN -> GRACE_PERIOD_BEGIN;
            case SYNC_END -> GRACE_PERIOD;
            case CHOICE -> CHOICE;
            case FENCE -> FENCE;
            case SCHEDULE -> SLEEP;
            case FRONTIER, VIOLATION, DONE -> END;
        };
    }

    /** The operation with what it works on: {@code read(state)}. */
    static String label(Operation op) {
        String on = op.cell() != null ? op.cell().name : op.region() != null ? op.region().name() : "";
        return of(op.kind()).id + (on.isEmpty() ? "" : "(" + on + ")");
    }
}
