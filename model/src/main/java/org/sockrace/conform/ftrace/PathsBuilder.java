package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;

/** Makes the {@link Paths} of one function from the automaton of a thread that calls it. */
final class PathsBuilder {

    /** A place in the function: a local state, what is remembered of the way there, and how much of its step was read already. */
    private record Place(int node, int edge, int item, EdgeReader.Memory memory, long labels) { }

    /** A way without events. */
    private record Silent(long guards, int target) { }

    private final String function;
    private final Map<String, Set<EventKind>> opaque;
    private final Automaton automaton;
    private final EdgeReader reader;
    private final GuardReader guardReader = new GuardReader();
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final Map<Place, Integer> numbers = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private final List<List<Silent>> silent = new ArrayList<>();
    private final List<List<Paths.Arc>> visible = new ArrayList<>();
    private final Deque<Integer> work = new ArrayDeque<>();
    private final Set<Integer> starts = new HashSet<>();

    /**
     * Prepares to read the function from an automaton.
     *
     * @param opaque functions that stand for code that is not modelled, with the events that such code may show
     */
    PathsBuilder(EdgeReader reader, String function, Map<String, Set<EventKind>> opaque) {
        this.automaton = reader.automaton();
        this.function = function;
        this.opaque = opaque;
        this.reader = reader;
    }

    /** The ways through the function; {@code skippable} events may be of code that is not modelled anywhere. */
    Paths build(Set<EventKind> skippable) {
        findStarts();
        while (!work.isEmpty()) {
            expand(work.poll());
        }
        return new Eliminator().paths(skippable);
    }

    private int number(Place place) {
        Integer known = numbers.get(place);
        if (known != null) {
            return known;
        }
        int number = places.size();
        numbers.put(place, number);
        places.add(place);
        silent.add(new ArrayList<>());
        visible.add(new ArrayList<>());
        work.add(number);
        return number;
    }

    /** Where the function is entered. What is remembered does not matter before. */
    private void findStarts() {
        for (int n = 0; n < automaton.nodes().size(); n++) {
            List<Edge> edges = automaton.nodes().get(n).edges();
            for (int e = 0; e < edges.size(); e++) {
                List<EdgeReader.Item> items = reader.read(n, edges.get(e), EdgeReader.Memory.NONE).items();
                for (int i = 0; i < items.size(); i++) {
                    if (function.equals(items.get(i).entered())) {
                        starts.add(number(new Place(n, e, i + 1, EdgeReader.Memory.NONE, 0)));
                    }
                }
            }
        }
        List<Frame> stack = EdgeReader.stack(automaton.nodes().get(automaton.start()));
        if (stack.stream().anyMatch(f -> f.function().equals(function))) {
            starts.add(number(new Place(automaton.start(), -1, 0, EdgeReader.Memory.NONE, 0)));
        }
    }

    private void expand(int from) {
        Place place = places.get(from);
        if (place.edge >= 0) {
            within(from, place);
            return;
        }
        if (place.node < 0) {
            return;
        }
        Node node = automaton.nodes().get(place.node);
        if (node.op().kind() == OpKind.VIOLATION || node.op().kind() == OpKind.FRONTIER) {
            return;
        }
        Set<EventKind> wild = wild(node);
        if (wild != null) {
            visible.get(from).add(new Paths.Arc(null, wild, 0, from));
        }
        for (int e = 0; e < node.edges().size(); e++) {
            Edge edge = node.edges().get(e);
            long guards = wild != null ? 0 : guardReader.guards(node, edge);
            int target = number(new Place(place.node, e, 0, place.memory, place.labels | (wild != null ? 0 : labels(edge))));
            silent.get(from).add(new Silent(guards, target));
        }
    }

    private Set<EventKind> wild(Node node) {
        for (Frame frame : node.at().frames()) {
            if (opaque.containsKey(frame.function())) {
                return opaque.get(frame.function());
            }
        }
        return null;
    }

