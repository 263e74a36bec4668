package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;

/**
 * All threads of a scenario as automata over shared cells.
 *
 * <p>The automata are built before any search. Which values a cell may hold, who may write it, and which memory others can reach is not known at first:
 * all automata are built again until nothing new is learned. The result covers every observation that is possible, and some that are not; those are
 * simply never reached.
 */
public final class World {

    final SimulatedMachine machine;
    private final List<ThreadProgram> programs;
    private List<Automaton> automata = List.of();
    private boolean learned;
    private int unrolling = 1;
    private int passes;

    /** Builds the automata of these programs on a machine whose set-up is done. */
    public World(SimulatedMachine machine, List<ThreadProgram> programs) {
        this.machine = machine;
        this.programs = List.copyOf(programs);
        if (programs.size() > 60) {
            throw new ModelTooLargeException("more than 60 threads");
        }
        for (Cell cell : machine.cells) {
            if (cell instanceof ValueCell value) {
                value.mayHold(value.initial);
            } else if (cell instanceof SimAtomic counter) {
                counter.max = counter.initial;
            }
        }
        build();
    }

    /** Follows loops further than before, because a search has reached a place where a history was cut off. */
    public void unrollFurther() {
        unrolling++;
        build();
    }

    /** How often a history may pass the same operation on the same cell at the same place. */
    public int unrolling() {
        return unrolling;
    }

    private void build() {
        do {
            learned = false;
            passes++;
            List<Automaton> built = new ArrayList<>();
            for (int role = 0; role < programs.size(); role++) {
                built.add(new RoleBuilder(this, programs.get(role), role).build());
            }
            automata = List.copyOf(built);
            learnMaxima();
        } while (learned);
        machine.interpreter = machine.direct;
    }

    // ---- what is learned while building ------------------------------------------------------------------------------

    private int copies(int role) {
        return programs.get(role).copies();
    }

    /** Whether threads of this role know the cell's value from their own history. */
    public boolean determined(Cell cell, int role) {
        if (cell.region.privateTo(role)) {
            return true;
        }
        long others = copies(role) == 1 ? cell.writers & ~(1L << role) : cell.writers;
        return others == 0;
    }

    void access(Cell cell, int role, OpKind kind, Order order) {
        escapeFrom(cell.region, role);
        long bit = 1L << role;
        if ((cell.accessors & bit) == 0) {
            cell.accessors |= bit;
            learned = true;
        }
        if (kind.writes() && (cell.writers & bit) == 0) {
            cell.writers |= bit;
            learned = true;
        }
        cell.plain |= order == Order.PLAIN;
    }

    void await(Cell cell, int role) {
        access(cell, role, OpKind.LOAD, null);
        learned |= !cell.awaited;
        cell.awaited = true;
    }

    private void escapeFrom(SimRegion region, int role) {
        if (region.owner >= 0 && region.owner != role && !region.escaped) {
            escape(region);
        }
    }

    private void escape(SimRegion region) {
        region.escaped = true;
        learned = true;
        if (copies(region.owner) > 1) {
            throw new SplitException(region.owner, programs.get(region.owner).name());
        }
    }

    void mayHold(ValueCell cell, int value) {
        learned |= cell.mayHold(value);
    }

    /** A pointer to that object is stored where others may read it. */
    void publish(int object, int role) {
        SimRegion region = object == 0 ? null : machine.objects.regionOf(object);
        if (region != null && region.privateTo(role)) {
            escape(region);
        }
    }

    void free(SimRegion region, int role) {
        escapeFrom(region, role);
        if ((region.freers & 1L << role) == 0) {
            region.freers |= 1L << role;
            learned = true;
        }
    }

    void account(SimAtomic counter) {
        learned |= !counter.accounted;
        counter.accounted = true;
    }

    private void learnMaxima() {
        Map<SimAtomic, Integer> most = new HashMap<>();
        for (int role = 0; role < automata.size(); role++) {
            int n = copies(role);
            Increments.most(automata.get(role)).forEach((counter, raised) -> most.merge(counter, n * raised, Integer::sum));
        }
        most.forEach((counter, raised) -> {
            if (counter.initial + raised > counter.max) {
                counter.max = counter.initial + raised;
                learned = true;
            }
        });
    }

    // ---- what engines read -------------------------------------------------------------------------------------------

    /** One automaton for each role. */
    public List<Automaton> automata() {
        return automata;
    }

    /** How often the automata were built until nothing new was learned. */
    public int passes() {
        return passes;
    }

    /** What the set-up took minus what it gave back, by kind. */
    public Map<String, Integer> initialLedger() {
        return machine.ledger();
    }

    /** All regions, by id. */
    public List<SimRegion> regions() {
        return machine.regions;
    }

    /** All cells, by id. */
    public List<Cell> cells() {
        return machine.cells;
    }

    /** The memory that the object of that number, as pointer cells hold it, lies in; null for NULL and for what is no object. */
    public SimRegion regionOf(int object) {
        return object == 0 ? null : machine.objects.regionOf(object);
    }

    /** Whether only threads of that role can reach the region. */
    public boolean isPrivate(SimRegion region, int role) {
        return region.privateTo(role);
    }

    /** Whether no thread but one of that role, of which there is one, accesses the cell, and nobody waits for it. */
    public boolean alone(Cell cell, int role) {
        return cell.region.privateTo(role) || copies(role) == 1 && (cell.accessors & ~(1L << role)) == 0 && !cell.awaited;
    }

    /** Whether other threads than one of that role may write the cell, or the role may and has several threads. */
    public boolean contended(Cell cell) {
        long w = cell.writers;
        return w != 0 && (Long.bitCount(cell.accessors) > 1 || copies(Long.numberOfTrailingZeros(cell.accessors)) > 1);
    }

    /** Whether no thread ever writes the cell, so that its value never changes. */
    public boolean untouched(Cell cell) {
        return cell.writers == 0;
    }

    /** The values that a cell may hold, in the order of their representation; null for counters and locks, which represent themselves. */
    public int[] domain(Cell cell) {
        return cell instanceof ValueCell v ? v.domain() : null;
    }

    /** The largest value of a counter or lock. */
    public int largest(Cell cell) {
        return cell instanceof SimAtomic a ? a.max : 1;
    }

    /** Whether the cell is accessed without marking somewhere. */
    public boolean plain(Cell cell) {
        return cell.plain;
    }

    /** Whether the region is freed before the threads start. */
    public boolean freedAtStart(SimRegion region) {
        return region.freedAtStart;
    }

    /** The name of an object that pointers can hold. */
    public String objectName(int number) {
        return Objects.toString(machine.objects.<Object>get(number));
    }

    /** Whether freeing the region is unloading a module. */
    public boolean isModule(SimRegion region) {
        return region.kind() == Region.Kind.MODULE;
    }
}
