package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A call that a task is in: the ways through the modelled functions that are still possible, and what it has taken so far. Not thread-safe. */
final class OpenCall {

    /** One shape that is still possible: how far it has come, and which modules its words stand for. */
    private static final class Candidate {
        final Shape shape;
        final Map<String, String> words = new HashMap<>();
        int set;

        Candidate(Shape shape) {
            this.shape = shape;
            this.set = shape.paths().start();
        }
    }

    /** Says which guards may have been true. */
    interface Truths {

        /** Whether it may have been true since the last event of the task, in a call of that shape, if the guard's subject stands for that module. */
        boolean maybe(Guard guard, OpenCall call, Shape shape, String module);
    }

    final TraceEvent opened;
    final EventKind closes;
    /** References taken minus given back in it, by module; zeros are left out. */
    final Map<String, Integer> holds = new TreeMap<>();
    /** Those of them that __sock_create itself took or gave back. */
    final Map<String, Integer> core = new TreeMap<>();
    final TraceEvent.SocketCall socketCall;
    long socket;
    long sk;
    String skHolds;
    int unregistered = -1;
    String freed;
    String loaded;
    ObjectBook.Socket known;
    private final List<Candidate> candidates = new ArrayList<>();
    private int events;

    OpenCall(TraceEvent opened, EventKind closes, TraceEvent.SocketCall socketCall, List<Shape> shapes) {
        this.opened = opened;
        this.closes = closes;
        this.socketCall = socketCall;
        shapes.forEach(s -> candidates.add(new Candidate(s)));
    }

    /** How many events there were in it. */
    int events() {
        return events;
    }

    /**
     * Goes on with an event.
     *
     * @param own whether this is the innermost call that makes a socket: what happens in one inside it is not its own
     * @throws UnexplainedException if no way is left
     */
    void follow(TraceEvent e, boolean own, Truths truths) {
        if (e.kind() == EventKind.SYNCHRONIZE_RCU) {
            return;
        }
        List<Candidate> left = new ArrayList<>();
        for (Candidate c : candidates) {
            if (advance(c, e, own, truths)) {
                left.add(c);
            }
        }
        if (left.isEmpty()) {
            throw unexplained(e, own, truths);
        }
        candidates.clear();
        candidates.addAll(left);
        events++;
    }

    private boolean advance(Candidate c, TraceEvent e, boolean own, Truths truths) {
        long mask = mask(c, truths);
        for (String word : words(c, e.module(), own)) {
            int next = c.shape.paths().step(c.set, letter(e, word, own), mask);
            if (next != Paths.NONE) {
                if (word != null && c.shape.any().contains(word)) {
                    c.words.put(word, e.module());
                }
                c.set = next;
                return true;
            }
        }
        return false;
    }

    private static Letter letter(TraceEvent e, String word, boolean own) {
        return new Letter(e.kind(), word, e.value(), e.caller(), own && isOfCore(e));
    }

    /** Whether __sock_create itself took that reference or gave it back. */
    private static boolean isOfCore(TraceEvent e) {
        return e.module() != null && Templates.CREATE_SOCKET.equals(e.caller());
    }

    private long mask(Candidate c, Truths truths) {
        long mask = 0;
        List<Guard> guards = c.shape.paths().guards();
        for (int g = 0; g < guards.size(); g++) {
            Guard guard = guards.get(g);
            if (truths.maybe(guard, this, c.shape, real(c, guard.subject()))) {
                mask |= 1L << g;
            }
        }
        return mask;
    }

    /** The module that a word stands for, or null if that is open. */
    private static String real(Candidate c, String word) {
        return c.shape.any().contains(word) ? c.words.get(word) : word;
    }

    /** The words that may stand for that module, the empty one for code that is not modelled; one null if the event names none. */
    private static List<String> words(Candidate c, String module, boolean own) {
        if (module == null) {
            return java.util.Collections.singletonList(null);
        }
        List<String> words = new ArrayList<>();
        if (c.shape.modules().contains(module)) {
            words.add(module);
        }
        for (String any : new TreeSet<>(c.shape.any())) {
            String bound = c.words.get(any);
            if (module.equals(bound) || bound == null && !(c.shape.notKnown() && CallModel.isKnown(module))) {
                words.add(any);
            }
        }
        if (!own || c.shape.allows(module)) {
            words.add("");
        }
        return words;
    }

    private UnexplainedException unexplained(TraceEvent e, boolean own, Truths truths) {
        Set<String> expected = new TreeSet<>();
        for (Candidate c : candidates) {
            for (String word : words(c, e.module(), own)) {
                List<Guard> missing = c.shape.paths().missing(c.set, letter(e, word, own), mask(c, truths));
                if (!missing.isEmpty()) {
                    return new UnexplainedException(e, Rule.STATE, "this way through " + entered() + ", is taken only if " + missing.get(0)
                            + ", but it was not");
                }
            }
            c.shape.paths().expected(c.set).forEach(s -> expected.add(show(c, s)));
        }
        String next = expected.isEmpty() ? "" : "; expected " + String.join(" or ", expected);
        return new UnexplainedException(e, Rule.PATH, "no way through " + entered() + ", goes on with this" + next);
    }

    private String entered() {
        TraceEvent.SocketCall arguments = opened.socket();
        return name() + ", entered in line " + opened.line() + (arguments == null ? "" : " with family=" + arguments.family() + " type=" + arguments.type()
                + " protocol=" + arguments.protocol());
    }

    private static String show(Candidate c, Symbol symbol) {
        String module = symbol.module() == null ? "" : " " + (real(c, symbol.module()) == null ? "of a module" : real(c, symbol.module()));
        String value = symbol.value() == Symbol.ANY ? "" : symbol.value() == Symbol.FAILS ? " ret<0" : valueOf(symbol);
        return symbol.kind().text() + module + value;
    }

    private static String valueOf(Symbol symbol) {
        boolean object = symbol.kind() == EventKind.SOCK_ALLOC_RET || symbol.kind() == EventKind.SK_ALLOC_RET;
        return object ? symbol.value() == 0 ? " NULL" : "" : " ret=" + symbol.value();
    }

    /** The function, as the kernel calls it. */
    String name() {
        return switch (opened.kind()) {
            case SOCK_CREATE -> Templates.CREATE_SOCKET;
            case SOCK_RELEASE -> Templates.RELEASE_SOCKET;
            default -> opened.kind().text();
        };
    }

    /** The goto labels that it must have passed. */
    List<String> labels() {
        List<String> common = null;
        for (Candidate c : candidates) {
            List<String> passed = c.shape.paths().labels(c.set);
            if (common == null) {
                common = new ArrayList<>(passed);
            } else {
                common.retainAll(passed);
            }
        }
        return common == null ? List.of() : common;
    }

    /** The modules of the shapes that are still possible. */
    Set<String> modules() {
        Set<String> all = new TreeSet<>();
        candidates.forEach(c -> {
            all.addAll(c.shape.modules());
            all.addAll(c.words.values());
        });
        return all;
    }

    /** A reference is taken or given back in it. */
    void count(TraceEvent e, int change) {
        holds.merge(e.module(), change, Integer::sum);
        holds.values().removeIf(n -> n == 0);
        if (isOfCore(e)) {
            core.merge(e.module(), change, Integer::sum);
        }
    }
}
