package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.machine.Condition;
import org.sockrace.weak.explore.Action;
import org.sockrace.weak.explore.Local;
import org.sockrace.weak.explore.Program;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;

/** A world as a program for the explorer. Immutable but for what it keeps to be quick; for one exploration, by any number of workers. */
final class WorldProgram implements Program {

    /** The beginnings and ends of sections of two flavours, a read, a write, and a use before a property is broken. */
    private static final int MOST_EVENTS = 8;

    /** What a thread may be in: bits of one number. */
    static final int RCU_SECTION = 1;
    /** The same, without preemption, where that is a flavour of its own. */
    static final int SCHED_SECTION = 2;

    private final World world;
    private final int[] roles;
    private final List<Inevitable> inevitable = new ArrayList<>();
    private final Map<Place, Integer> numbers = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Automaton> asleep = new ArrayList<>();
    private final BitSet written = new BitSet();
    /** By thread and node: the events that were made of it. */
    private final Event[][][] events;
    /** Those who give memory back after a grace period: the threads after those of the world. */
    private final List<Reclaim> reclaims = new ArrayList<>();
    private final List<Integer> queues = new ArrayList<>();
    /** The flavours of the grace periods. */
    private final Set<Integer> flavours = new TreeSet<>();
    private final boolean several;
    private final boolean sched;
    private final Turns turns;

    /**
     * The program.
     *
     * @param symmetry whether identical threads take turns
     * @throws NotSupportedException if the world does something that has no meaning here
     */
    WorldProgram(World world, boolean symmetry) {
        this.world = world;
        this.turns = symmetry ? new Turns(world) : Turns.NONE;
        this.roles = world.roles();
        for (Automaton automaton : world.automata()) {
            if (automaton.role().daemon() && sleepsForEver(automaton)) {
                asleep.add(automaton);
            } else {
                automaton.nodes().forEach(this::collect);
            }
            inevitable.add(new Inevitable(automaton));
        }
        // How executions end tells of these, too, if only daemons write them that sleep for ever.
        world.sharing().contested().forEach(cell -> add(cell, null, cell.region, false));
        this.several = flavours.size() > 1;
        this.sched = flavours.contains(OpKind.SCHED);
        this.events = new Event[roles.length][][];
        for (int t = 0; t < roles.length; t++) {
            events[t] = new Event[world.automata().get(roles[t]).nodes().size()][MOST_EVENTS];
        }
        for (int t = 0; t < roles.length; t++) {
            if (!asleep(t)) {
                reclaims(t);
            }
        }
    }

    private void reclaims(int thread) {
        for (Node node : world.automata().get(roles[thread]).nodes()) {
            if (defers(thread, node)) {
                Memory memory = node.op().region();
                int queue = location(memory, Place.Use.QUEUED, thread);
                if (!queues.contains(queue)) {
                    queues.add(queue);
                    reclaims.add(Reclaim.start(memory, queue, location(memory, Place.Use.FREED, thread), roles.length + reclaims.size()));
                }
            }
        }
    }

    /**
     * Whether memory is given back there after a grace period. Nobody can tell that from giving it back at once if nobody else reaches it, and the thread
     * itself is in no section.
     */
    boolean defers(int thread, Node node) {
        return node.op().kind() == OpKind.FREE_RCU && (node.reader() || !world.sharing().isPrivate(node.op().region(), roles[thread]));
    }

    /** Whether nobody ever does what the thread waits for from the beginning. */
    private boolean sleepsForEver(Automaton automaton) {
        Condition awaited = automaton.nodes().get(automaton.start()).op().condition();
        return awaited != null && awaited.terms().stream().allMatch(term -> (world.initial((Cell) term.cell()) == term.value()) != term.equal()
                && world.automata().stream().filter(other -> other != automaton)
                .noneMatch(other -> other.nodes().stream().anyMatch(n -> n.op().cell() == term.cell() && Actions.writes(n.op()))));
    }

    /** Whether the thread waits from the beginning for what nobody does. */
    boolean asleep(int thread) {
        return asleep.contains(world.automata().get(roles[thread]));
    }

    private void collect(Node node) {
        Operation op = node.op();
        if (op.kind() == OpKind.TRYLOCK) {
            throw new NotSupportedException("mutex_trylock and spin_trylock");
        }
        if (op.kind() == OpKind.ALLOC && gone(op.region())) {
            throw new NotSupportedException("memory that is freed before the threads start, and taken again");
        }
        switch (Actions.shape(op)) {
            case SYNC -> {
                if (op.b() == 0) {
                    throw new NotSupportedException("grace periods that do not wait");
                }
                if (op.a() == OpKind.SCHED ? node.schedReader() : node.reader()) {
                    throw new NotSupportedException("grace periods inside a read-side critical section");
                }
                flavours.add(op.a());
            }
            case FREE -> add(op.region(), Place.Use.FREED, op.region(), true);
            case FREE_LATER -> {
                add(op.region(), Place.Use.FREED, op.region(), true);
                add(op.region(), Place.Use.QUEUED, op.region(), true);
                flavours.add(OpKind.RCU);
            }
            case TEXT -> add(op.region(), Place.Use.TEXT, op.region(), false);
            case READ, WRITE, ATOMIC, LOCK -> add(op.cell(), null, op.cell().region, Actions.writes(op));
            case WAIT -> op.cells().forEach(cell -> add(cell, null, cell.region, false));
            default -> { }
        }
    }

