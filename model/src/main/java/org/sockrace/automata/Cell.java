package org.sockrace.automata;

import org.sockrace.machine.Region;

/** One word of modelled memory. Compared by identity; immutable. */
public final class Cell {

    /** What a cell is used as. */
    public enum Type {
        /** An integer. */
        WORD,
        /** A pointer: its values are numbers of objects, 0 is NULL. */
        POINTER,
        /** A counter, never negative. */
        COUNTER,
        /** A lock that is waited for spinning: 1 while it is held. */
        SPINLOCK,
        /** A lock that is waited for sleeping: 1 while it is held. */
        MUTEX
    }

    /** How a value is shown to users. */
    @FunctionalInterface
    public interface Format {
        /** What to show for that value of that cell. */
        String show(Cell cell, int value);
    }

    /** Number of the cell, in order of creation. */
    public final int id;
    /** The memory it lies in. */
    public final Memory region;
    /** The field's name. */
    public final String name;
    /** What it is used as. */
    public final Type type;
    /** The value that its constructor gives it. */
    public final int constructed;
    private final Format format;

    /** A cell; its memory takes note of it. */
    public Cell(int id, Memory region, String name, Type type, int constructed, Format format) {
        this.id = id;
        this.region = region;
        this.name = name;
        this.type = type;
        this.constructed = constructed;
        this.format = format;
        region.add(this);
    }

    /** Whether it is a lock. */
    public boolean isLock() {
        return type == Type.SPINLOCK || type == Type.MUTEX;
    }

    /** The name with the object it belongs to, as users read it. */
    public String qualifiedName() {
        return region.kind() == Region.Kind.IMAGE ? name : region.name() + "." + name;
    }

    /** How a value of this cell is shown to users. */
    public String show(int value) {
        return format.show(this, value);
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
