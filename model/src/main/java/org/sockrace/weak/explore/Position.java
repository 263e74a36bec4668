package org.sockrace.weak.explore;

/**
 * Where a graph stands among all that an exploration visits: the ways that lead there from the empty graph, each by its number. The order of positions is the
 * one in which a single worker visits the graphs, whoever does. Immutable.
 */
public final class Position implements Comparable<Position> {

    /** The empty graph's. */
    static final Position FIRST = new Position(null, 0);

    private final Position from;
    private final int way;
    private final int depth;

    private Position(Position from, int way) {
        this.from = from;
        this.way = way;
        this.depth = from == null ? 0 : from.depth + 1;
    }

    /** The position of the graph to which that way leads from here; ways are counted from 0. */
    Position along(int number) {
        return new Position(this, number);
    }

    /** Below 0 if this one is visited before the other, 0 if they are the same. Of two on one way the one that leads to the other comes first. */
    @Override
    public int compareTo(Position other) {
        Position mine = this;
        Position theirs = other;
        while (mine.depth > theirs.depth) {
            mine = mine.from;
        }
        while (theirs.depth > mine.depth) {
            theirs = theirs.from;
        }
        if (mine == theirs) {
            return Integer.compare(depth, other.depth);
        }
        while (mine.from != theirs.from) {
            mine = mine.from;
            theirs = theirs.from;
        }
        return Integer.compare(mine.way, theirs.way);
    }
}
