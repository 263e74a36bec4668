package org.sockrace.reduce;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.machine.Condition;

/** Numbers what operations can conflict about, and says what each operation reads and writes of it. */
final class Footprints {

    private static final String READERS = "readers";
    private static final String SCHED_READERS = "readers with preemption disabled";
    private static final String INSIDE = "who is inside module ";
    private static final String WITHDRAWN = "withdrawn families";
    private final World world;
    private final Observed observed;
    private final Counters counters;
    private final Map<Object, Integer> numbers = new HashMap<>();
    /** Memory that some thread gives back after a grace period, so that who is reading decides when it is gone. */
    private final Set<Memory> freedLater = new HashSet<>();

    Footprints(World world, Observed observed, Counters counters) {
        this.world = world;
        this.counters = counters;
        this.observed = observed;
        for (Automaton automaton : world.automata()) {
            for (Node node : automaton.nodes()) {
                if (node.op().kind() == OpKind.FREE_RCU) {
                    freedLater.add(node.op().region());
                }
            }
        }
    }

    private int number(Object object) {
        return numbers.computeIfAbsent(object, o -> numbers.size());
    }

    /** The number of a cell that threads of that role share with others; -1 if they do not. */
    int object(Cell cell, int role) {
        return cell == null || world.sharing().isPrivate(cell.region, role) ? -1 : number(cell);
    }

    /** What the operation at a node reads and writes, with everything that happens on the way to the next one. */
    Footprint of(int role, Node node) {
        Operation op = node.op();
        Footprint all = cell(role, op).and(memory(role, op)).and(readers(op));
        for (Edge edge : node.edges()) {
            Node to = world.node(role, edge.target());
            all = all.and(changed(node.reader() != to.reader(), READERS)).and(changed(node.schedReader() != to.schedReader(), SCHED_READERS))
                    .and(inside(node, to)).and(notes(node, edge));
        }
        return all;
    }

    private Footprint changed(boolean is, String object) {
        return is ? Footprint.changing(number(object)) : Footprint.NOTHING;
    }

    /** Which modules the thread enters or leaves. */
    private Footprint inside(Node from, Node to) {
        Footprint all = Footprint.NOTHING;
        if (!from.inside().equals(to.inside())) {
            for (int module : from.inside()) {
                all = all.and(changed(!to.inside().contains(module), INSIDE + module));
            }
            for (int module : to.inside()) {
                all = all.and(changed(!from.inside().contains(module), INSIDE + module));
            }
        }
        return all;
    }

    private Footprint notes(Node node, Edge edge) {
        Footprint all = observed.lookup(node, edge) ? Footprint.reading(number(WITHDRAWN)) : Footprint.NOTHING;
        for (Note note : edge.notes()) {
            if (note instanceof Note.Unloaded unloaded) {
                all = all.and(Footprint.reading(number(INSIDE + unloaded.region().id)));
            } else if (note instanceof Note.Registered) {
                all = all.and(Footprint.writing(number(WITHDRAWN)));
            }
        }
        return all;
    }

    private Footprint cell(int role, Operation op) {
        Footprint all = Footprint.NOTHING;
        if (op.kind() == OpKind.WAIT) {
            for (Condition.Term term : op.condition().terms()) {
                all = all.and(Footprint.reading(object((Cell) term.cell(), role)));
            }
        } else if (op.cell() != null) {
            int object = object(op.cell(), role);
            if (object >= 0 && op.kind() == OpKind.ADD && counters.neverNegative(op.cell())) {
                return Footprint.changing(object);
            }
            all = Footprint.reading(object).and(op.kind().writes() ? Footprint.writing(object) : Footprint.NOTHING);
        }
        return all;
    }

    private Footprint memory(int role, Operation op) {
        Memory region = op.touches();
        if (region == null || world.sharing().isPrivate(region, role) || !world.sharing().mortal(region)) {
            return Footprint.NOTHING;
        }
        Footprint all = Footprint.reading(number(region)).and(op.kind().frees() ? Footprint.writing(number(region)) : Footprint.NOTHING);
        return freedLater.contains(region) ? all.and(Footprint.reading(number(READERS))) : all;
    }

    private Footprint readers(Operation op) {
        return switch (op.kind()) {
            case SYNC_BEGIN, SYNC_END -> Footprint.reading(number(op.a() == OpKind.RCU ? READERS : SCHED_READERS));
            case FREE_RCU -> Footprint.reading(number(READERS));
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, LOCK, TRYLOCK,
                    UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, CHOICE, FENCE, SCHEDULE, FRONTIER,
                    VIOLATION, DONE -> Footprint.NOTHING;
        };
    }
}
