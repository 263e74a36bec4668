package org.sockrace.weak.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;
import org.sockrace.weak.graph.Tag;

/** A graph as memory models judge it. */
final class Candidate {

    private final ExecutionGraph graph;
    private final int locations;
    private final int[] order;
    private final int[] number;
    private final List<Event> events;
    /** By event behind those of the graph: its location, and what it reads from; {@link Action#NONE} if nothing. */
    private final List<Integer> location = new ArrayList<>();
    private final List<Integer> source = new ArrayList<>();

    Candidate(ExecutionGraph graph) {
        this.graph = graph;
        Program program = graph.program();
        locations = program.locations();
        order = graph.inOrder();
        number = new int[order.length];
        events = new ArrayList<>(order.length + program.threads());
        for (int i = 0; i < order.length; i++) {
            number[order[i]] = i;
            events.add(graph.action(order[i]).event());
        }
    }

    /** Who is in a read-side critical section leaves it, if it is a program that does. */
    Candidate leaving() {
        for (int t = 0; t < graph.program().threads() && graph.program().leavesSections(); t++) {
            for (Flavour flavour : Flavour.values()) {
                if (Sections.isInside(graph, t, flavour)) {
                    add(new Event(t, Kind.FENCE, Set.of(flavour.unlock), "", 0), Action.NONE, Action.NONE);
                }
            }
        }
        return this;
    }

    /** The thread gets word from each other one of the last thing that it does, and reads that before it goes on. */
    Candidate outlasting(int thread) {
        int threads = graph.program().threads();
        for (int t = 0; t < threads; t++) {
            if (t != thread && graph.last(t) != Action.NONE) {
                int word = locations + thread * threads + t;
                int write = events.size();
                add(new Event(t, Kind.WRITE, Set.of(Tag.ONCE), "", 0), word, Action.NONE);
                add(new Event(thread, Kind.READ, Set.of(Tag.ONCE), "", 0), word, write);
            }
        }
        return this;
    }

    private void add(Event event, int at, int readsFrom) {
        events.add(event);
        location.add(at);
        source.add(readsFrom);
    }

    Execution execution() {
        Skeleton skeleton = skeleton();
        int size = events.size();
        int[] locationOf = new int[size];
        long[] values = new long[size];
        Relation reads = new Relation(size);
        for (int i = 0; i < order.length; i++) {
            locationOf[i] = graph.action(order[i]).location();
            values[i] = graph.value(order[i]);
            if (graph.rf(order[i]) != Action.NONE) {
                reads.add(number[graph.rf(order[i])], i);
            }
        }
        for (int i = order.length; i < size; i++) {
            locationOf[i] = location.get(i - order.length);
            int write = source.get(i - order.length);
            if (write != Action.NONE) {
                reads.add(write, i);
            }
        }
        Relation coherence = new Relation(size);
        for (int l = 0; l < locations; l++) {
            int[] writes = graph.co(l);
            for (int later = 1; later < writes.length; later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    coherence.add(number[writes[earlier]], number[writes[later]]);
                }
            }
        }
        return new Execution(skeleton, locationOf, values, reads, coherence);
    }

    private Skeleton skeleton() {
        int size = events.size();
        Relation po = new Relation(size);
        Relation addr = new Relation(size);
        Relation data = new Relation(size);
        Relation ctrl = new Relation(size);
        Relation rmw = new Relation(size);
        int first = locations;
        for (int i = locations; i < order.length; i++) {
            first = graph.previous(order[i]) == Action.NONE ? i : first;
            for (int earlier = first; earlier < i; earlier++) {
                po.add(earlier, i);
            }
            Action action = graph.action(order[i]);
            depend(addr, action.addr(), first, i);
            depend(data, action.data(), first, i);
            depend(ctrl, action.ctrl(), first, i);
            if (action.completes()) {
                rmw.add(first + action.rmwRead(), i);
            }
        }
        for (int end = order.length; end < size; end++) {
            for (int i = locations; i < end; i++) {
                if (events.get(i).thread() == events.get(end).thread()) {
                    po.add(i, end);
                }
            }
        }
        return new Skeleton(events, po, new Skeleton.Dependencies(addr, data, ctrl), rmw);
    }

    private static void depend(Relation dependency, BitSet reads, int first, int event) {
        for (int read = reads.nextSetBit(0); read >= 0; read = reads.nextSetBit(read + 1)) {
            dependency.add(first + read, event);
        }
    }
}
