package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes out of a skeleton what is not compared, and then what makes no difference any more. */
final class Reduction {

    private final LeftOut leftOut;
    private final Set<String> cells;
    private String function = "";

    /** {@code cells} are the fields that the model has: a store into another is not compared. */
    Reduction(LeftOut leftOut, Set<String> cells) {
        this.leftOut = leftOut;
        this.cells = cells;
    }

    /** The smallest skeleton that does the same as far as it is compared. */
    Skeleton reduce(String name, Skeleton skeleton) {
        function = name;
        List<Skeleton.Node> nodes = new ArrayList<>(skeleton.nodes());
        int[] past = new int[nodes.size()];
        for (int i = 0; i < past.length; i++) {
            Skeleton.Node n = nodes.get(i);
            past[i] = past(n, i);
            if (n.kind() == Skeleton.Kind.RETURN) {
                nodes.set(i, new Skeleton.Node(n.kind(), result(n.text()), -1, -1));
            }
        }
        for (int i = 0; i < past.length; i++) {
            int unlock = past[i] == i ? emptied(nodes, past, i) : -1;
            past[i] = unlock >= 0 ? nodes.get(unlock).next() : past[i];
        }
        return smallest(rebuilt(nodes, past));
    }

    /** The unlock that follows a lock here, if that is left out where all that is done in between is, and something is; -1 for all others. */
    private int emptied(List<Skeleton.Node> nodes, int[] past, int lock) {
        Skeleton.Node n = nodes.get(lock);
        if (n.kind() != Skeleton.Kind.CALL || !n.text().contains("_lock(")) {
            return -1;
        }
        int end = end(n.next(), past);
        boolean unlocks = end >= 0 && nodes.get(end).kind() == Skeleton.Kind.CALL && nodes.get(end).text().equals(n.text().replace("_lock(", "_unlock("));
        return unlocks && end != n.next() && leftOut.outcome(function, "section", n.text()) != null ? end : -1;
    }

    /** The smallest skeleton that does all of the same. */
    static Skeleton smallest(Skeleton skeleton) {
        int before;
        Skeleton small = skeleton;
        do {
            before = small.nodes().size();
            small = merged(small);
        } while (small.nodes().size() < before);
        return small;
    }

    /** Where a node leads that is not compared; its own number for one that is. */
    private int past(Skeleton.Node n, int self) {
        String text = n.text();
        return switch (n.kind()) {
            case CALL -> leftOut.outcome(function, "call", bare(text)) == null ? self : n.next();
            case SET -> {
                String field = text.substring(0, text.indexOf(' '));
                yield cells.contains(field) && leftOut.outcome(function, "set", field) == null ? self : n.next();
            }
            case TEST -> {
                String outcome = outcome(text);
                yield outcome == null ? self : outcome.equals("0") ? n.other() : n.next();
            }
            case LABEL -> leftOut.outcome(function, "label", text) == null ? self : n.next();
            case ERRNO -> leftOut.outcome(function, "errno", text) == null ? self : n.next();
            default -> self;
        };
    }

    private static String bare(String call) {
        return call.replaceFirst("[({].*", "");
    }

    /** What a test comes to that is left out, or that asks for the result of a call which is; null for others. */
    private String outcome(String test) {
        String told = leftOut.outcome(function, "test", test);
        if (told != null || !test.contains("()")) {
            return told;
        }
        String call = leftOut.outcome(function, "call", test.substring(0, test.indexOf("()")));
        if (call == null || test.endsWith("()")) {
            return call;
        }
        return "0";
    }

