package org.sockrace.check;

import java.util.stream.Collectors;
import org.sockrace.machine.Order;
import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;

/** Says in the kernel's words what an operation did. */
final class Operations {

    private Operations() { }

    /** The operation with what it observed; {@code null} if it did not get that far. */
    static String describe(Operation op, Integer observed) {
        String cell = op.cell() == null ? "" : op.cell().qualifiedName();
        return switch (op.kind()) {
            case LOAD -> load(op) + "(" + cell + ")" + value(op.cell(), observed);
            case LOAD_IS -> op.cell().type == Cell.Type.COUNTER ? "atomic_read(" + cell + ")" + zero(observed)
                    : load(op) + "(" + cell + ") == " + op.cell().show(op.a()) + bool(observed).replace(" = ", ": ");
            case STORE -> store(op) + "(" + cell + ", " + op.cell().show(op.a()) + ")";
            case XCHG -> "xchg(" + cell + ", " + op.cell().show(op.a()) + ")" + value(op.cell(), observed);
            case CMPXCHG -> "cmpxchg(" + cell + ", " + op.cell().show(op.a()) + ", " + op.cell().show(op.b()) + ")" + value(op.cell(), observed);
            case ATOMIC_SET -> "atomic_set(" + cell + ", " + op.a() + ")";
            case ADD -> (op.a() == 1 ? "atomic_inc(" : op.a() == -1 ? "atomic_dec(" : "atomic_add(" + op.a() + ", ") + cell + ")";
            case ADD_RETURN -> (op.a() < 0 ? "atomic_sub_return(" : "atomic_add_return(") + Math.abs(op.a()) + ", " + cell + ")"
                    + (observed == null ? "" : " = " + observed);
            case DEC_AND_TEST -> "atomic_dec_and_test(" + cell + ")" + bool(observed);
            case INC_NOT_ZERO -> "atomic_inc_not_zero(" + cell + ")" + bool(observed);
            case ADD_UNLESS -> "atomic_add_unless(" + cell + ", " + op.a() + ", " + op.b() + ")" + bool(observed);
            case DEC_IF_POSITIVE -> "atomic_dec_if_positive(" + cell + ")" + (observed == null || observed == 0 ? "" : " < 0");
            case LOCK -> "lock(" + cell + ")";
            case UNLOCK -> "unlock(" + cell + ")";
            case WAIT -> "wait until " + op.condition().terms().stream()
                    .map(t -> ((Cell) t.cell()).qualifiedName() + (t.equal() ? " is " : " is not ") + ((Cell) t.cell()).show(t.value()))
                    .collect(Collectors.joining(" or "));
            case ENTER -> "enters text of " + op.region();
            case LEAVE -> "returns into text of " + op.region();
            case ALLOC -> "takes " + op.region();
            case FREE -> "frees " + op.region();
            case FREE_RCU -> "kfree_rcu(" + op.region() + ")";
            case RCU_LOCK -> "rcu_read_lock()";
            case RCU_UNLOCK -> "rcu_read_unlock()";
            case PREEMPT_OFF -> "preempt_disable()";
            case PREEMPT_ON -> "preempt_enable()";
            case SYNC_BEGIN -> sync(op) + " begins";
            case SYNC_END -> sync(op) + " ends";
            case CHOICE -> choice(op, observed);
            case SCHEDULE -> "sleeps";
            case FRONTIER, DONE -> op.kind().toString();
            case VIOLATION -> op.text();
        };
    }

    private static String load(Operation op) {
        return switch (op.order() == null ? Order.PLAIN : op.order()) {
            case PLAIN -> "read";
            case ONCE -> "READ_ONCE";
            case ACCESS -> "rcu_access_pointer";
            case DEPENDENCY -> "rcu_dereference";
            case ACQUIRE -> "smp_load_acquire";
            case RELEASE -> throw new IllegalArgumentException("a load with release order");
        };
    }

    private static String store(Operation op) {
        return switch (op.order()) {
            case PLAIN -> "write";
            case ONCE -> op.cell().show(0).equals("NULL") ? "RCU_INIT_POINTER" : "WRITE_ONCE";
            case RELEASE -> op.cell().show(0).equals("NULL") ? "rcu_assign_pointer" : "smp_store_release";
            case ACCESS, DEPENDENCY, ACQUIRE -> throw new IllegalArgumentException("a store with order " + op.order());
        };
    }

    private static String sync(Operation op) {
        return op.a() == OpKind.RCU ? "synchronize_rcu()" : "synchronize_sched()";
    }

    private static String choice(Operation op, Integer observed) {
        int colon = op.text().indexOf(": ");
        if (colon > 0) {
            return op.text().substring(0, colon) + (observed == null ? "" : ": " + op.text().substring(colon + 2).split("\\|")[observed]);
        }
        return op.text() + (observed != null && observed == 1 ? " fails" : " does not fail");
    }

    private static String value(Cell cell, Integer observed) {
        return observed == null ? "" : " = " + cell.show(observed);
    }

    private static String zero(Integer observed) {
        return observed == null ? "" : observed == 0 ? " = 0" : " > 0";
    }

    private static String bool(Integer observed) {
        return observed == null ? "" : observed == 1 ? " = true" : " = false";
    }
}
