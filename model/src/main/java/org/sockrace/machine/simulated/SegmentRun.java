package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Property;

/**
 * Runs one call of a thread again and again, each time with other observations, until all have been tried: depth first, following the first
 * untried observation and returning to the latest operation that has one left.
 */
final class SegmentRun extends CodeRun {

    private final RoleBuilder builder;
    private final LocalState start;
    private final Segment segment = new Segment();
    private final List<Pending> path = new ArrayList<>();
    private final List<Note> prefix = new ArrayList<>();
    private final Trail beginning;
    private Segment.Place leaf;
    /** What follows each join point, as far as it was followed to its end: the number of the place. */
    private final Map<Object, Integer> joins = new HashMap<>();
    /** The join point that was just passed, or null. */
    private Object joining;
    /** The head of a loop that was just passed, or null: what can be seen there. */
    private Object heading;
    /** The place where the run goes on as another one did, or -1. */
    private int joined;
    /** What ended the latest run: the operation that it came to, or null; and what it returned if it did. */
    private Operation stopped;
    private int returned;
    /** What the latest run crashed of, or null. */
    private Crash crash;
    /** Whether the latest run is done again, to see whether it does the same. */
    private boolean repeating;
    /** Where the run is, and how often it has said something there. */
    private Trail trail;
    private int said;
    /** How many loops the run has come to. */
    private int loops;

    SegmentRun(RoleBuilder builder, LocalState start) {
        super(builder.machine, builder.program, builder.id, builder.memory);
        this.builder = builder;
        this.start = start;
        this.beginning = builder.trail(start);
    }

    /** Tries everything. */
    Segment explore() {
        while (true) {
            int reached = runOnce();
            if (machine.positions.hasOthers()) {
                repeat();
            }
            Pending top = null;
            while (!path.isEmpty()) {
                top = path.get(path.size() - 1);
                top.close(reached);
                if (top.open()) {
                    break;
                }
                path.remove(path.size() - 1);
                reached = segment.place(top.place());
                if (top.back >= 0) {
                    segment.head(top.back, reached);
                }
                if (top.join != null) {
                    joins.put(top.join, reached);
                }
                top = null;
            }
            if (top == null) {
                segment.begin(reached, prefix);
                return segment;
            }
        }
    }

    private int runOnce() {
        leaf = null;
        joining = null;
        heading = null;
        joined = -1;
        trail = beginning;
        said = 0;
        stopped = null;
        crash = null;
        builder.countHistory();
        loops = 0;
        try {
            returned = run(start);
            return finish(returned);
        } catch (Unwind unwound) {
            return joined >= 0 ? joined : segment.place(leaf);
        } catch (RuntimeException e) {
            crash = Crash.of(e, machine.positions::isSource);
            return segment.place(broken(crash.property(), crash.message(), path.isEmpty() ? machine.positions.of(e) : latest()));
        }
    }

    /** Runs the code again on the same observations. */
    private void repeat() {
        boolean wasStopped = crash != null || stopped != null || joined >= 0 || leaf != null;
        repeating = true;
        loops = 0;
        try {
            int again = run(start);
            if (wasStopped || depth < path.size()) {
                throw differs(depth < path.size() ? path.get(depth).op : stopped, depth < path.size() ? path.get(depth).at : latest(), null);
            }
            if (again != returned) {
                throw differs("it returned " + returned + " and now returns " + again, latest(), Frame.Stack.NONE);
            }
        } catch (Unwind e) {
            // where it stopped before: perform() has seen to that
        } catch (RuntimeException e) {
            Crash again = Crash.of(e, machine.positions::isSource);
            if (!again.equals(crash)) {
                throw differs("now " + again.message(), latest(), Frame.Stack.NONE);
            }
        } finally {
            repeating = false;
        }
    }

    private RuntimeException differs(Operation before, Frame.Stack at, Operation now) {
        if (!machine.positions.hasOthers()) {
            return new NondeterminismException(program.name(), depth, before, now, at);
        }
        return differs("its step " + (depth + 1) + " was " + NondeterminismException.describe(before) + " and is now " + NondeterminismException.describe(now),
                at, now == null ? Frame.Stack.NONE : machine.positions.here());
    }

