package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Stand;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;

/** Runs a thread of the {@link Oracle} from its beginning to the end of a history, and holds it to the rules. */
class OracleThread implements Interpreter {

    /** Where a thread is: what it has observed so far, what it does next, and what was said on the way from the place before. */
    static final class Point {
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

    private record At(Operation op, boolean reader, boolean schedReader, Set<Integer> inside) implements Stand { }

    final SimulatedMachine machine;
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
    private int softirqs;
    private int done;
    private boolean entered;

    OracleThread(SimulatedMachine machine, ThreadProgram program, int role, Point point) {
        this.machine = machine;
        this.program = program;
        this.role = role;
        this.point = point;
    }

    final void run() {
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
            point.ledger = ledger;
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
    private boolean atTheEnd() {
        return done == point.history.size();
    }

    private void breach(Property property) {
        if (atTheEnd()) {
            point.breaches.add(property);
        }
    }

    private At at(Operation op) {
        boolean sleeping = op.kind() == OpKind.WAIT && op.b() == 0 || op.kind() == OpKind.SYNC_END || op.kind() == OpKind.SCHEDULE
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
        if (op.kind() == OpKind.WAIT && op.b() == 0 || op.kind() == OpKind.SYNC_BEGIN || op.kind() == OpKind.LOCK && op.cell().type == Cell.Type.MUTEX) {
            mightSleep("");
        }
        if (atTheEnd()) {
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
                || op.kind() == OpKind.PREEMPT_ON && (preempt == 0 || op.a() > softirqs);
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
            case PREEMPT_OFF -> {
                preempt++;
                softirqs += op.a();
            }
            case PREEMPT_ON -> {
                preempt = Math.max(0, preempt - 1);
                softirqs = Math.max(0, softirqs - op.a());
            }
            case LOCK -> locks.add(op.cell());
            case TRYLOCK -> {
                if (observed == 1) {
                    locks.add(op.cell());
                }
            }
            case UNLOCK -> locks.remove(op.cell());
            case ENTER -> text.add(op.region().id);
            case LEAVE -> text.remove(text.size() - 1);
            case ALLOC -> count(op.region().counted(), 1);
            case FREE, FREE_RCU -> count(op.region().counted(), -1);
            case ATOMIC_SET -> books.merge(op.cell(), op.a() - op.cell().constructed, Integer::sum);
            case ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE ->
                    books.merge(op.cell(), op.kind().delta(observed, op.a()), Integer::sum);
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, WAIT, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> { }
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
    public boolean softirqsOff() {
        return softirqs > 0;
    }

    @Override
    public Object current() {
        return program.task();
    }

    @Override
    public boolean noting() {
        return atTheEnd();
    }

    @Override
    public Frame.Stack here() {
        return Frame.Stack.NONE;
    }

    @Override
    public void note(Note note) {
        if (atTheEnd()) {
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

    /** The oracle counts references; who keeps them is for those to read who know the kernel. */
    @Override
    public void keep(Holding line, int change) { }
}
