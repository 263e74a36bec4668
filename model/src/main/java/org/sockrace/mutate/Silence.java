package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.machine.Order;

/**
 * Whether two worlds differ in silent operations only: what no thread can ever hear of. These are stores to a cell of which nothing that is read decides
 * anything; reads of which nothing depends; the taking of a lock that one thread only ever takes; read-side sections where nobody waits for readers; and grace
 * periods where nobody reads; and, where somebody argues, stores after which nobody reads the cell before it is written again. With them left out, both worlds
 * must be the same, thread by thread, and each thread a reader where it was one.
 *
 * <p>Worlds may hold only what threads did, see {@link Taken}, or all that they could do.
 *
 * <p>A silent operation can still break a rule: race, touch freed memory, block for ever. So this is an argument only for worlds that were searched to the end
 * and broke the same. Which cells are silent is the largest set that holds: a cell of which all that is read only decides what is stored to silent ones is
 * silent. Automata have no cycles, and so one pass, from the ends, tells which nodes have the same future.
 */
final class Silence {

    private final World[] worlds;
    private final boolean argued;
    private final Set<String> heard = new HashSet<>();
    private final boolean[] waits = new boolean[2];
    private final Map<String, Set<String>> lockers = new HashMap<>();
    private final Map<Integer, Set<String>> readers = new HashMap<>();
    private final Map<String, Set<String>> observers = new HashMap<>();
    private final Map<Automaton, List<BitSet>> observedLater = new IdentityHashMap<>();
    private Map<String, Integer> classes = new HashMap<>();

    private Silence(World right, World wrong, boolean argued) {
        worlds = new World[] {right, wrong};
        this.argued = argued;
        for (World world : worlds) {
            for (Automaton automaton : world.automata()) {
                automaton.nodes().forEach(node -> gather(automaton, node));
            }
        }
    }

    /**
     * Whether the two are the same but for silent operations.
     *
     * @param argued whether somebody says why; else it must not come from there being nobody else by chance: no lock is silent but in memory that others cannot
     *     reach, no section and no grace period
     */
    static boolean same(World right, World wrong, boolean argued) {
        return right.automata().size() == wrong.automata().size() && new Silence(right, wrong, argued).same();
    }

    // ---- what others could hear ------------------------------------------------------------------------------------------------

    private void gather(Automaton automaton, Node node) {
        Operation op = node.op();
        Set<String> who = threads(automaton);
        if (op.kind() == OpKind.LOCK || op.kind() == OpKind.TRYLOCK) {
            lockers.computeIfAbsent(name(op.cell()), c -> new HashSet<>()).addAll(who);
        }
        if (op.kind() == OpKind.SYNC_BEGIN || op.kind() == OpKind.SYNC_END) {
            waits[op.a()] = true;
        } else if (op.kind() == OpKind.FREE_RCU) {
            waits[OpKind.RCU] = true;
        } else if (op.kind() == OpKind.WAIT) {
            op.cells().forEach(cell -> heard.add(name(cell)));
        }
        observed(op).forEach(cell -> observers.computeIfAbsent(name(cell), c -> new HashSet<>()).addAll(who));
        if (node.reader()) {
            readers.computeIfAbsent(OpKind.RCU, f -> new HashSet<>()).addAll(who);
        }
        if (node.schedReader()) {
            readers.computeIfAbsent(OpKind.SCHED, f -> new HashSet<>()).addAll(who);
        }
    }

    /** Threads of one role are told apart, up to two. */
    private static Set<String> threads(Automaton automaton) {
        String role = automaton.role().name();
        return automaton.role().copies() == 1 ? Set.of(role) : Set.of(role + ".0", role + ".1");
    }

    private static Stream<Cell> observed(Operation op) {
        return op.condition() != null || op.kind().observes() ? op.cells() : Stream.empty();
    }

    /** Whether the thread alone ever reads the cell, and not after this before it writes it again. */
    private boolean dead(Automaton automaton, int n) {
        Cell cell = automaton.nodes().get(n).op().cell();
        return argued && automaton.role().copies() == 1 && threads(automaton).containsAll(observers.getOrDefault(name(cell), Set.of()))
                && !observedLater.computeIfAbsent(automaton, Silence::later).get(n).get(cell.id);
    }

    /** The cells that a thread reads after each node, and does not write before, by number. */
    private static List<BitSet> later(Automaton automaton) {
        List<BitSet> later = new ArrayList<>();
        for (Node node : automaton.nodes()) {
            BitSet cells = new BitSet();
            for (Edge edge : node.edges()) {
                Operation op = automaton.nodes().get(edge.target()).op();
                BitSet then = (BitSet) later.get(edge.target()).clone();
                if (op.kind() == OpKind.STORE) {
                    then.clear(op.cell().id);
                }
                observed(op).forEach(cell -> then.set(cell.id));
                cells.or(then);
            }
            later.add(cells);
        }
        return later;
    }

