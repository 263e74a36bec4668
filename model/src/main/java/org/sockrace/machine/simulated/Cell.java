package org.sockrace.machine.simulated;

import org.sockrace.machine.Condition;

/** One word of simulated memory. What is learned about it while automata are built only ever grows, until it no longer changes. */
public abstract class Cell {

    /** Number of the cell, in order of creation. */
    public final int id;
    /** The memory it lies in. */
    public final SimRegion region;
    /** The field's name. */
    public final String name;
    final SimulatedMachine machine;
    /** The value before the threads start. */
    int initial;
    /** The value that its constructor gave it. */
    final int constructed;
    /** The roles that may access it, and those that may write it, as bit masks. */
    long accessors;
    long writers;
    /** Whether it is accessed without marking, and may be a data race. */
    boolean plain;
    /** Whether somebody waits for it to change, so that a state has to hold it. */
    boolean awaited;

    Cell(SimulatedMachine machine, SimRegion region, String name, int initial) {
        this.machine = machine;
        this.region = region;
        this.name = name;
        this.initial = initial;
        this.constructed = initial;
        this.id = machine.register(this);
        region.cells.add(this);
    }

    final int perform(OpKind kind, int a, int b, org.sockrace.machine.Order order) {
        return machine.perform(new Operation(kind, this, a, b, order, null, null, null));
    }

    final int perform(OpKind kind, int a, int b) {
        return perform(kind, a, b, null);
    }

    final Condition condition(int value, boolean equal) {
        return Condition.of(this, value, equal);
    }

    /** The name with the object it belongs to, as users read it. */
    public String qualifiedName() {
        return region.kind() == org.sockrace.machine.Region.Kind.IMAGE ? name : region.name() + "." + name;
    }

    /** How a value of this cell is shown to users. */
    public abstract String show(int value);

    /** The value before the threads start. */
    public int initial() {
        return initial;
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