    /** Names the line that a user wrote: where the code is now, where it was, or the latest before that. */
    private CodeException differs(String how, Frame.Stack then, Frame.Stack now) {
        List<Frame.Stack> places = new ArrayList<>(path.stream().map(p -> p.at).toList());
        places.add(then);
        places.add(now);
        Frame at = null;
        for (Frame.Stack place : places) {
            Frame here = machine.positions.other(place);
            at = here == null ? at : here;
        }
        return new CodeException((at == null ? "" : at.file() + ":" + at.line() + ": ") + "error: " + (at == null ? "the code" : at.function())
                + " does not do the same again: after the same results of all that thread " + program.name() + " asked the machine for, " + how
                + ". What code does may depend on nothing else: on no field that changes, no clock or random number, and no object that is made each time");
    }

    /** Where the latest operation was performed. An exception would know its own line, but may have no stack, and places must be the same in every run. */
    private Frame.Stack latest() {
        return path.isEmpty() ? Frame.Stack.NONE : path.get(path.size() - 1).at;
    }

    private int finish(int result) {
        if (depth < path.size()) {
            throw differs(path.get(depth).op, path.get(depth).at, null);
        }
        ThreadProgram.Call call = program.calls().get(state.calls);
        Frame.Stack last = latest();
        discipline.atReturn().forEach(breach -> note(breach, last));
        if (result < 0 && !leftovers().isEmpty()) {
            note(new Note.Breach(last, Property.ROLLBACK, call.text() + " returns an error and leaves behind: " + leftovers()));
        }
        note(new Note.Returned(state.calls, result));
        returned(result);
        return segment.exit(state);
    }

    /**
     * What the call took and kept. It may have given back what others took: the last reference to a file that somebody else closed; and what it handed over to
     * a callback is given back by that.
     */
    private String leftovers() {
        Map<String, Integer> left = new TreeMap<>(state.ledger);
        start.ledger.forEach((kind, n) -> Ledger.add(left, kind, -n));
        Ledger.handedOver(start.books, state.books).forEach((kind, n) -> Ledger.add(left, kind, -n));
        return String.join(", ", left.entrySet().stream().filter(e -> e.getValue() > 0).map(e -> "+" + e.getValue() + " " + e.getKey()).toList());
    }

    private Segment.Place broken(Property property, String message, Frame.Stack at) {
        return leaf(Operation.of(OpKind.VIOLATION, property.ordinal(), 0, message), at, property);
    }

    private Segment.Place leaf(Operation op, Frame.Stack at, Property broken) {
        return new Segment.Place(op, at, stand(op), List.of(), broken, null);
    }

    private Unwind stop(Segment.Place at) {
        leaf = at;
        return Unwind.INSTANCE;
    }

    private void note(Discipline.Breach breach, Frame.Stack at) {
        note(new Note.Breach(at, breach.property(), breach.message()));
    }

    @Override
    public Frame.Stack here() {
        if (repeating) {
            return machine.positions.here();
        }
        Frame.Stack at = trail.place(said);
        if (at == null) {
            at = machine.positions.here();
            trail.add(at);
        }
        said++;
        return at;
    }

    // ---- Interpreter -----------------------------------------------------------------------------------------------

    @Override
    public int perform(Operation op) {
        if (imageText(op)) {
            return 0;
        }
        approach(op);
        List<Discipline.Breach> breaches = discipline.before(op);
        if (depth < path.size()) {
            Pending known = path.get(depth);
            if (!known.op.equals(op)) {
                throw differs(known.op, known.at, op);
            }
        } else if (repeating) {
            if (!op.equals(stopped)) {
                throw differs(stopped, latest(), op);
            }
            throw Unwind.INSTANCE;
        } else {
            stopped = op;
            Frame.Stack at = here();
            breaches.forEach(breach -> note(breach, at));
            extend(op, at);
        }
        Pending pending = path.get(depth);
        int observed = pending.observed();
        passed(op, observed);
        if (!repeating) {
            stopped = null;
            trail = pending.after(trail);
            said = 0;
        }
        return observed;
    }

