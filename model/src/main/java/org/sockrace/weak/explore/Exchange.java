package org.sockrace.weak.explore;

import java.util.ArrayDeque;

/** Through which workers give each other graphs to visit. Who has enough asks {@link #isWanted} only: that costs nothing. Thread-safe. */
final class Exchange {

    /** A graph that is to be visited. */
    record Waiting(ExecutionGraph graph, Position position) { }

    private final int workers;
    private final ArrayDeque<Waiting> given = new ArrayDeque<>();
    private int idle;
    private boolean over;
    private volatile boolean wanted;

    Exchange(int workers, Waiting first) {
        this.workers = workers;
        given.add(first);
    }

    /** Whether somebody waits for a graph. */
    boolean isWanted() {
        return wanted;
    }

    /** Gives one away. */
    synchronized void give(Waiting graph) {
        given.add(graph);
        wanted = idle > given.size();
        notifyAll();
    }

    /** A graph that another worker gave away; waits for it. Null if there is nothing more to do. */
    synchronized Waiting take() throws InterruptedException {
        idle++;
        wanted = idle > given.size();
        while (given.isEmpty() && !over) {
            if (idle == workers) {
                close();
            } else {
                wait();
            }
        }
        if (over) {
            return null;
        }
        idle--;
        Waiting graph = given.remove();
        wanted = idle > given.size();
        return graph;
    }

    /** There is nothing more to do for anybody. */
    synchronized void close() {
        over = true;
        wanted = false;
        given.clear();
        notifyAll();
    }
}
