package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Sharing;

/**
 * What is learned about memory while code is run: which values a cell may hold, who may write it, which memory others can reach. It only ever grows, until it
 * no longer changes. Who was told something that is not so any more is {@link #misled}, and runs again; what the others did, they would do again.
 */
final class Knowledge {

    /** The facts about one cell. */
    private static final class Facts {
        long accessors;
        long writers;
        boolean awaited;
        /** Whether references it counts are noted with own and disown. */
        boolean accounted;
        /** The roles that take the lock in a soft interrupt. */
        long softirqs;
        /** The largest value of a counter so far. */
        int most;
        int[] values = new int[2];
        int size;
        /** The roles that asked whether others write the cell, which values it may hold, or what rules there are for it. */
        long askedWriters;
        long askedValues;
        long askedRules;
    }

    private final SimulatedMachine machine;
    private final List<Facts> facts = new ArrayList<>();
    private final BitSet escaped = new BitSet();
    private long[] freers = new long[0];
    private List<ThreadProgram> programs = List.of();
    private boolean learned;
    /** The roles that were told something that is not so any more. */
    private long misled;

    Knowledge(SimulatedMachine machine) {
        this.machine = machine;
    }

    /** The set-up is done: what it left is what cells may hold, and these threads will run. */
    void begin(List<ThreadProgram> threads) {
        programs = threads;
        for (Cell cell : machine.cells) {
            int initial = machine.initial(cell);
            if (valued(cell)) {
                mayHold(cell, initial);
            } else {
                of(cell).most = Math.max(of(cell).most, initial);
            }
        }
    }

    /** Whether something was learned since this was asked before. */
    boolean news() {
        boolean news = learned;
        learned = false;
        return news;
    }

    /** The code of the role is run from its beginning, all that it can do. */
    void begin(int role) {
        misled &= ~bit(role);
    }

    /** Whether the role, since it began, was told something that is not so any more. */
    boolean misled(int role) {
        return (misled & bit(role)) != 0;
    }

    private static long bit(int role) {
        return 1L << role;
    }

    /** Something is not as these roles were told. */
    private void learn(long told) {
        learned = true;
        misled |= told;
    }

    private Facts of(Cell cell) {
        while (facts.size() <= cell.id) {
            Cell next = machine.cells.get(facts.size());
            Facts fresh = new Facts();
            fresh.most = next.constructed;
            fresh.values[0] = next.constructed;
            fresh.size = 1;
            facts.add(fresh);
        }
        return facts.get(cell.id);
    }

    private static boolean valued(Cell cell) {
        return cell.type == Cell.Type.WORD || cell.type == Cell.Type.POINTER;
    }

    // ---- learning ------------------------------------------------------------------------------------------------------

    void access(Cell cell, int role, OpKind kind) {
        escapeFrom(cell.region, role);
        Facts f = of(cell);
        learned |= (f.accessors & bit(role)) == 0;
        f.accessors |= bit(role);
        if (kind.writes() && (f.writers & bit(role)) == 0) {
            write(f, role);
        }
    }

    /** Who writes the cell alone, or would have, does not any more. */
    private void write(Facts f, int role) {
        long alone = f.writers == 0 ? -1 : Long.bitCount(f.writers) == 1 ? f.writers : 0;
        f.writers |= bit(role);
        learn(f.askedWriters & alone & (programs.get(role).copies() == 1 ? ~bit(role) : -1));
    }

    void await(Cell cell, int role) {
        access(cell, role, OpKind.LOAD);
        learned |= !of(cell).awaited;
        of(cell).awaited = true;
    }

    private void escapeFrom(Memory region, int role) {
        if (region.owner >= 0 && region.owner != role && !escaped.get(region.id)) {
            escape(region);
        }
    }

    private void escape(Memory region) {
        escaped.set(region.id);
        learn(bit(region.owner));
        if (programs.get(region.owner).copies() > 1) {
            throw new SplitException(region.owner, programs.get(region.owner).name());
        }
    }