    private void add(Object thing, Place.Use use, Memory memory, boolean writes) {
        for (int t = 0; t < roles.length; t++) {
            int number = numbers.computeIfAbsent(place(thing, use, memory, t), p -> {
                places.add(p);
                return places.size() - 1;
            });
            if (writes) {
                written.set(number);
            }
        }
    }

    private Place place(Object thing, Place.Use use, Memory memory, int thread) {
        return new Place(thing, use, world.ownCopies(memory) ? thread : -1);
    }

    /** The location of a cell, as the thread finds it. */
    int location(Cell cell, int thread) {
        return numbers.get(place(cell, null, cell.region, thread));
    }

    /** The location of memory as a whole. */
    int location(Memory memory, Place.Use use, int thread) {
        return numbers.get(place(memory, use, memory, thread));
    }

    /** The location of a condition's cell. */
    int location(Condition.Term term, int thread) {
        return location((Cell) term.cell(), thread);
    }

    /** Whether the cell never changes and is never given back, so that reading it is nothing that could be ordered. */
    boolean constant(Cell cell, int thread) {
        return !written.get(location(cell, thread)) && !world.sharing().mortal(cell.region);
    }

    /** The location of the memory's being given back; -1 if nobody does. */
    int freed(Memory memory, int thread) {
        return numbers.getOrDefault(place(memory, Place.Use.FREED, memory, thread), -1);
    }

    /** Whether the memory was given back before the threads start. */
    boolean gone(Memory memory) {
        return world.freedAtStart().get(memory.id);
    }

    Turns turns() {
        return turns;
    }

    World world() {
        return world;
    }

    int role(int thread) {
        return roles[thread];
    }

    Node node(int thread, int node) {
        return world.node(roles[thread], node);
    }

    Inevitable inevitable(int thread) {
        return inevitable.get(roles[thread]);
    }

    /** The sections that the thread is in there, of those for which grace periods wait. Where all are of one flavour, that is RCU. */
    int reading(Node node) {
        if (several) {
            return (node.reader() ? RCU_SECTION : 0) | (node.schedReader() ? SCHED_SECTION : 0);
        }
        return (sched ? node.schedReader() : node.reader()) ? RCU_SECTION : 0;
    }

    /** What a grace period of that flavour is. */
    Tag sync(int flavour) {
        return several && flavour == OpKind.SCHED ? Tag.SYNC_SCHED : Tag.SYNC_RCU;
    }

    /** The event of a thread at a node. */
    Event event(int thread, int node, Kind kind, Set<Tag> tags) {
        for (Event made : events[thread][node]) {
            if (made != null && made.kind() == kind && made.tags().equals(tags)) {
                return made;
            }
        }
        return newEvent(events[thread][node], new Event(thread, kind, tags, "", node));
    }

    /** Keeps the event, unless another worker has made it meanwhile. */
    private static Event newEvent(Event[] made, Event event) {
        synchronized (made) {
            for (int i = 0; i < made.length; i++) {
                if (made[i] == null) {
                    made[i] = event;
                }
                if (made[i].equals(event)) {
                    return made[i];
                }
            }
        }
        throw new IllegalStateException("too many events of one node");
    }

    // ---- for the explorer --------------------------------------------------------------------------------------------------

    /** The threads of the world; those after them give memory back. */
    int runners() {
        return roles.length;
    }

    /** The memory that a thread gives back that is none of the world's. */
    Memory reclaimed(int thread) {
        return reclaims.get(thread - roles.length).memory();
    }

    @Override
    public int threads() {
        return roles.length + reclaims.size();
    }

    @Override
    public int awaits(int thread) {
        return thread < roles.length ? Action.NONE : queues.get(thread - roles.length);
    }

    @Override
    public int locations() {
        return places.size();
    }

    @Override
    public long initial(int location) {
        return places.get(location).thing() instanceof Cell cell ? turns.initial(cell, world.initial(cell)) : 0;
    }

    @Override
    public Event initialEvent(int location) {
        return new Event(Event.INITIAL, Kind.WRITE, Set.of(), places.get(location).thing().toString(), 0);
    }

    @Override
    public boolean leavesSections() {
        return true;
    }

    @Override
    public Local start(int thread) {
        return thread < roles.length ? Walk.start(this, thread) : reclaims.get(thread - roles.length);
    }
}
