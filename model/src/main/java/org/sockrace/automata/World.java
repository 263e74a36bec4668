package org.sockrace.automata;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * All threads of a scenario as automata over shared memory: what engines explore. Immutable; not to be changed through its collections.
 *
 * @param automata one for each role
 * @param cells all cells, by number
 * @param memories all regions, by number
 * @param initial the value of each cell before the threads start, by number
 * @param freedAtStart the regions that were freed before the threads start, by number
 * @param initialLedger what the set-up took minus what it gave back, by kind
 * @param initialBooks the same object by object, and who keeps what
 * @param objects what pointers can point to, by number: 0 is NULL
 * @param sharing who shares what: what the automata were built with
 */
public record World(List<Automaton> automata, List<Cell> cells, List<Memory> memories, int[] initial, BitSet freedAtStart,
                    Map<String, Integer> initialLedger, Map<Holding, Integer> initialBooks, List<PointedTo> objects, Sharing sharing) {

    /**
     * Something that pointers can point to.
     *
     * @param name as users read it
     * @param memory the memory that holds it alone, or null
     * @param link the cell that says what is behind it in its list; null if it is in none, ever
     */
    public record PointedTo(String name, Memory memory, Cell link) { }

    /**
     * The same with so many threads of that role. Who shares what remains true if there were at least two of them and are now, but for the largest values of
     * counters, which are then those of as many threads as before.
     */
    public World withCopies(int role, int copies) {
        List<Automaton> changed = new ArrayList<>(automata);
        Automaton old = automata.get(role);
        Role several = new Role(old.role().name(), copies, old.role().daemon(), old.role().observed());
        changed.set(role, new Automaton(several, old.nodes(), old.start(), old.startNotes(), old.histories()));
        return new World(List.copyOf(changed), cells, memories, initial, freedAtStart, initialLedger, initialBooks, objects, sharing);
    }

    /** Whether the code of a thread leads back to where it was: then executions may go on for ever. */
    public boolean goesRound() {
        return automata.stream().anyMatch(a -> !a.heads().isEmpty());
    }

    /** How many threads there are. */
    public int threads() {
        return automata.stream().mapToInt(a -> a.role().copies()).sum();
    }

    /** The role of each thread: threads of one role have neighbouring numbers. */
    public int[] roles() {
        int[] roles = new int[threads()];
        int thread = 0;
        for (int r = 0; r < automata.size(); r++) {
            for (int c = 0; c < automata.get(r).role().copies(); c++) {
                roles[thread++] = r;
            }
        }
        return roles;
    }

    /** The name of a thread; identical threads are numbered. */
    public String threadName(int thread) {
        int first = 0;
        for (Automaton automaton : automata) {
            Role role = automaton.role();
            if (thread < first + role.copies()) {
                return role.copies() == 1 ? role.name() : role.name() + "." + (thread - first);
            }
            first += role.copies();
        }
        throw new IndexOutOfBoundsException("thread " + thread);
    }

    /** Whether each of several identical threads has its own copy of that memory. */
    public boolean ownCopies(Memory memory) {
        return memory.owner >= 0 && automata.get(memory.owner).role().copies() > 1;
    }

    /** A local state. */
    public Node node(int role, int node) {
        return automata.get(role).nodes().get(node);
    }

    /** The value of a cell before the threads start. */
    public int initial(Cell cell) {
        return initial[cell.id];
    }

    /** The memory that the object of that number, as pointer cells hold it, lies in alone; null for NULL and for what has none. */
    public Memory memoryOf(int object) {
        return object == 0 ? null : objects.get(object).memory();
    }
}
