package org.sockrace.search;

import java.util.Arrays;

/** The strongly connected components of a graph: nodes that lead to each other. Tarjan: Depth-first search and linear graph algorithms, 1972. */
final class Components {

    private static final int NONE = -1;
    private final int[] first;
    private final int[] target;
    private final int[] component;
    private final int[] number;
    private final int[] low;
    /** Nodes that are in no component yet, in the order in which they were met. */
    private final int[] met;
    /** The way to the node that is looked at, and the next edge of each node on it. */
    private final int[] way;
    private final int[] next;
    private int numbers;
    private int open;
    private int components;

    /**
     * Of that graph.
     *
     * @param nodes how many nodes there are
     * @param first by node: where its edges begin; one entry more
     * @param target by edge: the node that it leads to
     */
    Components(int nodes, int[] first, int[] target) {
        this.first = first;
        this.target = target;
        component = new int[nodes];
        number = new int[nodes];
        low = new int[nodes];
        met = new int[nodes];
        way = new int[nodes];
        next = new int[nodes];
        Arrays.fill(component, NONE);
        Arrays.fill(number, NONE);
    }

    /** The number of each node's component, from 0. */
    int[] components() {
        for (int n = 0; n < component.length; n++) {
            if (number[n] == NONE) {
                from(n);
            }
        }
        return component;
    }

    private void from(int root) {
        int depth = 0;
        meet(root);
        way[0] = root;
        while (depth >= 0) {
            int n = way[depth];
            if (next[n] < first[n + 1]) {
                int to = target[next[n]++];
                if (number[to] == NONE) {
                    meet(to);
                    way[++depth] = to;
                } else if (component[to] == NONE) {
                    low[n] = Math.min(low[n], number[to]);
                }
            } else {
                close(n);
                if (--depth >= 0) {
                    low[way[depth]] = Math.min(low[way[depth]], low[n]);
                }
            }
        }
    }

    private void meet(int n) {
        number[n] = numbers;
        low[n] = numbers++;
        next[n] = first[n];
        met[open++] = n;
    }

    private void close(int n) {
        if (low[n] == number[n]) {
            do {
                component[met[--open]] = components;
            } while (met[open] != n);
            components++;
        }
    }
}
