package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Condition;

/**
 * One execution, told by somebody else: the threads' code itself runs from the beginning at each step, on a memory of its own whose operations are written here
 * once more. What a counterexample shows is compared with it.
 */
public final class Retelling {

    /**
     * A step as it was.
     *
     * @param thread the thread
     * @param op the operation
     * @param at where it stands
     * @param before what its cell held before, as users read it, or null
     * @param after what it held afterwards
     * @param old the number that it held before
     * @param observed what the thread observed
     * @param notes what the code said before its next operation
     */
    public record Told(int thread, Operation op, Frame.Stack at, String before, String after, int old, int observed, List<Note> notes) { }

    private record Place(int thread, Cell cell) { }

    private record Copy(int thread, Memory memory) { }

    private final SimulatedMachine machine;
    private final List<ThreadProgram> programs;
    private final List<Integer> roles = new ArrayList<>();
    private final List<OracleThread.Point> points = new ArrayList<>();
    private final List<Frame.Stack> positions = new ArrayList<>();
    private final Map<Place, Integer> values = new HashMap<>();
    /** Memory that was given back, with the readers that must leave before it is gone. */
    private final Map<Copy, Set<Integer>> freed = new HashMap<>();
    /** Whom the grace period of each thread waits for. */
    private final Map<Integer, Set<Integer>> waits = new HashMap<>();
    private final Map<Integer, Integer> flavours = new HashMap<>();
    private final List<Told> told = new ArrayList<>();
    private boolean over;

    /** All threads at their beginning. */
    public Retelling(SimulatedMachine machine, List<ThreadProgram> programs) {
        this.machine = machine;
        this.programs = programs;
        for (int r = 0; r < programs.size(); r++) {
            for (int c = 0; c < programs.get(r).copies(); c++) {
                roles.add(r);
                points.add(null);
                positions.add(null);
            }
        }
        for (int t = 0; t < roles.size(); t++) {
            arrive(t, List.of());
        }
        for (Memory region : machine.regions) {
            if (machine.freedAtStart(region)) {
                freed.put(new Copy(-1, region), new HashSet<>());
            }
        }
    }

    /** The steps so far. */
    public List<Told> told() {
        return told;
    }

    /** The threads that have a next step. */
    public List<Integer> movable() {
        List<Integer> movable = new ArrayList<>();
        for (int t = 0; t < roles.size() && !over; t++) {
            if (points.get(t).results == null && !blocked(t, points.get(t).stand.op())) {
                movable.add(t);
            }
        }
        return movable;
    }

    /** How many results the thread's next operation can have by choice; 1 if it is none. */
    public int choices(int thread) {
        Operation op = points.get(thread).stand.op();
        return op.kind() == OpKind.CHOICE ? op.a() : 1;
    }

    /** What a cell of that name holds at the beginning, as users read it; null if there is none that all share. */
    public String initial(String name) {
        return machine.cells.stream().filter(c -> !own(c.region) && c.qualifiedName().equals(name)).findFirst()
                .map(c -> c.show(machine.initial(c))).orElse(null);
    }

    private boolean own(Memory memory) {
        return memory.owner >= 0 && programs.get(memory.owner).copies() > 1;
    }

    private int whose(int thread, Memory memory) {
        return own(memory) ? thread : -1;
    }

    private int get(int thread, Cell cell) {
        return values.computeIfAbsent(new Place(whose(thread, cell.region), cell), p -> machine.initial(cell));
    }

    private boolean gone(int thread, Memory memory) {
        Set<Integer> readers = freed.get(new Copy(whose(thread, memory), memory));
        return readers != null && readers.isEmpty();
    }

    // ---- a step ------------------------------------------------------------------------------------------------------------

    private boolean blocked(int thread, Operation op) {
        if (points.get(thread).fatal != null || op.touches() != null && gone(thread, op.touches())) {
            return false;
        }
        if (op.kind() == OpKind.LOCK) {
            return get(thread, op.cell()) != 0;
        }
        if (op.kind() == OpKind.SYNC_END) {
            return op.b() == 1 && !waits.get(thread).isEmpty();
        }
        return op.kind() == OpKind.WAIT && op.condition().terms().stream().noneMatch(t -> holds(thread, t));
    }

    private boolean holds(int thread, Condition.Term term) {
        return (get(thread, (Cell) term.cell()) == term.value()) == term.equal();
    }

