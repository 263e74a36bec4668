package org.sockrace.weak.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;

/** A graph as memory models judge it. */
final class Candidate {

    private final ExecutionGraph graph;
    private final int locations;
    private final int[] order;
    private final int[] number;
    private final List<Event> events;

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
        for (int t = 0; t < program.threads() && program.leavesSections(); t++) {
            for (Flavour flavour : Flavour.values()) {
                if (Sections.isInside(graph, t, flavour)) {
                    events.add(new Event(t, Kind.FENCE, Set.of(flavour.unlock), "", 0));
                }
            }
        }
    }

    Execution execution() {
        Skeleton skeleton = skeleton();
        int size = events.size();
        int[] location = new int[size];
        Arrays.fill(location, Action.NONE);
        long[] values = new long[size];
        Relation reads = new Relation(size);
        for (int i = 0; i < order.length; i++) {
            location[i] = graph.action(order[i]).location();
            values[i] = graph.value(order[i]);
            if (graph.rf(order[i]) != Action.NONE) {
                reads.add(number[graph.rf(order[i])], i);
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
        return new Execution(skeleton, location, values, reads, coherence);
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
