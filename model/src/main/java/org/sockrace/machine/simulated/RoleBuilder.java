package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Budget;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;

/** Builds the automaton of one role: its segments, with nodes of equal futures merged as they are completed. */
final class RoleBuilder {

    /** More local states than this are not built: the scenario is too large. */
    private static final int MOST_HISTORIES = 3_000_000;
    private static final int MOST_NODES = 4_000_000;
    private static final int POLL = 64;

    final SimulatedMachine machine;
    final ThreadProgram program;
    final int id;
    final RoleMemory memory;
    final Reach reach;
    /** Whether rounds are folded, if there are any. */
    private final boolean folded;
    private final Budget budget;
    /** By what the code of a call can see; kept from one build to the next. */
    private final Map<LocalState.Key, Trail> trails;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();
    /** By what the code of a call can see. */
    private final Map<LocalState.Key, Segment> segments = new HashMap<>();
    /** By all that matters. */
    private final Map<LocalState.Key, Entry> entries = new HashMap<>();
    /** Where a round begins, by the number that edges back to it have until it is known, below zero: the node. */
    private final List<Integer> heads = new ArrayList<>();
    /** How many rounds are being followed, each after the other. */
    private int deep;
    private int histories;
    private long work;

    /**
     * How far code is followed.
     *
     * @param unrolling how often a history may pass the same operation on the same cell at the same place
     * @param rounds how many rounds of an endless program are followed
     * @param folds whether rounds of an endless program that begin alike are one and the same: see {@link #again}
     * @param foldsLoops whether loops inside a call that keep nothing from one round to the next lead back: see {@link SegmentRun#again}
     */
    record Reach(int unrolling, int rounds, boolean folds, boolean foldsLoops) { }

    RoleBuilder(SimulatedMachine machine, ThreadProgram program, int id, Observations seen, Map<LocalState.Key, Trail> trails, Reach reach, Budget budget) {
        this.trails = trails;
        this.machine = machine;
        this.program = program;
        this.id = id;
        this.memory = new RoleMemory(machine, id, seen);
        this.reach = reach;
        this.folded = reach.folds() && program.endless();
        this.budget = budget;
    }

    /** Where a call begins: its first node, and what the code said before. */
    private record Entry(int node, List<Note> notes) { }

    Automaton build() {
        LocalState first = new LocalState(machine, program.variables());
        first.tidy(program, memory);
        Entry start = enter(first);
        List<Node> all = heads.isEmpty() ? nodes : nodes.stream().map(this::leadingBack).toList();
        return new Automaton(program.role(), List.copyOf(all), start.node(), start.notes(), histories);
    }

    private Node leadingBack(Node n) {
        List<Edge> edges = n.edges().stream().map(e -> e.target() >= 0 ? e : new Edge(e.observed(), heads.get(-1 - e.target()), e.notes())).toList();
        return new Node(n.op(), n.at(), n.reader(), n.schedReader(), n.inside(), edges, n.end(), n.broken());
    }

    /** Where a thread in this state, between two calls, begins. */
    private Entry enter(LocalState state) {
        if (state.calls == program.calls().size()) {
            return new Entry(end(state), List.of());
        }
        if (folded) {
            again(state);
        }
        LocalState.Key key = state.key();
        Entry entry = entries.get(key);
        if (entry == null) {
            LocalState.Key seen = state.key(program);
            Segment segment = segments.get(seen);
            if (segment == null) {
                segment = new SegmentRun(this, state).explore();
                segments.put(seen, segment);
            }
            entry = folded ? round(segment, state, key) : put(segment, state);
            entries.put(key, entry);
        }
        return entry;
    }

    /**
     * The thread is at the head of its loop. All rounds are the same code ({@link ThreadProgram#server}), called anew, with no variable that lives longer than
     * a round: so what a round does depends on nothing but the rest of this state, which says what the thread holds, owes, and knows of the memory that it
     * alone changes. Where that is as it was before an earlier round, the thread is where it was then; how many rounds there were does not matter.
     */
    private void again(LocalState state) {
        if (state.variables.length > 0) {
            throw new IllegalStateException(program.name() + " goes round with variables");
        }
        state.calls = 0;
    }

