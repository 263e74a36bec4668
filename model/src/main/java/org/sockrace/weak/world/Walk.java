package org.sockrace.weak.world;

import java.util.BitSet;
import java.util.Set;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.weak.explore.Action;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.world.Actions.Shape;

/** Where a thread stands in its automaton. An operation is one event, or two, or none: then the thread has passed it at once. */
final class Walk implements Stage {

    /** How a thread came to its end. */
    enum End {
        /** Its program is over. */
        DONE,
        /** It breaks a property. */
        BROKEN,
        /** What follows is not known. */
        UNKNOWN
    }

    /**
     * A step along an edge, and those before it.
     *
     * @param event the number in the thread of the event that the thread observes, -1 if it observes none
     * @param last the number of the last event up to the step, -1 if there is none
     */
    record Step(Step before, int node, int edge, int event, int last) { }

    private static final BitSet NOTHING = new BitSet();
    private static final int EARLY = -1;
    private static final int NOT_ASKED = -2;

    private final WorldProgram program;
    private final int thread;
    private final int node;
    /** How many events there were. */
    private final int done;
    private final Step steps;
    private final Known known;
    /** The sections that it is in, as {@link WorldProgram#reading} says. */
    private final int inside;
    /** What the atomic operation at hand has read, and what {@link Turns} say of it; only if {@link #halfway}. */
    private final long old;
    private final boolean halfway;
    /** The term of a condition that is read next; {@link #EARLY} if it is blocked because it is another one's turn. */
    private final int term;
    private final boolean blocked;
    private final End end;
    private final Property broken;
    private final int observed;
    /** Made when it is first asked for; two workers may make it, which is all the same. */
    private Action next;
    /** Where it went last: graphs go the same way again and again. */
    private Went went;
    /** What {@link #freed} says; {@link #NOT_ASKED} if nobody has asked. */
    private int freed = NOT_ASKED;

    private record Went(long read, Walk to) { }

    private Walk(WorldProgram program, int thread, int node, int done, Step steps, Known known, int inside, long old, boolean halfway, int term,
            boolean blocked, End end, Property broken, int observed) {
        this.program = program;
        this.thread = thread;
        this.node = node;
        this.done = done;
        this.steps = steps;
        this.known = known;
        this.inside = inside;
        this.old = old;
        this.halfway = halfway;
        this.term = term;
        this.blocked = blocked;
        this.end = end;
        this.broken = broken;
        this.observed = observed;
    }

    private Walk at(int newNode, int newDone, Step newSteps, Known newKnown) {
        return new Walk(program, thread, newNode, newDone, newSteps, newKnown, inside, 0, false, 0, false, null, null, 0);
    }

    private Walk turned(int newInside) {
        return new Walk(program, thread, node, done + 1, steps, known, newInside, 0, false, 0, false, null, null, 0);
    }

    private Walk halfway(long read) {
        return new Walk(program, thread, node, done + 1, steps, known, inside, read, true, 0, false, null, null, 0);
    }

    private Walk waiting(int newTerm, boolean stuck) {
        return new Walk(program, thread, node, done + 1, steps, known, inside, 0, false, newTerm, stuck, null, null, 0);
    }

    private Walk ended(int events, End how, Property property, int value) {
        return new Walk(program, thread, node, done + events, steps, known, inside, 0, false, 0, false, how, property, value);
    }

    /** Where a thread begins. */
    static Walk start(WorldProgram program, int thread) {
        int first = program.world().automata().get(program.role(thread)).start();
        Walk start = new Walk(program, thread, first, 0, null, null, 0, 0, false, 0, false, null, null, 0);
        return program.asleep(thread) ? start.ended(0, End.DONE, null, 0) : start.settled();
    }

    // ---- passing what is no event ------------------------------------------------------------------------------------------

    /** Goes on to the next event, or to the end. */
    private Walk settled() {
        Walk at = this;
        while (true) {
            Node here = at.here();
            if (at.end != null || program.reading(here) != at.inside) {
                return at;
            }
            Operation op = here.op();
            Shape shape = Actions.shape(op);
            if (here.broken() != null && (op.touches() == null || program.freed(op.touches(), thread) < 0)) {
                return at.ended(0, End.BROKEN, here.broken(), 0);
            }
            if (shape == Shape.END) {
                return at.finished(op);
            }
            if (op.touches() != null && program.gone(op.touches())) {
                return at.ended(0, End.BROKEN, op.touches().kind().usedTooLate(), 0);
            }
            boolean silent = shape == Shape.NOTHING || shape == Shape.TEXT && program.freed(op.region(), thread) < 0;
            boolean constant = shape == Shape.READ && here.broken() == null && program.constant(op.cell(), thread);
            if (!silent && !constant) {
                return at;
            }
            at = at.along(constant ? op.kind().observed(program.world().initial(op.cell()), op.a(), op.b()) : 0, -1, 0);
        }
    }