    /** The thread takes its next step; {@code choice} is what comes out if that is a choice. */
    public void step(int thread, int choice) {
        OracleThread.Point point = points.get(thread);
        Operation op = point.stand.op();
        Frame.Stack at = positions.get(thread);
        boolean wrong = point.fatal != null || op.touches() != null && (gone(thread, op.touches())
                || op.kind().frees() && freed.containsKey(new Copy(whose(thread, op.touches()), op.touches())));
        if (wrong) {
            over = true;
            told.add(new Told(thread, op, at, null, null, 0, 0, List.of()));
            return;
        }
        int old = op.cell() == null ? 0 : get(thread, op.cell());
        int observed = op.kind() == OpKind.CHOICE ? choice : perform(thread, op, old);
        String before = op.cell() == null ? null : op.cell().show(old);
        String after = op.cell() == null ? null : op.cell().show(get(thread, op.cell()));
        List<Integer> longer = new ArrayList<>(point.history);
        longer.add(observed);
        arrive(thread, longer);
        told.add(new Told(thread, op, at, before, after, old, observed, List.copyOf(points.get(thread).notes)));
    }

    private void arrive(int thread, List<Integer> history) {
        OracleThread.Point point = new OracleThread.Point(history);
        new OracleThread(machine, programs.get(roles.get(thread)), roles.get(thread), point) {
            @Override
            public int perform(Operation op) {
                if (noting()) {
                    positions.set(thread, here());
                }
                return super.perform(op);
            }

            @Override
            public Frame.Stack here() {
                return machine.positions.here();
            }
        }.run();
        points.set(thread, point);
        if (!point.stand.reader()) {
            freed.values().forEach(readers -> readers.remove(thread));
        }
        waits.forEach((waiter, readers) -> {
            if (!point.stand.reads(flavours.get(waiter))) {
                readers.remove(thread);
            }
        });
    }

    private void set(int thread, Cell cell, int value) {
        values.put(new Place(whose(thread, cell.region), cell), value);
    }

    private int perform(int thread, Operation op, int old) {
        Cell cell = op.cell();
        switch (op.kind()) {
            case STORE, ATOMIC_SET, XCHG -> set(thread, cell, op.a());
            case CMPXCHG -> set(thread, cell, old == op.a() ? op.b() : old);
            case ADD, ADD_RETURN -> set(thread, cell, old + op.a());
            case DEC_AND_TEST -> set(thread, cell, old - 1);
            case INC_NOT_ZERO -> set(thread, cell, old == 0 ? 0 : old + 1);
            case ADD_UNLESS -> set(thread, cell, old == op.b() ? old : old + op.a());
            case DEC_IF_POSITIVE -> set(thread, cell, old > 0 ? old - 1 : old);
            case LOCK, TRYLOCK -> set(thread, cell, 1);
            case UNLOCK -> set(thread, cell, 0);
            case ALLOC -> {
                freed.remove(new Copy(whose(thread, op.region()), op.region()));
                op.region().cells().forEach(c -> set(thread, c, c.constructed));
            }
            case FREE -> freed.put(new Copy(whose(thread, op.region()), op.region()), new HashSet<>());
            case FREE_RCU -> freed.put(new Copy(whose(thread, op.region()), op.region()), readers(OpKind.RCU, -1));
            case SYNC_BEGIN -> {
                flavours.put(thread, op.a());
                waits.put(thread, readers(op.a(), thread));
            }
            default -> { }
        }
        return switch (op.kind()) {
            case LOAD, XCHG, CMPXCHG -> old;
            case LOAD_IS -> old == op.a() ? 1 : 0;
            case ADD_RETURN -> old + op.a();
            case DEC_AND_TEST -> old == 1 ? 1 : 0;
            case INC_NOT_ZERO -> old == 0 ? 0 : 1;
            case ADD_UNLESS -> old == op.b() ? 0 : 1;
            case DEC_IF_POSITIVE -> old > 0 ? 0 : -1;
            case TRYLOCK -> old == 0 ? 1 : 0;
            default -> 0;
        };
    }

    private Set<Integer> readers(int flavour, int except) {
        Set<Integer> readers = new HashSet<>();
        for (int t = 0; t < points.size(); t++) {
            if (t != except && points.get(t).stand.reads(flavour)) {
                readers.add(t);
            }
        }
        return readers;
    }
}