    /** A round that may lead back to its own beginning. One that never does, because each begins in another state, is not followed for ever. */
    private Entry round(Segment segment, LocalState state, LocalState.Key key) {
        if (segment.start() < 0 || segment.places().get(segment.start()).op().kind() != OpKind.WAIT) {
            Frame.Stack at = segment.start() < 0 ? Frame.Stack.NONE : segment.places().get(segment.start()).at();
            return new Entry(end(state), List.of(new Note.Breach(at, Property.TERMINATION, program.name() + " begins a round without waiting")));
        }
        if (deep == WorldBuilder.MOST_UNROLLING) {
            Frame.Stack at = segment.places().get(segment.start()).at();
            return new Entry(merge(new Node(Operation.of(OpKind.FRONTIER, WorldBuilder.ROUND, 0, null), at, false, false, Set.of(), List.of(), null, null)),
                    List.of());
        }
        int head = heads.size();
        heads.add(null);
        entries.put(key, new Entry(-1 - head, segment.notes()));
        deep++;
        Entry entry = put(segment, state);
        deep--;
        heads.set(head, entry.node());
        return entry;
    }

    /** Whether what a thread does next in this state is not followed: it has begun another round than those that are. */
    boolean beyond(LocalState state) {
        return program.endless() && state.calls >= reach.rounds();
    }

    /** Where the call stands that begins in that state. */
    Trail trail(LocalState state) {
        return trails.computeIfAbsent(state.key(program), k -> new Trail());
    }

    /** Puts the segment to use for a thread that comes to the call in that state. */
    private Entry put(Segment segment, LocalState from) {
        List<Entry> after = new ArrayList<>();
        for (LocalState exit : segment.exits()) {
            LocalState left = exit.copy();
            left.keepUnseen(from, program);
            after.add(enter(left));
        }
        int[] placed = new int[segment.places().size()];
        int loops = heads.size();
        segment.heads().forEach(head -> heads.add(null));
        for (int p = 0; p < placed.length; p++) {
            poll();
            Segment.Place place = segment.places().get(p);
            Node.End resting = program.daemon() && p == segment.start() ? left(from, Map.of()) : null;
            placed[p] = merge(place.node(place.edges().stream().map(e -> mapped(e, placed, after, loops)).toList(), resting));
        }
        for (int head = 0; head < segment.heads().size(); head++) {
            heads.set(loops + head, placed[segment.heads().get(head)]);
        }
        if (segment.start() >= 0) {
            return new Entry(placed[segment.start()], segment.notes());
        }
        Entry straight = after.get(-1 - segment.start());
        return new Entry(straight.node(), joined(segment.notes(), straight.notes()));
    }

    private static Edge mapped(Edge edge, int[] placed, List<Entry> after, int loops) {
        if (edge.target() >= Segment.BACK) {
            return new Edge(edge.observed(), -1 - loops - (edge.target() - Segment.BACK), edge.notes());
        }
        if (edge.target() >= 0) {
            return new Edge(edge.observed(), placed[edge.target()], edge.notes());
        }
        Entry next = after.get(-1 - edge.target());
        return new Edge(edge.observed(), next.node(), joined(edge.notes(), next.notes()));
    }

    private static List<Note> joined(List<Note> first, List<Note> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<Note> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private int end(LocalState state) {
        Map<Integer, Integer> results = new HashMap<>();
        for (int v : program.observed()) {
            results.put(v, state.variables[v]);
        }
        return merge(new Node(Operation.of(OpKind.DONE),
                Frame.Stack.NONE, false, false, Set.of(), List.of(), left(state, results), null));
    }

    /** What a daemon leaves that stays for ever where it is in that state. */
    Node.End left(LocalState state) {
        return left(state, Map.of());
    }

    private Node.End left(LocalState state, Map<Integer, Integer> results) {
        return new Node.End(results, Map.copyOf(state.ledger), Map.copyOf(state.books), state.kept(id), Set.copyOf(state.faults));
    }

    /** The number of this node, or of the one that has the same future. */
    private int merge(Node node) {
        Integer known = numbers.putIfAbsent(node, nodes.size());
        if (known != null) {
            return known;
        }
        nodes.add(node);
        if (nodes.size() > MOST_NODES) {
            throw tooLarge(MOST_NODES + " local states");
        }
        return nodes.size() - 1;
    }

    void countHistory() {
        poll();
        if (++histories > MOST_HISTORIES) {
            throw tooLarge(MOST_HISTORIES + " histories");
        }
    }

    private void poll() {
        if (work++ % POLL == 0) {
            budget.check();
            budget.progress().at(Progress.Phase.BUILDING, histories, 0, 0);
        }
    }

    private ModelTooLargeException tooLarge(String what) {
        return new ModelTooLargeException("thread " + program.name() + " has more than " + what + ": use fewer calls or fewer faults");
    }
}