    private static Skeleton rebuilt(List<Skeleton.Node> nodes, int[] past) {
        Map<Integer, Integer> numbers = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        List<int[]> links = new ArrayList<>();
        number(end(0, past), numbers, order, open);
        while (!open.isEmpty()) {
            int at = open.removeFirst();
            Skeleton.Node n = at < 0 ? null : nodes.get(at);
            int next = n == null || n.next() < 0 ? -1 : number(end(n.next(), past), numbers, order, open);
            int other = n == null || n.other() < 0 ? -1 : number(end(n.other(), past), numbers, order, open);
            links.add(new int[] {next, other});
        }
        List<Skeleton.Node> kept = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Skeleton.Node n = order.get(i) < 0 ? new Skeleton.Node(Skeleton.Kind.SPIN, "", -1, -1) : nodes.get(order.get(i));
            kept.add(new Skeleton.Node(n.kind(), n.text(), links.get(i)[0], links.get(i)[1]));
        }
        return new Skeleton(kept);
    }

    private String result(String text) {
        String told = text.endsWith("()") ? leftOut.outcome(function, "call", text.substring(0, text.length() - 2)) : null;
        String other = leftOut.outcome(function, "result", text);
        return other != null ? other : told == null ? text : told;
    }

    private static int number(int node, Map<Integer, Integer> numbers, List<Integer> order, Deque<Integer> open) {
        return numbers.computeIfAbsent(node, n -> {
            order.add(n);
            open.add(n);
            return order.size() - 1;
        });
    }

    /** The first node from there that stays; -1 if there is none, for ever. */
    private static int end(int from, int[] past) {
        int at = from;
        for (int i = 0; i <= past.length; i++) {
            if (past[at] == at) {
                return at;
            }
            at = past[at];
        }
        return -1;
    }

    /** Merges nodes that do the same, and drops tests whose outcome makes no difference. */
    private static Skeleton merged(Skeleton skeleton) {
        List<Skeleton.Node> nodes = skeleton.nodes();
        int[] classes = classes(nodes);
        int[] first = new int[nodes.size()];
        Map<Integer, Integer> firsts = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            first[i] = firsts.merge(classes[i], i, (old, now) -> old);
        }
        List<Skeleton.Node> joined = new ArrayList<>();
        int[] past = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            Skeleton.Node n = nodes.get(i);
            int next = n.next() < 0 ? -1 : first[n.next()];
            int other = n.other() < 0 ? -1 : first[n.other()];
            joined.add(new Skeleton.Node(n.kind(), n.text(), next, other));
            past[i] = first[i] != i ? first[i] : n.kind() != Skeleton.Kind.TEST ? i : implied(n, nodes) ? next : pastTest(i, next, other);
            if (past[i] == i && handsOn(n, nodes)) {
                past[i] = i;
                joined.set(i, new Skeleton.Node(Skeleton.Kind.RETURN, n.text(), -1, -1));
            }
        }
        return rebuilt(joined, past);
    }

    /** Where a test leads whose outcome makes no difference, or leads back to itself; its own number for another. */
    private static int pastTest(int self, int next, int other) {
        return next == other ? next : next == self ? other : other == self ? next : self;
    }

    /** Whether a test only precedes one that asks more of the same: {@code if (f() && f() == -EBUSY)}. */
    private static boolean implied(Skeleton.Node n, List<Skeleton.Node> nodes) {
        Skeleton.Node then = nodes.get(n.next());
        if (!n.text().endsWith("()") || then.kind() != Skeleton.Kind.TEST || !then.text().startsWith(n.text() + "==-E")) {
            return false;
        }
        Skeleton.Node otherwise = nodes.get(n.other());
        Skeleton.Node both = nodes.get(then.other());
        return both.equals(otherwise) || both.kind() == Skeleton.Kind.RETURN && otherwise.kind() == Skeleton.Kind.RETURN
                && both.text().equals(n.text()) && otherwise.text().equals("0");
    }

    /** Whether the test only leads to returning what it asks: {@code if (f()) return f(); return 0}, or 1 for f(). */
    private static boolean handsOn(Skeleton.Node n, List<Skeleton.Node> nodes) {
        if (n.kind() != Skeleton.Kind.TEST || !n.text().endsWith("()")) {
            return false;
        }
        Skeleton.Node yes = nodes.get(n.next());
        Skeleton.Node no = nodes.get(n.other());
        boolean both = yes.kind() == Skeleton.Kind.RETURN && no.kind() == Skeleton.Kind.RETURN;
        return both && no.text().equals("0") && (yes.text().equals(n.text()) || yes.text().equals("1"));
    }

    private static int[] classes(List<Skeleton.Node> nodes) {
        int[] classes = new int[nodes.size()];
        int count = 0;
        while (true) {
            Map<String, Integer> numbers = new HashMap<>();
            int[] finer = new int[nodes.size()];
            for (int i = 0; i < finer.length; i++) {
                Skeleton.Node n = nodes.get(i);
                String key = classes[i] + " " + n.kind() + " " + n.text() + " " + (n.next() < 0 ? -1 : classes[n.next()]) + " "
                        + (n.other() < 0 ? -1 : classes[n.other()]);
                finer[i] = numbers.computeIfAbsent(key, k -> numbers.size());
            }
            if (numbers.size() == count) {
                return finer;
            }
            count = numbers.size();
            classes = finer;
        }
    }
}
