package org.sockrace.machine.simulated;

import org.sockrace.automata.Cell;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;

/** What kernel code has in its hands of a cell: each method is one operation of the running thread. */
abstract class SimCell {

    final SimulatedMachine machine;
    final Cell cell;

    SimCell(SimulatedMachine machine, Cell cell) {
        this.machine = machine;
        this.cell = cell;
    }

    final int perform(OpKind kind, int a, int b, Order order) {
        return machine.perform(Operation.of(kind, cell, a, b, order));
    }

    final int perform(OpKind kind, int a, int b) {
        return perform(kind, a, b, null);
    }

    final Condition condition(int value, boolean equal) {
        return Condition.of(cell, value, equal);
    }

    @Override
    public String toString() {
        return cell.qualifiedName();
    }
}
