package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A call that a task is in: the ways through the modelled functions that are still possible, and what it has taken so far. Not thread-safe. */
final class OpenCall {

    /** One shape that is still possible: how far it has come, and which modules its words stand for. */
    private record Candidate(Shape shape, int set, Map<String, String> words) {

        /** The module that a word stands for, or null if that is open. */
        String real(String word) {
            return shape.any().contains(word) ? words.get(word) : word;
        }

        Candidate at(int next) {
            return next == set ? this : new Candidate(shape, next, words);
        }

        Candidate binding(String word, String module, int next) {
            Map<String, String> more = new HashMap<>(words);
            more.put(word, module);
            return new Candidate(shape, next, Map.copyOf(more));
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
    /** Those of them that __sock_create or __sock_release itself took or gave back. */
    final Map<String, Integer> core = new TreeMap<>();
    final TraceEvent.SocketCall socketCall;
    /** The socks that were allocated in it, and those that were destroyed in it. */
    final List<ObjectBook.Sock> allocated = new ArrayList<>(1);
    final List<ObjectBook.Sock> destroyed = new ArrayList<>(1);
    /** For finit_module and delete_module, else null. */
    final ModuleCall moduleCall;
    long socket;
    ObjectBook.Sock sk;
    ObjectBook.Socket known;
    /** Whether some reference was taken or given back by a function that the recording does not name. */
    boolean unnamed;
    /** Whether the task is in no call inside this one. */
    boolean innermost = true;
    private List<Candidate> candidates = new ArrayList<>();

    OpenCall(TraceEvent opened, TraceEvent.SocketCall socketCall, ModuleCall moduleCall, List<Shape> shapes) {
        this.opened = opened;
        this.closes = opened.kind().close();
        this.socketCall = socketCall;
        this.moduleCall = moduleCall;
        shapes.forEach(s -> candidates.add(new Candidate(s, s.paths().start(), Map.of())));
    }

    /**
     * Goes on with an event.
     *
     * @param own whether this is the innermost call that makes a socket: what happens in one inside it is not its own
     * @throws UnexplainedException if no way is left
     */
    void follow(TraceEvent e, boolean own, Truths truths) {
        List<Candidate> left = after(e, own, truths);
        if (left.isEmpty()) {
            throw unexplained(e, own, truths);
        }
        candidates = left;
    }

    /** Whether it can go on with that event. */
    boolean canFollow(TraceEvent e, boolean own, Truths truths) {
        return !after(e, own, truths).isEmpty();
    }

    private List<Candidate> after(TraceEvent e, boolean own, Truths truths) {
        if (e.kind() == EventKind.SYNCHRONIZE_RCU || e.kind() == EventKind.SOCK_RELEASE_KERN) {
            return candidates;
        }
        List<Candidate> left = new ArrayList<>(candidates.size());
        for (Candidate c : candidates) {
            advance(c, e, own, truths, left);
        }
        return left;
    }

    /** A word that is open is bound by an event that a modelled function names it in, never by one of code that is not modelled. */
    private void advance(Candidate c, TraceEvent e, boolean own, Truths truths, List<Candidate> into) {
        long mask = mask(c, truths);
        boolean mayBeOpen = e.module() != null;
        for (String word : words(c, e.module(), own)) {
            int next = c.shape.paths().step(c.set, letter(e, word, own), mask);
            if (next != Paths.NONE) {
                add(c.at(next), into);
                mayBeOpen = mayBeOpen && word.isEmpty();
            }
        }
        if (mayBeOpen) {
            for (String word : open(c, e.module())) {
                int next = c.shape.paths().stepNamed(c.set, letter(e, word, own), mask);
                if (next != Paths.NONE) {
                    add(c.binding(word, e.module(), next), into);
                }
            }
        }
    }

    private static void add(Candidate c, List<Candidate> into) {
        for (Candidate other : into) {
            if (other.shape == c.shape && other.set == c.set && other.words.equals(c.words)) {
                return;
            }
        }
        into.add(c);
    }

    /** That the call itself returns, no code of which nothing is known can have done. */
    private Letter letter(TraceEvent e, String word, boolean own) {
        return new Letter(e.kind(), word, e.value(), e.caller(), own && isOfCore(e) || innermost && e.kind() == closes);
    }

    /** Whether __sock_create itself took that reference or gave it back. */
    private static boolean isOfCore(TraceEvent e) {
        return e.module() != null && Templates.CREATE_SOCKET.equals(e.caller());
    }

    /** Which of the guards that matter may have been true, as bits. */
    private long mask(Candidate c, Truths truths) {
        long mask = 0;
        for (long left = c.shape.paths().asked(c.set); left != 0; left &= left - 1) {
            int g = Long.numberOfTrailingZeros(left);
            Guard guard = c.shape.paths().guards().get(g);
            if (truths.maybe(guard, this, c.shape, c.real(guard.subject()))) {
                mask |= 1L << g;
            }
        }
        return mask;
    }

    /** The words that stand for that module, the empty one for code that is not modelled; one null if the event names none. */
    private static List<String> words(Candidate c, String module, boolean own) {
        if (module == null) {
            return java.util.Collections.singletonList(null);
        }
        List<String> words = new ArrayList<>(2);
        if (c.shape.modules().contains(module)) {
            words.add(module);
        }
        c.words.forEach((any, bound) -> {
            if (bound.equals(module)) {
                words.add(any);
            }
        });
        if (words.isEmpty() && (!own || c.shape.allows(module))) {
            words.add("");
        }
        return words;
    }

    /** The words that may stand for that module and stand for none yet. */
    private static Set<String> open(Candidate c, String module) {
        Set<String> words = new TreeSet<>();
        if (!(c.shape.notKnown() && CallModel.isKnown(module))) {
            words.addAll(c.shape.any());
            words.removeAll(c.words.keySet());
        }
        return words;
    }

    // ---- for messages ----------------------------------------------------------------------------------------------------

    private UnexplainedException unexplained(TraceEvent e, boolean own, Truths truths) {
        Set<String> expected = new TreeSet<>();
        Set<EventKind> missing = EnumSet.noneOf(EventKind.class);
        for (Candidate c : candidates) {
            Set<String> words = new LinkedHashSet<>(words(c, e.module(), own));
            if (e.module() != null) {
                words.addAll(open(c, e.module()));
            }
            for (String word : words) {
                Letter letter = letter(e, word, own);
                List<Guard> guards = c.shape.paths().missing(c.set, letter, mask(c, truths));
                if (!guards.isEmpty()) {
                    return new UnexplainedException(e, Rule.STATE, "this way through " + entered() + ", is taken only if "
                            + guards.get(0).text(socketCall, c.real(guards.get(0).subject())) + ", but it was not", guards.get(0).probes());
                }
                missing.addAll(c.shape.paths().missingKinds(c.set, letter));
            }
            c.shape.paths().expected(c.set).forEach(s -> expected.add(show(c, s)));
        }
        String next = expected.isEmpty() ? "" : "; expected " + String.join(" or ", expected);
        return new UnexplainedException(e, Rule.PATH, "no way through " + entered() + ", goes on with this" + next, missing);
    }

    private String entered() {
        TraceEvent.SocketCall arguments = opened.socket();
        return name() + ", entered in line " + opened.line() + (arguments == null ? "" : " with family=" + arguments.family() + " type=" + arguments.type()
                + " protocol=" + arguments.protocol());
    }

    private static String show(Candidate c, Symbol symbol) {
        String module = symbol.module() == null ? "" : " " + (c.real(symbol.module()) == null ? "of a module" : c.real(symbol.module()));
        String value = symbol.value() == Symbol.ANY ? "" : symbol.value() == Symbol.FAILS || symbol.value() == Symbol.REFUSED ? " ret<0"
                : valueOf(symbol);
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
        if (candidates.size() == 1) {
            return candidates.get(0).shape.paths().labels(candidates.get(0).set);
        }
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
        add(holds, e.module(), change);
        unnamed |= e.caller() == null || Letter.isAddress(e.caller());
        if (moduleCall != null && moduleCall.isAboutUses()) {
            add(moduleCall.uses, e.module(), change);
        }
        if (e.caller() != null && e.caller().startsWith(name()) || isOfCore(e)) {
            core.merge(e.module(), change, Integer::sum);
        }
    }

    /** Adds to a count; zeros are left out. */
    static void add(Map<String, Integer> counts, String module, int change) {
        if (counts.merge(module, change, Integer::sum) == 0) {
            counts.remove(module);
        }
    }
}
