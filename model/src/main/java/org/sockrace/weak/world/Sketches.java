package org.sockrace.weak.world;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.explore.Ending;
import org.sockrace.machine.Property;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.explore.Position;
import org.sockrace.weak.model.ModelKind;

/**
 * For what was found an execution that shows it: of each property the one with the fewest events, if possible one in which nobody waits for ever; of each
 * final state the first. First is what stands first, whoever came first. Not thread-safe: each worker has its own.
 */
public final class Sketches {

    /** No more final states keep their executions: those that are reached first. */
    private static final int MOST = 2_000;

    /**
     * An execution.
     *
     * @param complete whether nobody waits for ever
     * @param use the event that uses memory, or -1
     * @param free the event that gives it back, or -1
     */
    record Shown(ExecutionGraph graph, boolean complete, Position position, int use, int free) { }

    private static final Comparator<Shown> SIMPLEST = Comparator.comparing(Shown::complete).reversed().thenComparingInt(shown -> shown.graph.size())
            .thenComparing(Shown::position);

    private final WorldProgram program;
    private final ModelKind kind;
    private final Map<Property, Shown> broken = new EnumMap<>(Property.class);
    private final Map<Ending, Shown> ended = new HashMap<>();
    /** The same final states, by where they are reached first. */
    private final TreeMap<Position, Ending> first = new TreeMap<>();

    Sketches(WorldProgram program, ModelKind kind) {
        this.program = program;
        this.kind = kind;
    }

    void broken(Property property, Shown shown) {
        broken.merge(property, shown, (before, now) -> SIMPLEST.compare(now, before) < 0 ? now : before);
    }

    void ended(Ending ending, Shown shown) {
        Shown before = ended.get(ending);
        if (before != null && before.position.compareTo(shown.position) <= 0) {
            return;
        }
        if (before != null) {
            first.remove(before.position);
        }
        ended.put(ending, shown);
        first.put(shown.position, ending);
        if (first.size() > MOST) {
            ended.remove(first.pollLastEntry().getValue());
        }
    }

    /** Adds what another worker keeps. */
    void merge(Sketches other) {
        other.broken.forEach(this::broken);
        other.ended.forEach(this::ended);
    }

    /** One that breaks the property; null if there is none. */
    public Sketch of(Property property) {
        Shown shown = broken.get(property);
        return shown == null ? null : new Sketcher(program, kind, shown.graph).sketch(shown.use, shown.free);
    }

    /** One that ends in one of those states; null if none was kept. */
    public Sketch of(Set<Ending> endings) {
        return endings.stream().map(ended::get).filter(Objects::nonNull).min(SIMPLEST).map(shown -> new Sketcher(program, kind, shown.graph).sketch(-1, -1))
                .orElse(null);
    }
}
