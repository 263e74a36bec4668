package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.model.MemoryModel;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.Sketch.Line;
import org.sockrace.weak.world.Sketch.Missing;
import org.sockrace.weak.world.Sketch.Reason;

/** Draws one execution. */
final class Sketcher {

    private final WorldProgram program;
    private final ExecutionGraph graph;
    private final int first;
    private final int[] order;
    private final Execution execution;
    private final Relation po;
    private final Relation fr;
    /** What comes before what if the threads' steps interleave: here it may have cycles. */
    private final Relation interleaved;
    private final Relation ordered;
    private final int[] line;

    Sketcher(WorldProgram program, ModelKind kind, ExecutionGraph graph) {
        this.program = program;
        this.graph = graph;
        this.first = program.locations();
        this.order = graph.inOrder();
        this.execution = graph.execution();
        this.po = execution.skeleton().po();
        this.fr = execution.fr();
        this.interleaved = po.or(execution.rf(), execution.co(), fr).plus();
        MemoryModel model = kind.of(execution.skeleton());
        // What was left out to be quick is here: nobody is accused of what the whole of the model forbids.
        if (model.judge(execution) != null) {
            throw new IllegalStateException("an execution was found that is not allowed");
        }
        this.ordered = model.ordered();
        this.line = new int[order.length];
    }

    /** The execution; {@code use} and {@code free} are the events of the graph that nothing orders, or below 0. */
    Sketch sketch(int use, int free) {
        int lines = 0;
        for (int i = 0; i < order.length; i++) {
            boolean second = i > first && execution.skeleton().rmw().has(i - 1, i);
            line[i] = i < first ? Sketch.FIRST_VALUE : second ? lines - 1 : lines++;
        }
        List<Line> shown = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        if (use >= 0) {
            reasons.add(new Reason(Missing.USE_AND_FREE, line[place(use)], line[place(free)], Sketch.NOTHING));
        }
        for (int i = first; i < order.length; i++) {
            if (i == first || line[i] != line[i - 1]) {
                shown.add(line(i, reasons));
            }
        }
        return new Sketch(shown, reasons);
    }

    private int place(int event) {
        return Arrays.stream(order).boxed().toList().indexOf(event);
    }

    private Line line(int i, List<Reason> reasons) {
        Event event = execution.skeleton().events().get(i);
        boolean own = event.thread() < program.runners();
        int node = own ? ((Walk) graph.before(order[i])).node() : -1;
        boolean atomic = i + 1 < order.length && line[i + 1] == line[i];
        int from = Sketch.NOTHING;
        for (int w = 0; w < order.length && event.kind() == Kind.READ; w++) {
            from = execution.rf().has(w, i) ? line[w] : from;
        }
        int missed = missed(i);
        if (missed >= 0) {
            reasons.add(reason(i, missed));
        }
        Tag tag = event.kind() == Kind.FENCE && !event.tags().isEmpty() ? event.tags().iterator().next() : null;
        return new Line(event.thread(), node, event.kind(), tag, (int) execution.value()[i], atomic, atomic ? (int) execution.value()[i + 1] : 0, from,
                missed >= 0, own ? null : program.reclaimed(event.thread()));
    }

    /** The write that a read does not see although, one step after the other, it comes before; -1 if there is none. */
    private int missed(int read) {
        for (int w = first; w < order.length; w++) {
            if (fr.has(read, w) && !po.has(read, w) && interleaved.has(w, read)) {
                return w;
            }
        }
        return -1;
    }

    private Reason reason(int read, int missed) {
        Relation rf = execution.rf();
        for (int load = first; load < read; load++) {
            for (int store = first; store < order.length; store++) {
                if (po.has(load, read) && rf.has(store, load) && po.has(missed, store)) {
                    boolean stores = !ordered.has(missed, store);
                    return new Reason(stores ? Missing.STORES : Missing.LOADS, line[read], line[missed], stores ? line[store] : line[load]);
                }
            }
        }
        for (int store = first; store < read; store++) {
            for (int other = first; other < order.length; other++) {
                if (po.has(store, read) && fr.has(other, store) && po.has(missed, other)) {
                    return new Reason(Missing.STORE_AND_LOAD, line[read], line[missed], line[store]);
                }
            }
        }
        return new Reason(Missing.ORDER, line[read], line[missed], Sketch.NOTHING);
    }
}
