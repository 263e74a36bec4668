package org.sockrace.search;

import java.util.HashMap;
import java.util.Map;
import org.sockrace.machine.simulated.Cell;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.Note;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.Operation;
import org.sockrace.machine.simulated.SimRegion;
import org.sockrace.machine.simulated.World;

/** Numbers what operations can conflict about, and says what each operation reads and writes of it. */
final class Footprints {

    private static final int MOST = 63;
    private static final String READERS = "readers";
    private static final String SCHED_READERS = "readers with preemption disabled";
    private static final String INSIDE = "who is inside a module";
    private static final String WITHDRAWN = "withdrawn families";
    private final World world;
    private final Layout layout;
    private final Map<Object, Integer> numbers = new HashMap<>();

    Footprints(World world, Layout layout) {
        this.world = world;
        this.layout = layout;
        for (String name : new String[] {READERS, SCHED_READERS, INSIDE, WITHDRAWN}) {
            numbers.put(name, numbers.size());
        }
        layout.cells.keySet().forEach(cell -> numbers.put(cell, numbers.size()));
        layout.freed.keySet().forEach(region -> numbers.put(region, numbers.size()));
    }

    /** Whether there are few enough objects for this to work. */
    boolean possible() {
        return numbers.size() <= MOST;
    }

    /** The object as a set of one; empty if nobody can conflict about it. */
    long object(Object object) {
        Integer number = numbers.get(object);
        return number == null ? 0 : 1L << number;
    }

    /** What the operation at a node reads and writes, with everything that happens on the way to the next one. */
    Footprint of(int role, Node node) {
        Operation op = node.op();
        Footprint all = cell(role, op).and(memory(role, op)).and(readers(op));
        for (Edge edge : node.edges()) {
            Node to = world.automata().get(role).nodes().get(edge.target());
            long changed = (node.reader() != to.reader() ? object(READERS) : 0)
                    | (node.schedReader() != to.schedReader() ? object(SCHED_READERS) : 0)
                    | (node.inside().equals(to.inside()) ? 0 : object(INSIDE));
            all = all.and(new Footprint(0, changed)).and(notes(edge));
        }
        return all;
    }

    private Footprint notes(Edge edge) {
        Footprint all = Footprint.NOTHING;
        for (Note note : edge.notes()) {
            if (note instanceof Note.Unloaded) {
                all = all.and(new Footprint(object(INSIDE), 0));
            } else if (note instanceof Note.Registered) {
                all = all.and(new Footprint(0, object(WITHDRAWN)));
            }
        }
        return all;
    }

    private Footprint cell(int role, Operation op) {
        if (op.kind() == OpKind.WAIT) {
            long terms = 0;
            for (var term : op.condition().terms()) {
                terms |= object(term.cell());
            }
            return new Footprint(terms, 0);
        }
        Cell cell = op.cell();
        if (cell == null || world.isPrivate(cell.region, role)) {
            return Footprint.NOTHING;
        }
        long object = object(cell);
        boolean lookup = op.kind() == OpKind.LOAD && !layout.withdrawn.isEmpty();
        return new Footprint(object | (lookup ? object(WITHDRAWN) : 0), op.kind().writes() ? object : 0);
    }

    private Footprint memory(int role, Operation op) {
        SimRegion region = op.cell() != null ? op.cell().region : op.region();
        if (region == null || world.isPrivate(region, role)) {
            return Footprint.NOTHING;
        }
        boolean later = layout.rows.contains(new Layout.Row(-1, OpKind.RCU, region));
        return new Footprint(object(region) | (later ? object(READERS) : 0), op.kind().frees() ? object(region) : 0);
    }

    private Footprint readers(Operation op) {
        return switch (op.kind()) {
            case SYNC_BEGIN, SYNC_END -> new Footprint(object(op.a() == OpKind.RCU ? READERS : SCHED_READERS), 0);
            case FREE_RCU -> new Footprint(object(READERS), 0);
            default -> Footprint.NOTHING;
        };
    }
}
