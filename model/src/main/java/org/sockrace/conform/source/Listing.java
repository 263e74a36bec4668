package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays a skeleton out in rows that read like the function: the way that goes on is straight, those that end are indented. */
final class Listing {

    private static final String INDENT = "  ";

    private final Skeleton skeleton;
    private final Map<String, Deque<Boolean>> wanted;
    private final Map<String, Deque<Boolean>> chosen = new HashMap<>();
    private final List<String> rows = new ArrayList<>();
    private final Set<Integer> shown = new HashSet<>();
    private final Deque<Integer> labels = new ArrayDeque<>();

    private Listing(Skeleton skeleton, Map<String, Deque<Boolean>> wanted) {
        this.skeleton = skeleton;
        this.wanted = wanted;
    }

    static List<String> rows(Skeleton skeleton) {
        return new Listing(skeleton, Map.of()).all();
    }

    /** The rows of both, the tests of the second turned as those of the first, as far as both have them. */
    static Alignment beside(Skeleton c, Skeleton java) {
        Listing first = new Listing(c, Map.of());
        List<String> rows = first.all();
        return Alignment.of(rows, new Listing(java, first.chosen).all());
    }

    private List<String> all() {
        chain(0, "", Set.of());
        while (!labels.isEmpty()) {
            int label = labels.removeFirst();
            if (!shown.contains(label)) {
                chain(label, "", Set.of());
            }
        }
        return rows;
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
                boolean yes = yesAside(n);
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

    /** Whether what comes if the test holds is what is indented. */
    private boolean yesAside(Skeleton.Node n) {
        Boolean asBefore = wanted.getOrDefault(n.text(), new ArrayDeque<>()).pollFirst();
        boolean yes = asBefore != null ? asBefore
                : aside(n.next(), n.other()) || !aside(n.other(), n.next()) && distance(n.next()) <= distance(n.other());
        chosen.computeIfAbsent(n.text(), t -> new ArrayDeque<>()).add(yes);
        return yes;
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
