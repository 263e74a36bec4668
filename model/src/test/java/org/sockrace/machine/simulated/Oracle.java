package org.sockrace.machine.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Semantics;
import org.sockrace.semantics.State;

/**
 * What a program does, found out in the slowest and plainest way: every interleaving of every operation, each thread a history of what it has observed, its
 * code run from the beginning whenever a history is new. Nothing is merged, packed, predicted or left out; the rules that a thread is held to are written
 * again.
 */
final class Oracle {

    /**
     * What came of it.
     *
     * @param broken every property that some execution breaks
     * @param stops those at which executions end
     * @param endings for each final state: the results of each role's threads, sorted, and what all took and kept
     * @param states how many states there are
     * @param complete whether all were visited
     */
    record Answer(Set<Property> broken, Set<Property> stops, Set<String> endings, int states, boolean complete) { }

    private record Global(List<OracleThread.Point> points, State memory, Set<Integer> withdrawn) { }

    private final SimulatedMachine machine;
    private final List<ThreadProgram> programs;
    private final int[] roles;
    private final List<OracleThread.Point> roots = new ArrayList<>();
    private final Set<Property> broken = new TreeSet<>();
    private final Set<Property> stops = new TreeSet<>();
    private final Set<String> endings = new TreeSet<>();

    Oracle(SimulatedMachine machine, List<ThreadProgram> programs) {
        this.machine = machine;
        this.programs = programs;
        List<Integer> all = new ArrayList<>();
        for (int r = 0; r < programs.size(); r++) {
            for (int c = 0; c < programs.get(r).copies(); c++) {
                all.add(r);
            }
        }
        this.roles = all.stream().mapToInt(Integer::intValue).toArray();
    }