    private void extend(Operation op, Frame.Stack at) {
        if (depth > 0 && builder.beyond(state)) {
            throw stop(leaf(Operation.of(OpKind.FRONTIER, WorldBuilder.ROUND, 0, null), at, null));
        }
        if (op.kind() == OpKind.VIOLATION) {
            throw stop(broken(Property.values()[op.a()], op.text(), at));
        }
        String dead = memory.deadAccess(state, op);
        if (dead != null) {
            throw stop(broken(op.touches().kind().usedTooLate(), dead, at));
        }
        if (discipline.waitsForItself(op)) {
            throw stop(broken(Property.NO_DEADLOCK, op.cell().qualifiedName() + " acquired by its holder", at));
        }
        if (repeats(op, at) > builder.reach.unrolling()) {
            throw stop(leaf(Operation.of(OpKind.FRONTIER, WorldBuilder.LOOP, 0, null), at, null));
        }
        int[] outcomes = memory.outcomes(state, op, at);
        if (memory.belowZero(state, op)) {
            throw stop(leaf(op, at, Property.REFCOUNT_RANGE));
        }
        if (outcomes.length == 0) {
            throw stop(leaf(op, at, null));
        }
        Discipline.Breach breach = discipline.rule(op);
        Pending added = new Pending(stand(op), at, outcomes, breach == null ? null : new Note.Breach(at, breach.property(), breach.message()));
        added.join = joining;
        added.head = heading;
        heading = null;
        boolean begins = added.head != null && builder.reach.foldsLoops() && op.kind() == OpKind.LOAD;
        added.resting = (op.mayRest() || begins) && program.daemon() ? builder.left(state) : null;
        joining = null;
        path.add(added);
    }

    private int repeats(Operation op, Frame.Stack at) {
        int count = 0;
        for (Pending p : path) {
            if (p.op.kind() == op.kind() && p.op.cell() == op.cell() && p.at.equals(at)) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void mightSleep(String where) {
        Discipline.Breach breach = noting() ? discipline.sleeping(where) : null;
        if (breach != null) {
            note(breach, here());
        }
    }

    @Override
    public boolean noting() {
        return depth == path.size() && !repeating;
    }

    @Override
    public void join(List<Object> live) {
        if (repeating && joined >= 0 && depth == path.size()) {
            throw Unwind.INSTANCE;
        }
        if (!noting()) {
            return;
        }
        Object point = List.of(here(), state.key(), discipline.held(), live);
        Integer known = joins.get(point);
        if (known != null) {
            joined = known;
            throw Unwind.INSTANCE;
        }
        joining = point;
    }

    @Override
    public int loop() {
        return loops++;
    }

    /**
     * The loop keeps nothing from its last round, and the code around it has not gone on since it came here first, for it is the same loop and not the same
     * lines once more: so nothing is different but what the thread holds, owes and knows of memory that it alone changes. If that is not, its way leads back.
     */
    @Override
    public void again(int loop) {
        if (repeating && joined >= 0 && depth == path.size()) {
            throw Unwind.INSTANCE;
        }
        if (!noting()) {
            return;
        }
        Object point = List.of(loop, here(), state.key(), discipline.held());
        for (Pending head : builder.reach.foldsLoops() ? path : List.<Pending>of()) {
            if (point.equals(head.head)) {
                head.back = head.back < 0 ? segment.head() : head.back;
                joined = Segment.BACK + head.back;
                throw Unwind.INSTANCE;
            }
        }
        heading = point;
    }

    @Override
    public void note(Note note) {
        // What is said between a join point and the next operation belongs to the way there, and others must say it themselves.
        joining = null;
        heading = null;
        if (noting()) {
            if (path.isEmpty()) {
                prefix.add(note);
            } else {
                path.get(path.size() - 1).note(note);
            }
        }
    }

    @Override
    public void own(String kind, SimAtomic counter, int change) {
        super.own(kind, counter, change);
        note(new Note.Own(kind, counter == null ? null : counter.cell.qualifiedName(), change));
    }
}
