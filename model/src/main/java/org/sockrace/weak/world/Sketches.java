package org.sockrace.weak.world;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.sockrace.explore.Ending;
import org.sockrace.machine.Property;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.model.ModelKind;

/**
 * For what was found an execution that shows it: of each property the one with the fewest events, if possible one in which nobody waits for ever; of each
 * final state the first.
 */
public final class Sketches {

    /** No more final states keep their executions. */
    private static final int MOST = 2_000;

    private record Shown(ExecutionGraph graph, boolean complete, int use, int free) { }

    private final WorldProgram program;
    private final ModelKind kind;
    private final Map<Property, Shown> broken = new EnumMap<>(Property.class);
    private final Map<Ending, ExecutionGraph> ended = new HashMap<>();

    Sketches(WorldProgram program, ModelKind kind) {
        this.program = program;
        this.kind = kind;
    }

    void broken(Property property, ExecutionGraph graph, boolean complete, int use, int free) {
        Shown before = broken.get(property);
        if (before == null || complete && !before.complete || complete == before.complete && before.graph.size() > graph.size()) {
            broken.put(property, new Shown(graph, complete, use, free));
        }
    }

    void ended(Ending ending, ExecutionGraph graph) {
        if (ended.size() < MOST) {
            ended.putIfAbsent(ending, graph);
        }
    }

    /** One that breaks the property; null if there is none. */
    public Sketch of(Property property) {
        Shown shown = broken.get(property);
        return shown == null ? null : new Sketcher(program, kind, shown.graph).sketch(shown.use, shown.free);
    }

    /** One that ends in one of those states; null if none was kept. */
    public Sketch of(Set<Ending> endings) {
        return endings.stream().map(ended::get).filter(g -> g != null).findFirst().map(g -> new Sketcher(program, kind, g).sketch(-1, -1)).orElse(null);
    }
}