    /** Goes on in the middle of a step. */
    private void within(int from, Place place) {
        Edge edge = automaton.nodes().get(place.node).edges().get(place.edge);
        EdgeReader.Step step = reader.read(place.node, edge, place.memory);
        List<EdgeReader.Item> items = step.items();
        if (place.item == items.size()) {
            EdgeReader.Memory memory = wild(automaton.nodes().get(edge.target())) != null ? EdgeReader.Memory.FOREIGN : step.after();
            silent.get(from).add(new Silent(0, number(new Place(edge.target(), -1, 0, memory, place.labels))));
            return;
        }
        EdgeReader.Item item = items.get(place.item);
        boolean ends = function.equals(item.left()) && isOutermost(place, items);
        int target = number(ends ? new Place(-1, -1, 0, EdgeReader.Memory.NONE, place.labels)
                : new Place(place.node, place.edge, place.item + 1, place.memory, place.labels));
        if (item.symbol() == null || hidden(place, items)) {
            silent.get(from).add(new Silent(0, target));
        } else {
            visible.get(from).add(new Paths.Arc(item.symbol(), null, 0, target));
        }
    }

    /** Functions can be nested in themselves only in code that is not modelled. */
    private boolean isOutermost(Place place, List<EdgeReader.Item> items) {
        return items.subList(place.item + 1, items.size()).stream().noneMatch(i -> function.equals(i.left()));
    }

    /** Whether what happens here happens inside code that is not modelled: before it is left, or after it was entered. */
    private boolean hidden(Place place, List<EdgeReader.Item> items) {
        boolean inside = wild(automaton.nodes().get(place.node)) != null;
        for (int i = 0; i < place.item; i++) {
            inside = inside && !leavesOpaque(items, i) || opaque.containsKey(String.valueOf(items.get(i).entered()));
        }
        return inside;
    }

    /** The outermost opaque function is left: no other is left after it in the same step. */
    private boolean leavesOpaque(List<EdgeReader.Item> items, int at) {
        return opaque.containsKey(String.valueOf(items.get(at).left()))
                && items.subList(at + 1, items.size()).stream().noneMatch(i -> opaque.containsKey(String.valueOf(i.left())));
    }

    private long labels(Edge edge) {
        long passed = 0;
        for (Note note : edge.notes()) {
            if (note instanceof Note.Label label && label.at().frames().stream().anyMatch(f -> f.function().equals(function))) {
                String name = label.at().top().function() + "/" + label.name();
                int bit = labels.computeIfAbsent(name, n -> labels.size());
                passed |= bit < Long.SIZE ? 1L << bit : 0;
            }
        }
        return passed;
    }

    /** Leaves out the steps that a recording does not show. */
    private final class Eliminator {

        private final Map<Integer, Integer> states = new LinkedHashMap<>();
        private final List<List<Paths.Arc>> arcs = new ArrayList<>();
        private final List<Integer> origin = new ArrayList<>();

        Paths paths(Set<EventKind> skippable) {
            int[] first = starts.stream().mapToInt(this::state).toArray();
            for (int s = 0; s < arcs.size(); s++) {
                follow(s);
            }
            long[] taken = origin.stream().mapToLong(p -> places.get(p).labels).toArray();
            return new Paths(guardReader.guards(), List.copyOf(labels.keySet()), arcs, taken, first, skippable);
        }

        private int state(int place) {
            return states.computeIfAbsent(place, p -> {
                arcs.add(new ArrayList<>());
                origin.add(p);
                return arcs.size() - 1;
            });
        }

        private void follow(int state) {
            Set<Silent> seen = new HashSet<>();
            Deque<Silent> open = new ArrayDeque<>();
            Set<Paths.Arc> found = new java.util.LinkedHashSet<>();
            open.add(new Silent(0, origin.get(state)));
            while (!open.isEmpty()) {
                Silent at = open.poll();
                if (!seen.add(at)) {
                    continue;
                }
                for (Paths.Arc arc : visible.get(at.target)) {
                    found.add(new Paths.Arc(arc.symbol(), arc.wild(), at.guards, state(arc.target())));
                }
                for (Silent next : silent.get(at.target)) {
                    open.add(new Silent(at.guards | next.guards, next.target));
                }
            }
            arcs.get(state).addAll(found);
        }
    }
}
