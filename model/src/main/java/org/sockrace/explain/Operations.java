package org.sockrace.explain;

import java.util.List;
import java.util.stream.Collectors;
import org.sockrace.machine.Order;
import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Execution;

/** Says in the kernel's words what an operation did. */
public final class Operations {

    private Operations() { }

    /** The operation, before anybody knows what comes of it. */
    public static String describe(Operation op) {
        return text(op, null);
    }

    /** The operation with what came of it; without, if it did not get that far. Values are those that the cell held then. */
    static String describe(Execution.Step step) {
        return text(step.node().op(), step.edge() == null ? null : step);
    }

    private static String preemption(boolean on, int how) {
        return how == OpKind.IN_SOFTIRQ ? "a soft interrupt " + (on ? "ends" : "begins") : (how == OpKind.SOFTIRQS ? "local_bh_" : "preempt_")
                + (on ? "enable()" : "disable()");
    }

    private static String text(Operation op, Execution.Step step) {
        String cell = op.cell() == null ? "" : op.cell().qualifiedName();
        return switch (op.kind()) {
            case LOAD -> load(op) + "(" + cell + ")" + old(step);
            case LOAD_IS -> load(op) + "(" + cell + ")" + (step == null ? " == " + op.cell().show(op.a()) : old(step));
            case STORE -> store(op) + "(" + cell + ", " + op.cell().show(op.a()) + ")";
            case XCHG -> "xchg(" + cell + ", " + op.cell().show(op.a()) + ")" + old(step);
            case CMPXCHG -> "cmpxchg(" + cell + ", " + op.cell().show(op.a()) + ", " + op.cell().show(op.b()) + ")" + old(step);
            case ATOMIC_SET -> "atomic_set(" + cell + ", " + op.a() + ")";
            case ADD -> (op.a() == 1 ? "atomic_inc(" : op.a() == -1 ? "atomic_dec(" : "atomic_add(" + op.a() + ", ") + cell + ")";
            case ADD_RETURN -> op.isCounterRead() ? "atomic_read(" + cell + ")" + old(step)
                    : (op.a() < 0 ? "atomic_sub_return(" : "atomic_add_return(") + Math.abs(op.a()) + ", " + cell + ")"
                    + (step == null ? "" : " = " + (before(step) + op.a()));
            case DEC_AND_TEST -> "atomic_dec_and_test(" + cell + ")" + (step == null ? "" : " = " + (before(step) == 1));
            case INC_NOT_ZERO -> "atomic_inc_not_zero(" + cell + ")" + (step == null ? "" : " = " + (before(step) != 0));
            case ADD_UNLESS -> "atomic_add_unless(" + cell + ", " + op.a() + ", " + op.b() + ")" + (step == null ? "" : " = " + (before(step) != op.b()));
            case DEC_IF_POSITIVE -> "atomic_dec_if_positive(" + cell + ")" + (step == null ? "" : " = " + (before(step) - 1));
            case LOCK, UNLOCK -> (op.kind() == OpKind.LOCK ? "lock(" : "unlock(") + cell + ")";
            case TRYLOCK -> "trylock(" + cell + ")" + (step == null ? "" : " = " + (before(step) == 0));
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
            case PREEMPT_OFF, PREEMPT_ON -> preemption(op.kind() == OpKind.PREEMPT_ON, op.a());
            case SYNC_BEGIN -> sync(op) + " begins";
            case SYNC_END -> sync(op) + " ends";
            case CHOICE -> choice(op, step == null ? null : step.edge().observed());
            case FENCE -> op.text() + "()";
            case SCHEDULE -> "sleeps";
            case FRONTIER, DONE -> op.kind().toString();
            case VIOLATION -> op.text();
        };
    }

    private static int before(Execution.Step step) {
        return step.before().state().get(step.node().op().cell(), step.thread());
    }

    private static String old(Execution.Step step) {
        return step == null ? "" : " = " + step.node().op().cell().show(before(step));
    }

    private static String load(Operation op) {
        return switch (op.order() == null ? Order.PLAIN : op.order()) {
            case PLAIN -> op.cell().type == Cell.Type.COUNTER ? "atomic_read" : "read";
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

    /** What waits for a grace period of that flavour. */
    static String sync(Operation op) {
        return op.a() == OpKind.RCU ? "synchronize_rcu()" : "synchronize_sched()";
    }

    private static String choice(Operation op, Integer observed) {
        int colon = op.text().indexOf(": ");
        String what = colon > 0 ? op.text().substring(0, colon) : op.text();
        return observed == null ? what + (colon > 0 ? "" : " may fail") : what + (colon > 0 ? ": " : " ") + alternatives(op).get(observed);
    }

    /** What may come out of a choice; of all else, nothing. */
    static List<String> alternatives(Operation op) {
        if (op.kind() != OpKind.CHOICE) {
            return List.of();
        }
        int colon = op.text().indexOf(": ");
        return colon > 0 ? List.of(op.text().substring(colon + 2).split("\\|")) : List.of("does not fail", "fails");
    }
}
