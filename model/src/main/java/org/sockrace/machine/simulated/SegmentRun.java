package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sockrace.machine.Property;

/**
 * Runs one call of a thread again and again, each time with other observations, until all have been tried: depth first, following the first
 * untried observation and returning to the latest operation that has one left.
 */
final class SegmentRun implements Interpreter {

    /** Where a segment begins: its first node, and what the code said before. */
    record Entry(int node, List<Note> notes) { }

    private final RoleBuilder role;
    private final SimulatedMachine machine;
    private final LocalState start;
    private final List<Pending> path = new ArrayList<>();
    private final List<Note> prefix = new ArrayList<>();

    // the run in progress
    private LocalState state;
    private Discipline discipline;
    private int depth;
    private Node leaf;

    SegmentRun(RoleBuilder role, LocalState start) {
        this.role = role;
        this.machine = role.world.machine;
        this.start = start;
    }

    /** Tries everything; returns where the segment begins. */
    Entry explore() {
        while (true) {
            int reached = runOnce();
            Pending top = null;
            while (!path.isEmpty()) {
                top = path.get(path.size() - 1);
                top.close(reached);
                if (top.open()) {
                    break;
                }
                path.remove(path.size() - 1);
                reached = role.merge(top.node());
                top = null;
            }
            if (top == null) {
                return new Entry(reached, List.copyOf(prefix));
            }
        }
    }

    private int runOnce() {
        state = start.copy();
        discipline = new Discipline();
        depth = 0;
        leaf = null;
        machine.interpreter = this;
        role.countHistory();
        ThreadProgram.Call call = role.program.calls().get(state.calls);
        try {
            return finish(call, call.body().run(state.variables));
        } catch (Unwind unwound) {
            return role.merge(leaf);
        } catch (NullPointerException e) {
            return role.merge(broken(Property.NO_NULL_DEREFERENCE, "a NULL pointer is dereferenced", nullAt(e)));
        }
    }

    /**
     * Where NULL was dereferenced: after the latest operation. The exception itself would know the line, but a virtual machine that has seen many of them
     * throws one without a stack. An exception of our own code, not of the modelled code, is passed on.
     */
    private Frame.Stack nullAt(NullPointerException e) {
        StackTraceElement[] stack = e.getStackTrace();
        if (stack.length > 0 && Stream.of(stack).noneMatch(f -> f.getClassName().startsWith(machine.sourcePackage()))) {
            throw e;
        }
        return path.isEmpty() ? Frame.Stack.NONE : path.get(path.size() - 1).at;
    }

    private int finish(ThreadProgram.Call call, int result) {
        if (depth < path.size()) {
            throw new NondeterminismException(role.program.name(), depth, path.get(depth).op, null, path.get(depth).at);
        }
        Frame.Stack last = path.isEmpty() ? Frame.Stack.NONE : path.get(path.size() - 1).at;
        Discipline.Breach breach = discipline.atReturn();
        if (breach == null && result < 0 && !leftovers().isEmpty()) {
            breach = new Discipline.Breach(Property.ROLLBACK, call.text() + " returns an error and leaves behind: " + leftovers());
        }
        if (breach != null) {
            return role.merge(broken(breach.property(), breach.message(), last));
        }
        if (call.result() >= 0) {
            state.variables[call.result()] = result;
        }
        note(new Note.Returned(state.calls, result));
        state.calls++;
        Entry next = role.segment(state);
        next.notes().forEach(this::note);
        return next.node();
    }

    /** What the call took and kept. It may have given back what others took: the last reference to a file that somebody else closed. */
    private String leftovers() {
        Map<String, Integer> left = new TreeMap<>(state.ledger);
        start.ledger.forEach((kind, n) -> Ledger.add(left, kind, -n));
        return String.join(", ", left.entrySet().stream().filter(e -> e.getValue() > 0).map(e -> "+" + e.getValue() + " " + e.getKey()).toList());
    }

    private Node broken(Property property, String message, Frame.Stack at) {
        return new Node(Operation.of(OpKind.VIOLATION, property.ordinal(), 0, message), at, discipline.reader(), discipline.preemptionOff(),
                discipline.inside(), List.of(), null, property);
    }

    private Unwind stop(Node at) {
        leaf = at;
        return Unwind.INSTANCE;
    }

    private void obey(Discipline.Breach breach) {
        if (breach != null) {
            throw stop(broken(breach.property(), breach.message(), here()));
        }
    }

    private Frame.Stack here() {
        return Positions.here(machine.sourcePackage());
    }

    // ---- Interpreter -----------------------------------------------------------------------------------------------

    @Override
    public int perform(Operation op) {
        if (imageText(op)) {
            return 0;
        }
        if (depth < path.size()) {
            Pending known = path.get(depth);
            if (!known.op.equals(op)) {
                throw new NondeterminismException(role.program.name(), depth, known.op, op, known.at);
            }
        } else {
            obey(discipline.before(op));
            extend(op);
        }
        int observed = path.get(depth).observed();
        depth++;
        role.memory.apply(state, op, observed);
        discipline.after(op, observed);
        return observed;
    }

    private static boolean imageText(Operation op) {
        return (op.kind() == OpKind.ENTER || op.kind() == OpKind.LEAVE) && op.region().kind() == org.sockrace.machine.Region.Kind.IMAGE;
    }

    private void extend(Operation op) {
        Frame.Stack at = here();
        if (op.kind() == OpKind.VIOLATION) {
            throw stop(broken(Property.values()[op.a()], op.text(), at));
        }
        String dead = role.memory.deadAccess(state, op);
        if (dead != null) {
            boolean module = RoleMemory.regionOf(op).kind() == org.sockrace.machine.Region.Kind.MODULE;
            throw stop(broken(module ? Property.NO_USE_AFTER_UNLOAD : Property.NO_USE_AFTER_FREE, dead, at));
        }
        boolean waits = op.kind() == OpKind.WAIT || op.kind() == OpKind.SYNC_END || op.kind() == OpKind.SCHEDULE
                || op.kind() == OpKind.LOCK && ((SimLock) op.cell()).sleeps;
        boolean implicit = !machine.preemptible() && depth > 0 && !waits;
        if (repeats(op, at) > role.world.unrolling()) {
            throw stop(new Node(Operation.of(OpKind.FRONTIER), at, discipline.reader(), discipline.preemptionOff(), Set.of(), List.of(), null, null));
        }
        int[] outcomes = role.memory.outcomes(state, op);
        if (outcomes.length == 0) {
            throw stop(broken(Property.REFCOUNT_RANGE, op.cell().qualifiedName() + " would become negative", at));
        }
        path.add(new Pending(op, at, discipline.reader() || implicit, discipline.preemptionOff() || implicit, discipline.inside(), outcomes));
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
        if (depth == path.size()) {
            obey(discipline.sleeping(where));
        }
    }

    @Override
    public int allocIndex(String cache) {
        int index = state.allocated.getOrDefault(cache, 0);
        state.allocated.put(cache, index + 1);
        return index + machine.direct.allocatedFor(role.id, cache);
    }

    @Override
    public int role() {
        return role.id;
    }

    @Override
    public String threadName() {
        return role.program.name();
    }

    @Override
    public Object current() {
        return role.program.task();
    }

    @Override
    public boolean noting() {
        return depth == path.size();
    }

    @Override
    public void note(Note note) {
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
        Ledger.add(state.ledger, kind, change);
        if (counter != null) {
            role.world.account(counter);
            discipline.own(counter, change);
        }
        note(new Note.Own(kind, counter == null ? null : counter.qualifiedName(), change));
    }
}