    private Walk finished(Operation op) {
        return switch (op.kind()) {
            case DONE -> ended(0, End.DONE, null, 0);
            case VIOLATION -> ended(0, End.BROKEN, Property.values()[op.a()], 0);
            default -> ended(0, End.UNKNOWN, null, 0);
        };
    }

    /** Takes the edge of an observation; the operation had so many events, the first of that number. */
    private Walk along(int value, int event, int events) {
        Node here = here();
        int edge = here.edgeFor(value);
        if (edge < 0) {
            return ended(events, End.UNKNOWN, null, value);
        }
        int target = here.edges().get(edge).target();
        Known left = Known.left(learned(here, value, event), program.node(thread, target).at());
        return at(target, done + events, new Step(steps, node, edge, event, done + events - 1), left);
    }

    /** A load of what never changes is no event, but who goes by it goes by none. */
    private Known learned(Node here, int value, int event) {
        Operation op = here.op();
        boolean pointer = op.kind().is(OpKind.Trait.OBSERVES_VALUE) && op.cell().type == Cell.Type.POINTER && op.order() != Order.ACCESS;
        Memory memory = pointer ? program.world().memoryOf(value) : null;
        return memory == null ? known : Known.learned(known, memory, event, here.at(), op.order() == Order.DEPENDENCY);
    }

    // ---- for the explorer --------------------------------------------------------------------------------------------------

    @Override
    public Status status() {
        return blocked ? Status.BLOCKED : end != null ? Status.ENDED : Status.READY;
    }

    @Override
    public int resting() {
        return here().end() == null ? 0 : waiting();
    }

    /** How many of its last reads have told it to wait; 0 if it does not wait, or only for its turn. */
    int waiting() {
        return !blocked || isEarly() ? 0 : Actions.shape(here().op()) == Shape.WAIT ? here().op().condition().terms().size() : 1;
    }

    @Override
    public Action reading(long value) {
        return next();
    }

    @Override
    public Action next() {
        Action made = next;
        if (made == null) {
            made = make();
            next = made;
        }
        return made;
    }

    private Action make() {
        Node here = here();
        if (program.reading(here) != inside) {
            return action(Kind.FENCE, Set.of(turn()), Action.NONE, null);
        }
        Operation op = here.op();
        if (here.broken() != null) {
            return action(Kind.READ, Set.of(Tag.ONCE), program.freed(op.touches(), thread), op.touches());
        }
        return switch (Actions.shape(op)) {
            case READ -> action(Kind.READ, Actions.readTags(op), program.location(op.cell(), thread), op.cell().region);
            case ATOMIC, LOCK -> halfway ? write(op) : action(Kind.READ, Actions.readTags(op), program.location(op.cell(), thread), op.cell().region);
            case WRITE -> write(op);
            case FREE -> write(op, program.location(op.region(), Place.Use.FREED, thread), op.region(), 1);
            case TEXT -> action(Kind.READ, Set.of(Tag.ONCE), program.location(op.region(), Place.Use.TEXT, thread), op.region());
            case WAIT -> {
                Condition.Term asked = op.condition().terms().get(term);
                yield action(Kind.READ, Actions.readTags(op), program.location(asked, thread), ((Cell) asked.cell()).region);
            }
            case FREE_LATER -> {
                Place.Use use = program.defers(thread, here) ? Place.Use.QUEUED : Place.Use.FREED;
                yield write(op, program.location(op.region(), use, thread), op.region(), 1);
            }
            case SYNC -> action(Kind.FENCE, Set.of(program.sync(op.a())), Action.NONE, null);
            case FENCE -> action(Kind.FENCE, Set.of(Actions.fenceTag(op)), Action.NONE, null);
            case CHOICE -> new Action(program.event(thread, node, Kind.FENCE, Set.of()), Action.NONE, 0, NOTHING, NOTHING, NOTHING, Action.NONE, op.a());
            default -> throw new IllegalStateException(op.toString());
        };
    }

    /** The section that begins or ends next. */
    private int turning() {
        return Integer.lowestOneBit(program.reading(here()) ^ inside);
    }

