package org.sockrace.machine.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Stand;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Semantics;
import org.sockrace.semantics.State;

/**
 * What a program does, found out in the slowest and plainest way: every interleaving of every operation, each thread a history of what it has observed, its code run
 * from the beginning whenever a history is new. Nothing is merged, packed, predicted or left out; the rules that a thread is held to are written again.
 */
final class Oracle {

    /**
     * What came of it.
     *
     * @param broken every property that some execution breaks
     * @param stops those at which executions end
     * @param endings for each final state: the results of each role's threads, sorted, and what all took and kept
     * @param states how many states there are
     * @param complete whether all were visited
     */
    record Answer(Set<Property> broken, Set<Property> stops, Set<String> endings, int states, boolean complete) { }

    /** Where a thread is: what it has observed so far, what it does next, and what was said on the way from the place before. */
    private static final class Point {
        final List<Integer> history;
        Stand stand;
        /** The property that the next operation is: a bug, or NULL, or waiting for itself. */
        Property fatal;
        List<Integer> results;
        Map<String, Integer> ledger = Map.of();
        final List<Note> notes = new ArrayList<>();
        final Set<Property> breaches = new TreeSet<>();
        final Map<Integer, Point> next = new HashMap<>();

        Point(List<Integer> history) {
            this.history = history;
        }
    }

    private record Global(List<Point> points, State memory, Set<Integer> withdrawn) { }

    private final SimulatedMachine machine;
    private final List<ThreadProgram> programs;
    private final int[] roles;
    private final List<Point> roots = new ArrayList<>();
    private final Set<Property> broken = new TreeSet<>();
    private final Set<Property> stops = new TreeSet<>();
    private final Set<String> endings = new TreeSet<>();

    Oracle(SimulatedMachine machine, List<ThreadProgram> programs) {
        this.machine = machine;
        this.programs = programs;
        List<Integer> all = new ArrayList<>();
        for (int r = 0; r < programs.size(); r++) {
            for (int c = 0; c < programs.get(r).copies(); c++) {
                all.add(r);
            }
        }
        this.roles = all.stream().mapToInt(Integer::intValue).toArray();
    }

