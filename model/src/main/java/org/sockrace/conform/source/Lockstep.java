package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Walks through two skeletons at once and notes where they do not do the same. */
final class Lockstep {

    /** How many steps one of the two may have more than the other before they meet again. */
    private static final int FARTHEST = 8;

    /** Places in both. */
    private record Pair(int c, int java) { }

    /** A node, and those before it that the other side does not have. */
    private record Found(int node, List<Integer> skipped) { }

    private final Skeleton c;
    private final Skeleton java;
    private final Set<String> differences = new LinkedHashSet<>();
    private final Set<Pair> seen = new HashSet<>();
    private final Deque<Pair> open = new ArrayDeque<>();

    private Lockstep(Skeleton c, Skeleton java) {
        this.c = c;
        this.java = java;
    }

    /** The differences, the nearest to the beginning first; none if the two do the same. */
    static List<String> compare(Skeleton c, Skeleton java) {
        Lockstep both = new Lockstep(c, java);
        both.push(0, 0);
        while (!both.open.isEmpty()) {
            Pair pair = both.open.removeFirst();
            both.step(pair.c(), pair.java());
        }
        return List.copyOf(both.differences);
    }

    private void push(int inC, int inJava) {
        Pair pair = new Pair(inC, inJava);
        if (seen.add(pair)) {
            open.add(pair);
        }
    }

    private void step(int inC, int inJava) {
        Skeleton.Node x = c.at(inC);
        Skeleton.Node y = java.at(inJava);
        if (x.like(y)) {
            if (!x.about().equals(y.about()) && inJava(x.about()) && inC(y.about())) {
                differences.add("C: " + called(x) + ", Java: " + called(y));
            }
            follow(x, y);
            return;
        }
        Found moreC = find(c, inC, n -> n.like(y));
        Found moreJava = find(java, inJava, x::like);
        if (moreC != null && (moreJava == null || moreC.skipped().size() <= moreJava.skipped().size())) {
            moreC.skipped().forEach(n -> differences.add("C only: " + c.at(n)));
            push(moreC.node(), inJava);
        } else if (moreJava != null) {
            moreJava.skipped().forEach(n -> differences.add("Java only: " + java.at(n)));
            push(inC, moreJava.node());
        } else {
            boolean turned = turned(x, y);
            differences.add("C: " + x + ", Java: " + (turned ? y.toString().replaceFirst("if ", "if not ") : y));
            if (turned) {
                push(x.next(), y.other());
                push(x.other(), y.next());
            } else if (x.kind() == y.kind()) {
                follow(x, y);
            } else {
                goOn(x, y, inC, inJava);
            }
        }
    }

    /** Two steps of different kinds are one difference, behind which the walk goes on: a test, or an end, is met by what comes next on the other side. */
    private void goOn(Skeleton.Node x, Skeleton.Node y, int inC, int inJava) {
        boolean passC = x.other() < 0 && x.next() >= 0;
        boolean passJava = y.other() < 0 && y.next() >= 0;
        if (passC || passJava) {
            push(passC ? x.next() : inC, passJava ? y.next() : inJava);
        }
    }

    /** Whether two different tests go on alike if one of them holds and the other does not. */
    private boolean turned(Skeleton.Node x, Skeleton.Node y) {
        if (x.kind() != Skeleton.Kind.TEST || y.kind() != Skeleton.Kind.TEST) {
            return false;
        }
        boolean straight = c.at(x.next()).like(java.at(y.next())) || c.at(x.other()).like(java.at(y.other()));
        return !straight && (c.at(x.next()).like(java.at(y.other())) || c.at(x.other()).like(java.at(y.next())));
    }

    private static String called(Skeleton.Node call) {
        return call.toString().replace("()", "(" + call.about() + ")");
    }

    /** Whether the Java has a call that is about the same, so that it is not only another name for it. */
    private boolean inJava(String about) {
        return !about.isEmpty() && java.nodes().stream().anyMatch(n -> n.about().equals(about));
    }

    private boolean inC(String about) {
        return !about.isEmpty() && c.nodes().stream().anyMatch(n -> n.about().equals(about));
    }

    private void follow(Skeleton.Node x, Skeleton.Node y) {
        if (x.next() >= 0 && y.next() >= 0) {
            push(x.next(), y.next());
        }
        if (x.other() >= 0 && y.other() >= 0) {
            push(x.other(), y.other());
        }
    }

    /** The nearest node from there that is wanted. */
    private static Found find(Skeleton in, int from, Predicate<Skeleton.Node> wanted) {
        Deque<Found> ways = new ArrayDeque<>();
        Set<Integer> reached = new HashSet<>();
        ways.add(new Found(from, List.of()));
        while (!ways.isEmpty()) {
            Found way = ways.removeFirst();
            Skeleton.Node n = in.at(way.node());
            if (wanted.test(n)) {
                return way;
            }
            if (way.skipped().size() < FARTHEST && reached.add(way.node())) {
                List<Integer> skipped = new ArrayList<>(way.skipped());
                skipped.add(way.node());
                for (int next : new int[] {n.next(), n.other()}) {
                    if (next >= 0) {
                        ways.add(new Found(next, skipped));
                    }
                }
            }
        }
        return null;
    }
}