    /** What it does about sections before it does anything else; null if nothing. */
    Tag turn() {
        if (turning() == 0) {
            return null;
        }
        boolean ends = (inside & turning()) != 0;
        return turning() == WorldProgram.SCHED_SECTION ? ends ? Tag.SCHED_UNLOCK : Tag.SCHED_LOCK : ends ? Tag.RCU_UNLOCK : Tag.RCU_LOCK;
    }

    private Action action(Kind kind, Set<Tag> tags, int location, Memory memory) {
        return new Action(program.event(thread, node, kind, tags), location, 0, addr(memory), NOTHING, NOTHING, Action.NONE);
    }

    private Action write(Operation op) {
        long value = op.kind().after((int) old, op.a(), op.b());
        return write(op, program.location(op.cell(), thread), op.cell().region, halfway ? program.turns().written(thread, op.cell(), old, (int) value) : value);
    }

    private Action write(Operation op, int location, Memory memory, long value) {
        BitSet data = NOTHING;
        if (halfway && Actions.computes(op)) {
            data = new BitSet();
            data.set(done - 1);
        }
        return new Action(program.event(thread, node, Kind.WRITE, Actions.writeTags(op)), location, value, addr(memory), data,
                program.inevitable(thread).because(steps, op), halfway ? done - 1 : Action.NONE);
    }

    private BitSet addr(Memory memory) {
        int event = memory == null ? Known.NOTHING : Known.event(known, memory);
        if (event < 0) {
            return NOTHING;
        }
        BitSet addr = new BitSet();
        addr.set(event);
        return addr;
    }

    @Override
    public Walk after(long read) {
        Went way = went;
        if (way == null || way.read != read) {
            way = new Went(read, done(read).settled());
            went = way;
        }
        return way.to;
    }

    private Walk done(long read) {
        int value = (int) read;
        Node here = here();
        if (program.reading(here) != inside) {
            return turned(inside ^ turning());
        }
        Operation op = here.op();
        if (here.broken() != null) {
            return ended(1, End.BROKEN, here.broken(), 0);
        }
        return switch (Actions.shape(op)) {
            case READ -> along(op.kind().observed(value, op.a(), op.b()), done, 1);
            case ATOMIC -> halfway ? along(op.kind().observed((int) old, op.a(), op.b()), done - 1, 1) : atomic(op, read);
            case LOCK -> halfway ? along(0, -1, 1) : value == 0 ? halfway(value) : waiting(0, true);
            case WAIT -> {
                Condition.Term asked = op.condition().terms().get(term);
                boolean holds = (value == asked.value()) == asked.equal();
                yield holds ? along(0, -1, 1) : waiting(term + 1, term + 1 == op.condition().terms().size());
            }
            case CHOICE -> along(value, -1, 1);
            default -> along(0, -1, 1);
        };
    }

    private Walk atomic(Operation op, long read) {
        int value = (int) read;
        if (op.kind().onCounter() && op.kind().after(value, op.a(), op.b()) < 0) {
            return ended(1, End.BROKEN, Property.REFCOUNT_RANGE, 0);
        }
        if (Actions.succeeds(op, value)) {
            return program.turns().isEarly(thread, op.cell(), read) ? waiting(EARLY, true) : halfway(read);
        }
        return along(op.kind().observed(value, op.a(), op.b()), done, 1);
    }

    // ---- for those who judge -----------------------------------------------------------------------------------------------

    private Node here() {
        return program.node(thread, node);
    }

    /** The number of its node. */
    int node() {
        return node;
    }

    @Override
    public int thread() {
        return thread;
    }

    /** Whether what it is about to do is an access of the code, and not one by which the machine waits. */
    boolean isAccess() {
        return here().op().kind() != OpKind.WAIT;
    }

    /** How many events there were before. */
    int done() {
        return done;
    }

    /** Whether it waits for its turn: then there is another execution that shows the same. */
    boolean isEarly() {
        return blocked && term == EARLY;
    }

    /** How it ended; null if it has not. */
    End end() {
        return end;
    }

    /** The property that it breaks. */
    Property broken() {
        return broken;
    }

    /** What it observed, of which it is not known what follows. */
    int observed() {
        return observed;
    }

    /** Its way. */
    Step steps() {
        return steps;
    }

    @Override
    public Memory touches() {
        return program.reading(here()) != inside ? null : here().op().touches();
    }

    @Override
    public int freed() {
        if (freed == NOT_ASKED) {
            freed = touches() == null ? -1 : program.freed(touches(), thread);
        }
        return freed;
    }

    @Override
    public boolean frees() {
        return gives() && !program.defers(thread, here());
    }

    @Override
    public boolean gives() {
        return here().op().kind().frees() && program.reading(here()) == inside;
    }
}
