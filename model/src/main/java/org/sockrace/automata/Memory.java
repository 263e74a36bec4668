package org.sockrace.automata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sockrace.machine.Region;

/** A region of modelled memory. Compared by identity; immutable but for its list of cells, which grows while it is constructed. */
public final class Memory implements Region {

    /** Owner of memory that no single role allocated. */
    public static final int NOBODY = -1;

    /** Number of the region, in order of creation. */
    public final int id;
    /** The slab cache it is taken from, or the module's name: what kind of struct it is. */
    public final String cache;
    /** The role whose threads allocate it, each its own copy, or {@link #NOBODY}: part of the initial memory that all share. */
    public final int owner;
    private final String name;
    private final Kind kind;
    private final List<Cell> cells = new ArrayList<>();

    /** A region without cells. */
    public Memory(int id, String name, String cache, Kind kind, int owner) {
        this.id = id;
        this.name = name;
        this.cache = cache;
        this.kind = kind;
        this.owner = owner;
    }

    void add(Cell cell) {
        cells.add(cell);
    }

    /** What it is counted as: its cache, or as a module; a module may be called like a cache. */
    public String counted() {
        return counted(cache, kind);
    }

    /** What memory of that cache and kind is counted as. */
    public static String counted(String cache, Kind kind) {
        return kind == Kind.MODULE ? "module " + cache : cache;
    }

    /** Its cells, in order of creation. */
    public List<Cell> cells() {
        return Collections.unmodifiableList(cells);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return name;
    }
}
