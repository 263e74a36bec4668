package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lays a skeleton out in rows that read like the function: the way that goes on is straight, those that end are indented. */
final class Listing {

    private static final String INDENT = "  ";

    private final Skeleton skeleton;
    private final List<String> rows = new ArrayList<>();
    private final Set<Integer> shown = new HashSet<>();
    private final Deque<Integer> labels = new ArrayDeque<>();

    private Listing(Skeleton skeleton) {
        this.skeleton = skeleton;
    }

    static List<String> rows(Skeleton skeleton) {
        Listing listing = new Listing(skeleton);
        listing.chain(0, "", Set.of());
        while (!listing.labels.isEmpty()) {
            int label = listing.labels.removeFirst();
            if (!listing.shown.contains(label)) {
                listing.chain(label, "", Set.of());
            }
        }
        return listing.rows;
    }

    private void chain(int from, String indent, Set<Integer> meets) {
        int at = from;
        if (meets.contains(from)) {
            rows.add(indent + "on to " + skeleton.at(from));
        }
        while (at >= 0 && !meets.contains(at)) {
            Skeleton.Node n = skeleton.at(at);
            boolean label = n.kind() == Skeleton.Kind.LABEL;
            if (shown.contains(at) || label && !indent.isEmpty()) {
                rows.add(indent + (label ? "goto " + n.text() : "again " + n));
                if (label) {
                    labels.add(at);
                }
                return;
            }
            shown.add(at);
            if (n.kind() == Skeleton.Kind.TEST) {
                boolean yes = aside(n.next(), n.other()) || !aside(n.other(), n.next()) && distance(n.next()) <= distance(n.other());
                int aside = yes ? n.next() : n.other();
                int on = yes ? n.other() : n.next();
                rows.add(indent + (yes ? "if " : "if not ") + n.text());
                Set<Integer> reached = reached(on);
                reached.addAll(meets);
                chain(aside, indent + INDENT, reached);
                at = on;
            } else {
                rows.add(indent + n);
                at = n.next();
            }
        }
    }

    /** Whether what begins at the one is only on the way to the other: the body of an if. */
    private boolean aside(int body, int behind) {
        return reached(body).contains(behind) && !reached(behind).contains(body);
    }

    /** How many steps it is from there to an end, a label, or what is shown already. */
    private int distance(int from) {
        List<Integer> level = List.of(from);
        Set<Integer> seen = new HashSet<>(level);
        for (int distance = 0; !level.isEmpty(); distance++) {
            List<Integer> next = new ArrayList<>();
            for (int node : level) {
                Skeleton.Node n = skeleton.at(node);
                if (n.next() < 0 || n.kind() == Skeleton.Kind.LABEL || shown.contains(node)) {
                    return distance;
                }
                for (int successor : new int[] {n.next(), n.other()}) {
                    if (successor >= 0 && seen.add(successor)) {
                        next.add(successor);
                    }
                }
            }
            level = next;
        }
        return Integer.MAX_VALUE;
    }

    /** What can be reached from there without passing a label or what is shown already. */
    private Set<Integer> reached(int from) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int node = open.removeFirst();
            Skeleton.Node n = skeleton.at(node);
            if (n.kind() != Skeleton.Kind.LABEL && n.kind() != Skeleton.Kind.RETURN && !shown.contains(node) && reached.add(node)) {
                open.add(n.next());
                if (n.other() >= 0) {
                    open.add(n.other());
                }
            }
        }
        return reached;
    }
}