    void mayHold(Cell cell, int value) {
        Facts f = of(cell);
        for (int i = 0; i < f.size; i++) {
            if (f.values[i] == value) {
                return;
            }
        }
        if (f.size == f.values.length) {
            f.values = Arrays.copyOf(f.values, 2 * f.size);
        }
        f.values[f.size++] = value;
        learn(f.askedValues);
    }

    /** A pointer to that object is stored where others may read it. */
    void publish(int object, int role) {
        Memory region = machine.objects.regionOf(object);
        if (region != null && isPrivate(region, role)) {
            escape(region);
        }
    }

    void free(Memory region, int role) {
        escapeFrom(region, role);
        if (freers.length <= region.id) {
            freers = Arrays.copyOf(freers, machine.regions.size());
        }
        learned |= (freers[region.id] & bit(role)) == 0;
        freers[region.id] |= bit(role);
    }

    void account(Cell counter) {
        Facts f = of(counter);
        if (!f.accounted) {
            f.accounted = true;
            learn(f.askedRules);
        }
    }

    void takenInSoftirq(Cell lock, int role) {
        Facts f = of(lock);
        if ((f.softirqs & bit(role)) == 0) {
            f.softirqs |= bit(role);
            learn(f.askedRules & ~bit(role));
        }
    }

    /** The most that each counter can count, from the increments that all threads could do. */
    void learnMaxima(List<Automaton> automata) {
        Map<Cell, Integer> most = new HashMap<>();
        for (int role = 0; role < automata.size(); role++) {
            int n = programs.get(role).copies();
            Increments.most(automata.get(role)).forEach((counter, raised) -> most.merge(counter, n * raised, Integer::sum));
        }
        most.forEach((counter, raised) -> {
            Facts f = of(counter);
            int value = Math.max(machine.initial(counter), counter.constructed) + raised;
            if (value > f.most) {
                f.most = value;
                learn(f.askedValues);
            }
        });
    }

    // ---- asking --------------------------------------------------------------------------------------------------------

    boolean isPrivate(Memory region, int role) {
        return region.owner == role && region.owner >= 0 && !escaped.get(region.id);
    }

    /** Whether threads of this role know the cell's value from their own history. */
    boolean determined(Cell cell, int role) {
        Facts f = of(cell);
        f.askedWriters |= bit(role);
        long others = programs.get(role).copies() == 1 ? f.writers & ~bit(role) : f.writers;
        return others == 0 || isPrivate(cell.region, role);
    }

    /** The values that a cell may hold, for a thread of that role. */
    int[] domain(Cell cell, int role) {
        of(cell).askedValues |= bit(role);
        return domain(cell);
    }

    private int[] domain(Cell cell) {
        return Arrays.copyOf(of(cell).values, of(cell).size);
    }

    /** The most that a counter may hold, for a thread of that role. */
    int most(Cell counter, int role) {
        of(counter).askedValues |= bit(role);
        return of(counter).most;
    }

    /** Whether references that it counts are noted, for a thread of that role. */
    boolean accounted(Cell counter, int role) {
        of(counter).askedRules |= bit(role);
        return accounted(counter);
    }

    /** Whether references that it counts are noted. */
    boolean accounted(Cell counter) {
        return of(counter).accounted;
    }

    /** Whether threads of other roles take the lock in a soft interrupt. */
    boolean softirqsTake(Cell lock, int role) {
        of(lock).askedRules |= bit(role);
        return (of(lock).softirqs & ~bit(role)) != 0;
    }

    Sharing sharing() {
        Sharing.OfCell[] all = new Sharing.OfCell[machine.cells.size()];
        for (Cell cell : machine.cells) {
            Facts f = of(cell);
            Sharing.OfCell shared = new Sharing.OfCell();
            shared.accessors = f.accessors;
            shared.writers = f.writers;
            shared.awaited = f.awaited;
            shared.domain = valued(cell) ? domain(cell) : null;
            shared.largest = cell.type == Cell.Type.COUNTER ? f.most : 1;
            all[cell.id] = shared;
        }
        return new Sharing(programs.stream().mapToInt(ThreadProgram::copies).toArray(), all, (BitSet) escaped.clone(),
                Arrays.copyOf(freers, machine.regions.size()), machine.freedAtStart(), List.copyOf(machine.cells));
    }
}
