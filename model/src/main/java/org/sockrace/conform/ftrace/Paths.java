package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All ways through one modelled function, as a finite automaton over what a recording shows of it. It is nondeterministic; sets of its states are numbered
 * and the steps between them kept, so that following a recording is mostly a look-up. Not thread-safe.
 */
final class Paths {

    /** The set in which no way is left. */
    static final int NONE = 0;
    /** More probes of one kind than this are not missed in a row. */
    private static final int MOST_MISSED = 2;

    /**
     * A step that a recording shows.
     *
     * @param symbol what it shows, or null if it is any of {@code wild}
     * @param wild events of code that is not modelled, or null
     * @param guards what must have been true, as bits of {@link #guards()}
     * @param target the state after it
     */
    record Arc(Symbol symbol, Set<EventKind> wild, long guards, int target) { }

    private record Key(int set, Letter letter, long truths, boolean named) { }

    private final List<Guard> guards;
    private final List<String> labels;
    private final List<List<Arc>> arcs;
    private final long[] taken;
    private final List<int[]> sets = new ArrayList<>();
    /** Of each set: what its steps ask for, and the labels that every way to it has passed. */
    private final List<Long> asked = new ArrayList<>();
    private final List<List<String>> passed = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Key, Integer> steps = new HashMap<>();
    private final int start;
    private final EnumSet<EventKind> skippable;

    /**
     * The automaton.
     *
     * @param guards what its steps may ask for
     * @param labels the goto labels that it counts
     * @param arcs the steps from each state
     * @param taken the labels passed before each state, as bits
     * @param starts the states at the beginning
     * @param skippable events that may also be of code that is not modelled
     */
    Paths(List<Guard> guards, List<String> labels, List<List<Arc>> arcs, long[] taken, int[] starts, Set<EventKind> skippable) {
        this.guards = List.copyOf(guards);
        this.labels = List.copyOf(labels);
        this.arcs = arcs;
        this.taken = taken;
        this.skippable = skippable.isEmpty() ? EnumSet.noneOf(EventKind.class) : EnumSet.copyOf(skippable);
        number(new int[0]);
        this.start = number(starts.clone());
    }

    /** The set of states at the beginning. */
    int start() {
        return start;
    }

    /** What its steps may ask for; bit i of the truths is the i-th. */
    List<Guard> guards() {
        return guards;
    }

    /** The set of states after an event, given which guards may have been true before it; {@link #NONE} if there is no way. */
    int step(int set, Letter letter, long truths) {
        return step(new Key(set, letter, truths, false));
    }

    /** The same, but only if it is a modelled function that names the event's module. */
    int stepNamed(int set, Letter letter, long truths) {
        return step(new Key(set, letter, truths, true));
    }

    private int step(Key key) {
        Integer known = steps.get(key);
        if (known == null) {
            known = number(after(key));
            steps.put(key, known);
        }
        return known;
    }

    private int[] after(Key key) {
        java.util.BitSet next = new java.util.BitSet();
        Letter letter = key.letter;
        for (int state : sets.get(key.set)) {
            for (Arc arc : arcs.get(state)) {
                if ((arc.guards & ~key.truths) == 0 && (key.named ? letter.isNamedBy(arc.symbol) : allows(arc, letter))) {
                    next.set(arc.target);
                }
            }
            if (!key.named && skippable.contains(letter.kind()) && letter.mayBeOfUnknownCode()) {
                next.set(state);
            }
        }
        return next.stream().toArray();
    }

    private static boolean allows(Arc arc, Letter letter) {
        return arc.wild != null ? !letter.core() && arc.wild.contains(letter.kind()) : letter.matches(arc.symbol);
    }

    private int number(int[] states) {
        Arrays.sort(states);
        return numbers.computeIfAbsent(Arrays.toString(states), s -> {
            sets.add(states);
            long all = 0;
            for (int state : states) {
                for (Arc arc : arcs.get(state)) {
                    all |= arc.guards;
                }
            }
            asked.add(all);
            passed.add(passed(states));
            return sets.size() - 1;
        });
    }

    /** What the steps from that set ask for, as bits: nothing else of what is true matters. */
    long asked(int set) {
        return asked.get(set);
    }

    /** The guards that stand between this set and the event, if they are what is in the way: those that would have had to be true. */
    List<Guard> missing(int set, Letter letter, long truths) {
        for (int state : sets.get(set)) {
            for (Arc arc : arcs.get(state)) {
                if (arc.symbol != null && letter.matches(arc.symbol)) {
                    long lacking = arc.guards & ~truths;
                    List<Guard> list = new ArrayList<>();
                    for (int g = 0; g < guards.size(); g++) {
                        if ((lacking & 1L << g) != 0) {
                            list.add(guards.get(g));
                        }
                    }
                    return list;
                }
            }
        }
        return List.of();
    }

    /** The kinds of probes which, if one or two of them were missed, explain this event. */
    Set<EventKind> missingKinds(int set, Letter letter) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (int state : sets.get(set)) {
            missing(state, letter, null, MOST_MISSED, kinds);
        }
        return kinds;
    }

    private void missing(int state, Letter letter, EventKind missed, int most, Set<EventKind> kinds) {
        for (Arc arc : arcs.get(state)) {
            if (missed != null && allows(arc, letter)) {
                kinds.add(missed);
            } else if (most > 0 && arc.symbol != null && arc.symbol.kind().isProbe() && (missed == null || missed == arc.symbol.kind())) {
                missing(arc.target, letter, arc.symbol.kind(), most - 1, kinds);
            }
        }
    }

    /** What could come next, for messages. */
    Set<Symbol> expected(int set) {
        Set<Symbol> expected = new java.util.LinkedHashSet<>();
        for (int state : sets.get(set)) {
            for (Arc arc : arcs.get(state)) {
                if (arc.symbol != null) {
                    expected.add(arc.symbol);
                }
            }
        }
        return expected;
    }

    /** The labels that every way to this set has passed. */
    List<String> labels(int set) {
        return passed.get(set);
    }

    private List<String> passed(int[] states) {
        long all = -1;
        for (int state : states) {
            all &= taken[state];
        }
        List<String> names = new ArrayList<>();
        for (int l = 0; l < labels.size() && states.length > 0; l++) {
            if ((all & 1L << l) != 0) {
                names.add(labels.get(l));
            }
        }
        return List.copyOf(names);
    }
}