    private boolean silent(World world, Automaton automaton, int n, List<Integer> next) {
        Node node = automaton.nodes().get(n);
        Operation op = node.op();
        boolean alike = node.broken() == null && node.end() == null && !next.isEmpty() && next.stream().distinct().count() == 1;
        return alike && switch (op.kind()) {
            case LOAD, LOAD_IS, FENCE -> true;
            case STORE -> !heard.contains(name(op.cell())) || dead(automaton, n);
            case XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE -> !heard.contains(name(op.cell()));
            case LOCK, UNLOCK -> (argued || world.sharing().isPrivate(op.cell().region, op.cell().region.owner))
                    && lockers.getOrDefault(name(op.cell()), Set.of()).size() <= 1 && !heard.contains(name(op.cell())) && rests(automaton, node);
            case RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON -> argued && !waits[OpKind.RCU] && !waits[OpKind.SCHED];
            case SYNC_BEGIN, SYNC_END -> argued && automaton.role().copies() == 1 && threads(automaton).containsAll(readers.getOrDefault(op.a(), Set.of()))
                    && rests(automaton, node);
            case TRYLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, CHOICE, SCHEDULE, FRONTIER, VIOLATION, DONE -> false;
        };
    }

    /** Whether no grace period could end because the thread sleeps here: none waits, or the thread reads as little where it goes on. */
    private boolean rests(Automaton automaton, Node node) {
        return !waits[OpKind.RCU] && !waits[OpKind.SCHED] || !node.op().sleeps() || node.edges().stream().map(edge -> automaton.nodes().get(edge.target()))
                .allMatch(after -> after.reader() == node.reader() && after.schedReader() == node.schedReader());
    }

    // ---- comparing -------------------------------------------------------------------------------------------------------------

    private boolean same() {
        List<List<Integer>> starts;
        int before;
        do {
            before = heard.size();
            classes = new HashMap<>();
            starts = new ArrayList<>();
            for (World world : worlds) {
                starts.add(world.automata().stream().map(automaton -> start(world, automaton)).toList());
            }
        } while (heard.size() > before);
        return starts.get(0).equals(starts.get(1)) && beginning(worlds[0]).equals(beginning(worlds[1]));
    }

    /** The class of what a thread does from its beginning. */
    private int start(World world, Automaton automaton) {
        int[] of = new int[automaton.nodes().size()];
        for (int n = 0; n < of.length; n++) {
            of[n] = node(world, automaton, n, of);
        }
        return number("start " + automaton.role() + " " + noted(automaton.startNotes(), of[automaton.start()]));
    }

    private int node(World world, Automaton automaton, int n, int[] of) {
        Node node = automaton.nodes().get(n);
        List<Integer> next = node.edges().stream().map(edge -> noted(edge.notes(), of[edge.target()])).toList();
        if (silent(world, automaton, n, next)) {
            return next.get(0);
        }
        Operation op = node.op();
        if (op.kind().observes() && op.cell() != null && next.stream().distinct().count() > 1) {
            heard.add(name(op.cell()));
        }
        StringBuilder text = new StringBuilder().append(op.kind()).append('\t').append(op.cell() == null ? "" : name(op.cell())).append('\t')
                .append(EndText.value(world, op.cell(), op.a())).append('\t').append(EndText.value(world, op.cell(), op.b())).append('\t')
                .append(op.order() == Order.PLAIN ? Order.ONCE : op.order()).append('\t').append(op.region()).append('\t').append(op.condition())
                .append('\t').append(op.text()).append('\t').append(node.broken())
                .append(waits[OpKind.RCU] && node.reader()).append(waits[OpKind.SCHED] && node.schedReader());
        for (int e = 0; e < next.size(); e++) {
            Edge edge = node.edges().get(e);
            text.append('\t').append(op.kind().is(OpKind.Trait.OBSERVES_VALUE) ? EndText.value(world, op.cell(), edge.observed()) : edge.observed())
                    .append('>').append(next.get(e));
        }
        if (node.end() != null) {
            text.append('\t').append(EndText.counted(node.end()));
        }
        return number(text.toString());
    }

    /** The class of what follows with what is said before: what is only for coverage or for the books, which the end has, is nothing. */
    private int noted(List<Note> notes, int target) {
        int found = target;
        for (int i = notes.size() - 1; i >= 0; i--) {
            Note note = notes.get(i);
            if (note instanceof Note.Breach breach) {
                found = number("breach\t" + breach.property() + "\t" + breach.message() + "\t" + found);
            } else if (!(note instanceof Note.Test || note instanceof Note.Label || note instanceof Note.Own)) {
                found = number(note + "\t" + found);
            }
        }
        return found;
    }

    private int number(String text) {
        return classes.computeIfAbsent(text, t -> classes.size());
    }

    /** What was there before the threads begin, of the cells that can be heard of. */
    private List<String> beginning(World world) {
        List<String> found = new ArrayList<>(EndText.sorted(world.initialBooks()));
        found.add(new TreeMap<>(world.initialLedger()).toString());
        world.cells().stream().filter(cell -> heard.contains(name(cell)))
                .map(cell -> name(cell) + "=" + EndText.value(world, cell, world.initial(cell))).sorted().forEach(found::add);
        world.memories().stream().filter(memory -> world.freedAtStart().get(memory.id)).map(memory -> "freed " + memory).sorted().forEach(found::add);
        return found;
    }

    private static String name(Cell cell) {
        return cell.qualifiedName();
    }
}
