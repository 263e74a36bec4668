package org.sockrace.weak.explore;

import java.util.TreeSet;

/**
 * How far an exploration goes, however many workers there are: up to the so-manieth graph that is marked, in the order of positions. What comes behind it is
 * not visited any more. Thread-safe.
 */
public final class Horizon {

    private final int most;
    private final TreeSet<Position> marks = new TreeSet<>();
    private RuntimeException failure;
    private Position failed;
    /** Null as long as nothing is in sight. */
    private volatile Position end;

    /** Goes up to the so-manieth mark, which is at least the first. */
    public Horizon(int most) {
        this.most = most;
    }

    /** Marks a graph that is visited. */
    public synchronized void mark(Position position) {
        marks.add(position);
        if (marks.size() > most) {
            marks.pollLast();
        }
        if (marks.size() == most) {
            endAt(marks.last());
        }
    }

    /** There it went wrong: a single worker would not have gone on. */
    synchronized void failed(Position position, RuntimeException why) {
        if (failure == null || position.compareTo(failed) < 0) {
            failure = why;
            failed = position;
            endAt(position);
        }
    }

    private void endAt(Position position) {
        end = end == null || position.compareTo(end) < 0 ? position : end;
    }

    /** Whether that is too far. */
    public boolean isBehind(Position position) {
        Position last = end;
        return last != null && position.compareTo(last) > 0;
    }

    /**
     * Nothing, unless it went wrong before the end.
     *
     * @throws RuntimeException what went wrong first
     */
    synchronized void check() {
        if (failure != null && !isBehind(failed)) {
            throw failure;
        }
    }
}