    Answer ask(int most) {
        for (int role : roles) {
            roots.add(reach(role, List.of()));
        }
        Deque<Global> open = new ArrayDeque<>();
        Set<Global> seen = new HashSet<>();
        Global start = start();
        open.add(start);
        seen.add(start);
        while (!open.isEmpty() && seen.size() <= most) {
            for (Global next : successors(open.poll())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        machine.interpreter = machine.setup;
        return new Answer(broken, stops, endings, seen.size(), open.isEmpty());
    }

    private record Reached(Global now, int last) { }

    /**
     * What is seen of all executions in which threads that could go on are interrupted at most so often. Counted step by step: who could do anything but wait
     * could go on.
     */
    Answer ask(int most, int preemptions) {
        for (int role : roles) {
            roots.add(reach(role, List.of()));
        }
        Set<Reached> seen = new HashSet<>();
        Set<Reached> level = new LinkedHashSet<>(Set.of(new Reached(start(), -1)));
        boolean rest = true;
        for (int k = 0; k <= preemptions && seen.size() <= most; k++) {
            Set<Reached> next = new LinkedHashSet<>();
            Deque<Reached> open = new ArrayDeque<>(level);
            open.removeIf(r -> !seen.add(r));
            while (!open.isEmpty() && seen.size() <= most) {
                Reached reached = open.poll();
                List<List<Global>> byThread = byThread(reached.now);
                boolean lastCanMove = reached.last >= 0 && byThread.get(reached.last) != null;
                for (int t = 0; t < roles.length; t++) {
                    for (Global after : byThread.get(t) == null ? List.<Global>of() : byThread.get(t)) {
                        Reached to = new Reached(after, t);
                        if (lastCanMove && t != reached.last) {
                            next.add(to);
                        } else if (seen.add(to)) {
                            open.add(to);
                        }
                    }
                }
            }
            level = next;
            rest = next.stream().anyMatch(r -> !seen.contains(r));
        }
        machine.interpreter = machine.setup;
        return new Answer(broken, stops, endings, seen.size(), !rest && seen.size() <= most);
    }

    private Global start() {
        State memory = new State(roles.length, region -> region.owner >= 0 && programs.get(region.owner).copies() > 1);
        for (Cell cell : machine.cells) {
            for (int t = 0; t < roles.length; t++) {
                memory.set(cell, t, machine.initial(cell));
            }
        }
        for (Memory region : machine.regions) {
            if (machine.freedAtStart(region)) {
                Semantics.perform(memory, 0, Operation.of(OpKind.FREE, region));
            }
        }
        Set<Integer> withdrawn = new TreeSet<>();
        for (int t = 0; t < roles.length; t++) {
            arrive(memory, t, roots.get(t), withdrawn);
        }
        return new Global(List.copyOf(roots), memory, withdrawn);
    }

    private void arrive(State memory, int thread, OracleThread.Point point, Set<Integer> withdrawn) {
        memory.arrive(thread, point.stand);
        broken.addAll(point.breaches);
        for (Note note : point.notes) {
            if (note instanceof Note.Registered registered) {
                if (registered.published()) {
                    withdrawn.remove(registered.object());
                } else {
                    withdrawn.add(registered.object());
                }
            }
        }
    }

    // ---- one state -------------------------------------------------------------------------------------------------------

    private List<Global> successors(Global now) {
        return byThread(now).stream().filter(Objects::nonNull).flatMap(List::stream).toList();
    }

    /** The successors by each thread; null for those who cannot do anything. */
    private List<List<Global>> byThread(Global now) {
        races(now);
        List<List<Global>> byThread = new ArrayList<>();
        boolean moved = false;
        boolean unfinished = false;
        for (int t = 0; t < roles.length; t++) {
            OracleThread.Point point = now.points.get(t);
            unfinished |= point.results == null && !(programs.get(roles[t]).daemon() && idle(point));
            List<Global> successors = new ArrayList<>();
            boolean moves = point.results == null && step(now, t, point, successors);
            byThread.add(moves ? successors : null);
            moved |= moves;
        }
        if (!moved && unfinished) {
            stop(Property.NO_DEADLOCK);
        } else if (!moved) {
            endings.add(ending(now));
        }
        return byThread;
    }

    private static boolean idle(OracleThread.Point point) {
        return point.history.isEmpty() || point.notes.stream().anyMatch(Note.Returned.class::isInstance);
    }

    private boolean step(Global now, int thread, OracleThread.Point point, List<Global> successors) {
        if (point.fatal != null) {
            return stop(point.fatal);
        }
        Operation op = point.stand.op();
        if (op.kind() == OpKind.CHOICE) {
            for (int i = 0; i < op.a(); i++) {
                successors.add(after(now, now.memory.copy(), thread, point, i));
            }
            return true;
        }
        State memory = now.memory.copy();
        Result result = Semantics.perform(memory, thread, op);
        if (result instanceof Result.Broken wrong) {
            return stop(wrong.property());
        }
        if (result instanceof Result.Observed observed) {
            successors.add(after(now, memory, thread, point, observed.value()));
            return true;
        }
        return false;
    }

    private boolean stop(Property property) {
        broken.add(property);
        stops.add(property);
        return true;
    }

    private Global after(Global now, State memory, int thread, OracleThread.Point point, int observed) {
        Operation op = point.stand.op();
        if (op.kind() == OpKind.LOAD && op.order() == Order.DEPENDENCY && now.withdrawn.contains(observed)) {
            broken.add(Property.UNREGISTER_CONTRACT);
        }
        OracleThread.Point next = next(thread, point, observed);
        for (Note note : next.notes) {
            if (note instanceof Note.Unloaded unloaded) {
                for (int u = 0; u < roles.length; u++) {
                    if (u != thread && !now.memory.gone(unloaded.region(), thread) && now.points.get(u).stand.inside().contains(unloaded.region().id)) {
                        broken.add(Property.UNREGISTER_CONTRACT);
                    }
                }
            }
        }
        List<OracleThread.Point> points = new ArrayList<>(now.points);
        points.set(thread, next);
        Set<Integer> withdrawn = new TreeSet<>(now.withdrawn);
        arrive(memory, thread, next, withdrawn);
        return new Global(points, memory, withdrawn);
    }

    private void races(Global now) {
        for (int t = 0; t < roles.length; t++) {
            for (int u = 0; u < roles.length; u++) {
                Operation a = now.points.get(t).stand.op();
                Operation b = now.points.get(u).stand.op();
                boolean same = t != u && a.cell() != null && a.cell() == b.cell() && a.order() == Order.PLAIN;
                boolean shared = same && !(a.cell().region.owner >= 0 && programs.get(a.cell().region.owner).copies() > 1);
                if (shared && !now.memory.gone(a.cell().region, t)
                        && (a.kind().writes() || b.kind().writes()) && now.points.get(t).fatal == null && now.points.get(u).fatal == null) {
                    broken.add(Property.NO_DATA_RACE);
                }
            }
        }
    }

    private String ending(Global now) {
        Map<Integer, List<String>> byRole = new TreeMap<>();
        Map<String, Integer> left = new TreeMap<>(machine.ledger());
        for (int t = 0; t < roles.length; t++) {
            OracleThread.Point point = now.points.get(t);
            byRole.computeIfAbsent(roles[t], r -> new ArrayList<>()).add(point.results == null ? "waits" : point.results.toString());
            point.ledger.forEach((kind, n) -> left.merge(kind, n, Integer::sum));
        }
        left.values().removeIf(n -> n == 0);
        byRole.values().forEach(results -> results.sort(null));
        return byRole.values() + " " + left + " " + memory(now.memory);
    }

    /** What memory holds. Who has given an object back may get the same one again, or another: which one it is does not count. */
    private List<String> memory(State memory) {
        List<String> values = new ArrayList<>();
        for (Cell cell : machine.cells) {
            boolean copies = cell.region.owner >= 0 && programs.get(cell.region.owner).copies() > 1;
            for (int t = 0; t < roles.length; t++) {
                boolean there = (copies ? roles[t] == cell.region.owner : t == 0) && !memory.freed(cell.region, t);
                if (there && cell.type != Cell.Type.COUNTER && memory.get(cell, t) != cell.constructed) {
                    values.add((cell.qualifiedName() + "=" + cell.show(memory.get(cell, t))).replaceAll("#[0-9]+", ""));
                }
            }
        }
        values.sort(null);
        return values;
    }

    // ---- one thread ------------------------------------------------------------------------------------------------------

    private OracleThread.Point next(int thread, OracleThread.Point point, int observed) {
        OracleThread.Point known = point.next.get(observed);
        if (known == null) {
            List<Integer> longer = new ArrayList<>(point.history);
            longer.add(observed);
            known = reach(roles[thread], longer);
            point.next.put(observed, known);
        }
        return known;
    }

    private OracleThread.Point reach(int role, List<Integer> history) {
        OracleThread.Point point = new OracleThread.Point(history);
        new OracleThread(machine, programs.get(role), role, point).run();
        return point;
    }
}
