package org.sockrace.machine.simulated;

import org.sockrace.machine.Region;

/** A region of simulated memory. What is written here while automata are built only ever grows, until it no longer changes. */
public final class SimRegion implements Region {

    /** Number of the region, in order of creation. */
    public final int id;
    private final String name;
    private final Kind kind;
    /** Its cells. */
    final java.util.List<Cell> cells = new java.util.ArrayList<>();
    /** The role whose thread allocates it, or -1: part of the initial memory that all share. */
    final int owner;
    /** Whether somebody else may reach it: then it is part of the global state. */
    boolean escaped;
    /** The roles that may free it, as a bit mask. */
    long freers;
    /** Whether it was freed before the threads start. */
    boolean freedAtStart;

    SimRegion(int id, String name, Kind kind, int owner) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.owner = owner;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    /** Whether only threads of that role can reach it, each its own copy. */
    boolean privateTo(int role) {
        return owner == role && owner >= 0 && !escaped;
    }

    /** Whether some thread may free it, so that touching it can go wrong. */
    public boolean mortal() {
        return freers != 0 || freedAtStart;
    }

    @Override
    public String toString() {
        return name;
    }
}