    Answer ask(int most) {
        for (int role : roles) {
            roots.add(reach(role, List.of()));
        }
        Deque<Global> open = new ArrayDeque<>();
        Set<Global> seen = new HashSet<>();
        Global start = start();
        open.add(start);
        seen.add(start);
        while (!open.isEmpty() && seen.size() <= most) {
            for (Global next : successors(open.poll())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        machine.interpreter = machine.setup;
        return new Answer(broken, stops, endings, seen.size(), open.isEmpty());
    }

    private Global start() {
        State memory = new State(roles.length, region -> region.owner >= 0 && programs.get(region.owner).copies() > 1);
        for (Cell cell : machine.cells) {
            for (int t = 0; t < roles.length; t++) {
                memory.set(cell, t, machine.initial(cell));
            }
        }
        for (Memory region : machine.regions) {
            if (machine.freedAtStart(region)) {
                Semantics.perform(memory, 0, Operation.of(OpKind.FREE, region));
            }
        }
        Set<Integer> withdrawn = new TreeSet<>();
        for (int t = 0; t < roles.length; t++) {
            arrive(memory, t, roots.get(t), withdrawn);
        }
        return new Global(List.copyOf(roots), memory, withdrawn);
    }

    private void arrive(State memory, int thread, Point point, Set<Integer> withdrawn) {
        memory.arrive(thread, point.stand);
        broken.addAll(point.breaches);
        for (Note note : point.notes) {
            if (note instanceof Note.Registered registered) {
                if (registered.published()) {
                    withdrawn.remove(registered.object());
                } else {
                    withdrawn.add(registered.object());
                }
            }
        }
    }

    // ---- one state -------------------------------------------------------------------------------------------------------

    private List<Global> successors(Global now) {
        races(now);
        List<Global> successors = new ArrayList<>();
        boolean moved = false;
        boolean unfinished = false;
        for (int t = 0; t < roles.length; t++) {
            Point point = now.points.get(t);
            unfinished |= point.results == null && !(programs.get(roles[t]).daemon() && idle(point));
            if (point.results == null) {
                moved |= step(now, t, point, successors);
            }
        }
        if (!moved && unfinished) {
            stop(Property.NO_DEADLOCK);
        } else if (!moved) {
            endings.add(ending(now));
        }
        return successors;
    }

    private static boolean idle(Point point) {
        return point.history.isEmpty() || point.notes.stream().anyMatch(Note.Returned.class::isInstance);
    }

    private boolean step(Global now, int thread, Point point, List<Global> successors) {
        if (point.fatal != null) {
            return stop(point.fatal);
        }
        Operation op = point.stand.op();
        if (op.kind() == OpKind.CHOICE) {
            for (int i = 0; i < op.a(); i++) {
                successors.add(after(now, now.memory.copy(), thread, point, i));
            }
            return true;
        }
        State memory = now.memory.copy();
        Result result = Semantics.perform(memory, thread, op);
        if (result instanceof Result.Broken wrong) {
            return stop(wrong.property());
        }
        if (result instanceof Result.Observed observed) {
            successors.add(after(now, memory, thread, point, observed.value()));
            return true;
        }
        return false;
    }

    private boolean stop(Property property) {
        broken.add(property);
        stops.add(property);
        return true;
    }

    private Global after(Global now, State memory, int thread, Point point, int observed) {
        Operation op = point.stand.op();
        if (op.kind() == OpKind.LOAD && op.order() == Order.DEPENDENCY && now.withdrawn.contains(observed)) {
            broken.add(Property.UNREGISTER_CONTRACT);
        }
        Point next = next(thread, point, observed);
        for (Note note : next.notes) {
            if (note instanceof Note.Unloaded unloaded) {
                for (int u = 0; u < roles.length; u++) {
                    if (u != thread && !now.memory.gone(unloaded.region(), thread) && now.points.get(u).stand.inside().contains(unloaded.region().id)) {
                        broken.add(Property.UNREGISTER_CONTRACT);
                    }
                }
            }
        }
        List<Point> points = new ArrayList<>(now.points);
        points.set(thread, next);
        Set<Integer> withdrawn = new TreeSet<>(now.withdrawn);
        arrive(memory, thread, next, withdrawn);
        return new Global(points, memory, withdrawn);
    }

    private void races(Global now) {
        for (int t = 0; t < roles.length; t++) {
            for (int u = 0; u < roles.length; u++) {
                Operation a = now.points.get(t).stand.op();
                Operation b = now.points.get(u).stand.op();
                boolean same = t != u && a.cell() != null && a.cell() == b.cell() && a.order() == Order.PLAIN;
                boolean shared = same && !(a.cell().region.owner >= 0 && programs.get(a.cell().region.owner).copies() > 1);
                if (shared && !now.memory.gone(a.cell().region, t) && (a.kind().writes() || b.kind().writes()) && now.points.get(t).fatal == null && now.points.get(u).fatal == null) {
                    broken.add(Property.NO_DATA_RACE);
                }
            }
        }
    }

    private String ending(Global now) {
        Map<Integer, List<String>> byRole = new TreeMap<>();
        Map<String, Integer> left = new TreeMap<>(machine.ledger());
        for (int t = 0; t < roles.length; t++) {
            Point point = now.points.get(t);
            byRole.computeIfAbsent(roles[t], r -> new ArrayList<>()).add(String.valueOf(point.results));
            point.ledger.forEach((kind, n) -> left.merge(kind, n, Integer::sum));
        }
        left.values().removeIf(n -> n == 0);
        byRole.values().forEach(results -> results.sort(null));
        return byRole.values() + " " + left;
    }

    // ---- one thread ------------------------------------------------------------------------------------------------------

    private Point next(int thread, Point point, int observed) {
        Point known = point.next.get(observed);
        if (known == null) {
            List<Integer> longer = new ArrayList<>(point.history);
            longer.add(observed);
            known = reach(roles[thread], longer);
            point.next.put(observed, known);
        }
        return known;
    }

    private Point reach(int role, List<Integer> history) {
        Point point = new Point(history);
        new Rerun(role, point).run();
        return point;
    }

    /** Runs a thread from its beginning to the end of a history. */
    private final class Rerun implements Interpreter {

        private record At(Operation op, boolean reader, boolean schedReader, Set<Integer> inside) implements Stand { }

        private final ThreadProgram program;
        private final int role;
        private final Point point;
        private final Map<String, Integer> taken = new HashMap<>();
        private final Map<String, Integer> ledger = new TreeMap<>();
        private final List<Integer> text = new ArrayList<>();
        private final Set<Cell> locks = new HashSet<>();
        private final Map<Cell, Integer> books = new HashMap<>();
        private Map<String, Integer> atCall = Map.of();
        private int rcu;
        private int preempt;
        private int done;
        private boolean entered;

        Rerun(int role, Point point) {
            this.role = role;
            this.point = point;
            this.program = programs.get(role);
        }

        void run() {
            machine.interpreter = this;
            int[] variables = new int[program.variables()];
            try {
                for (int call = 0; call < program.calls().size(); call++) {
                    entered = false;
                    text.clear();
                    atCall = new TreeMap<>(ledger);
                    int rcuBefore = rcu;
                    int preemptBefore = preempt;
                    Set<Cell> locksBefore = new HashSet<>(locks);
                    int result = program.calls().get(call).body().run(variables);
                    if (program.calls().get(call).result() >= 0) {
                        variables[program.calls().get(call).result()] = result;
                    }
                    returned(call, result, rcu > rcuBefore || preempt > preemptBefore, locks.stream().anyMatch(l -> !locksBefore.contains(l)));
                }
                point.stand = new At(Operation.of(OpKind.DONE), false, false, Set.of());
                point.results = program.observed().stream().sorted().map(v -> variables[v]).toList();
                point.ledger = ledger;
            } catch (Unwind unwound) {
                return;
            } catch (NullPointerException e) {
                fatal(Property.NO_NULL_DEREFERENCE);
            }
        }

        private void returned(int call, int result, boolean inSection, boolean withLock) {
            balance();
            if (inSection) {
                breach(Property.RCU_USAGE);
            }
            if (withLock) {
                breach(Property.ROLLBACK);
            }
            boolean more = ledger.entrySet().stream().anyMatch(e -> e.getValue() > atCall.getOrDefault(e.getKey(), 0));
            if (result < 0 && (more || atCall.entrySet().stream().anyMatch(e -> ledger.getOrDefault(e.getKey(), 0) > e.getValue()))) {
                breach(Property.ROLLBACK);
            }
            note(new Note.Returned(call, result));
            text.clear();
        }

        private void fatal(Property property) {
            point.fatal = property;
            point.stand = at(Operation.of(OpKind.VIOLATION, property.ordinal(), 0, ""));
        }

        /** Whether the run has come to the end of the history: only what happens from here on belongs to the point. */
        private boolean here() {
            return done == point.history.size();
        }

        private void breach(Property property) {
            if (here()) {
                point.breaches.add(property);
            }
        }

        private At at(Operation op) {
            boolean sleeping = op.kind() == OpKind.WAIT || op.kind() == OpKind.SYNC_END || op.kind() == OpKind.SCHEDULE
                    || op.kind() == OpKind.LOCK && op.cell().type == Cell.Type.MUTEX;
            boolean running = !machine.preemptible() && entered && !sleeping;
            return new At(op, rcu > 0 || running, preempt > 0 || running, Set.copyOf(text));
        }

        private void balance() {
            books.forEach((counter, n) -> {
                if (n != 0 && machine.knowledge.accounted(counter)) {
                    breach(Property.REFCOUNT_BALANCE);
                }
            });
            books.clear();
        }

        @Override
        public int perform(Operation op) {
            boolean moduleText = op.kind() != OpKind.ENTER && op.kind() != OpKind.LEAVE || op.region() != machine.image();
            if (!moduleText) {
                return 0;
            }
            if (op.kind() != OpKind.PREEMPT_ON) {
                balance();
            }
            if (op.kind() == OpKind.WAIT || op.kind() == OpKind.SYNC_BEGIN || op.kind() == OpKind.LOCK && op.cell().type == Cell.Type.MUTEX) {
                mightSleep("");
            }
            if (here()) {
                if (op.kind() == OpKind.VIOLATION) {
                    fatal(Property.values()[op.a()]);
                } else if (op.kind() == OpKind.LOCK && locks.contains(op.cell())) {
                    fatal(Property.NO_DEADLOCK);
                } else {
                    point.stand = at(op);
                }
                throw Unwind.INSTANCE;
            }
            int observed = point.history.get(done++);
            rules(op);
            follow(op, observed);
            entered = true;
            return observed;
        }

        private void rules(Operation op) {
            boolean wrong = op.kind() == OpKind.LOAD && op.order() == Order.DEPENDENCY && rcu == 0 || op.kind() == OpKind.RCU_UNLOCK && rcu == 0
                    || op.kind() == OpKind.PREEMPT_ON && preempt == 0;
            if (wrong) {
                breach(Property.RCU_USAGE);
            }
            if (op.kind() == OpKind.UNLOCK && !locks.contains(op.cell())) {
                breach(Property.KERNEL_ASSERTION);
            }
        }

        private void follow(Operation op, int observed) {
            switch (op.kind()) {
                case RCU_LOCK -> rcu++;
                case RCU_UNLOCK -> rcu = Math.max(0, rcu - 1);
                case PREEMPT_OFF -> preempt++;
                case PREEMPT_ON -> preempt = Math.max(0, preempt - 1);
                case LOCK -> locks.add(op.cell());
                case UNLOCK -> locks.remove(op.cell());
                case ENTER -> text.add(op.region().id);
                case LEAVE -> text.remove(text.size() - 1);
                case ALLOC -> count(op.region().counted(), 1);
                case FREE, FREE_RCU -> count(op.region().counted(), -1);
                case ATOMIC_SET -> books.merge(op.cell(), op.a() - op.cell().constructed, Integer::sum);
                case ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE ->
                        books.merge(op.cell(), op.kind().delta(observed, op.a()), Integer::sum);
                case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, WAIT, SYNC_BEGIN, SYNC_END, CHOICE, SCHEDULE, FRONTIER, VIOLATION, DONE -> { }
            }
        }

        private void count(String kind, int change) {
            ledger.merge(kind, change, Integer::sum);
            ledger.values().removeIf(n -> n == 0);
        }

        @Override
        public void mightSleep(String where) {
            boolean spinning = locks.stream().anyMatch(l -> l.type == Cell.Type.SPINLOCK);
            if (rcu > 0 || preempt > 0 || spinning) {
                breach(Property.RCU_USAGE);
            }
        }

        @Override
        public int allocIndex(String counted) {
            return taken.merge(counted, 1, Integer::sum) - 1 + machine.setup.allocatedFor(role, counted);
        }

        @Override
        public int role() {
            return role;
        }

        @Override
        public String threadName() {
            return program.name();
        }

        @Override
        public Object current() {
            return program.task();
        }

        @Override
        public boolean noting() {
            return here();
        }

        @Override
        public void note(Note note) {
            if (here()) {
                point.notes.add(note);
            }
        }

        @Override
        public void own(String kind, SimAtomic counter, int change) {
            count(kind, change);
            if (counter != null) {
                machine.knowledge.account(counter.cell);
                books.merge(counter.cell, -change, Integer::sum);
            }
        }
    }
}
