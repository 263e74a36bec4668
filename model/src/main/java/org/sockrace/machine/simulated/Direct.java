package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sockrace.machine.Condition;

/** Executes operations at once on the initial memory: one thread, used to set a scenario up and to ask the kernel single-threaded questions. */
final class Direct implements Interpreter {

    private final Map<String, Integer> allocated = new HashMap<>();
    /** What was taken minus what was given back, by kind. */
    final Map<String, Integer> ledger = new TreeMap<>();
    private int role = -1;
    private Object current;
    private Predicate<String> faults = fault -> false;

    /** Objects taken from now on belong to that role (-1: to all), and code runs as that task. */
    void actAs(int newRole, Object task) {
        role = newRole;
        current = task;
    }

    /** Which choices of a failure come out as failures from now on. */
    void injecting(Predicate<String> failing) {
        faults = failing;
    }

    @Override
    public int perform(Operation op) {
        return switch (op.kind()) {
            case CHOICE -> faults.test(op.text()) ? 1 : 0;
            case WAIT -> await(op.condition());
            case FREE, FREE_RCU -> free(op.region());
            case ALLOC -> take(op.region().name(), 1);
            case VIOLATION -> throw new SetupException(op.text());
            default -> op.cell() == null ? 0 : access(op);
        };
    }

    private int access(Operation op) {
        Cell cell = op.cell();
        if (cell.region.freedAtStart) {
            throw new SetupException("use of freed memory: " + cell.qualifiedName());
        }
        if (op.kind() == OpKind.LOCK && cell.initial == 1) {
            throw new SetupException("deadlock: " + cell.qualifiedName() + " is held");
        }
        int old = cell.initial;
        int value = op.kind().after(old, op.a(), op.b());
        if (cell instanceof SimAtomic && value < 0) {
            throw new SetupException("counter below zero: " + cell.qualifiedName());
        }
        cell.initial = value;
        return op.kind().observed(old, op.a(), op.b());
    }

    private static int await(Condition condition) {
        for (Condition.Term term : condition.terms()) {
            if ((((Cell) term.cell()).initial == term.value()) == term.equal()) {
                return 0;
            }
        }
        throw new SetupException("would wait for ever: nobody else runs yet");
    }

    private int free(SimRegion region) {
        if (region.freedAtStart) {
            throw new SetupException("freed twice: " + region.name());
        }
        region.freedAtStart = true;
        return take(region.name(), -1);
    }

    private int take(String kind, int change) {
        ledger.merge(Ledger.kind(kind), change, Integer::sum);
        return 0;
    }

    @Override
    public void mightSleep(String where) { }

    @Override
    public int allocIndex(String cache) {
        return allocated.merge(role + "/" + cache, 1, Integer::sum) - 1;
    }

    /** How many objects of that cache the set-up took for the role. */
    int allocatedFor(int forRole, String cache) {
        return allocated.getOrDefault(forRole + "/" + cache, 0);
    }

    @Override
    public int role() {
        return role;
    }

    @Override
    public String threadName() {
        return "";
    }

    @Override
    public Object current() {
        return current;
    }

    @Override
    public boolean noting() {
        return false;
    }

    @Override
    public void note(Note note) { }

    @Override
    public void own(String kind, SimAtomic counter, int change) {
        ledger.merge(kind, change, Integer::sum);
        if (counter != null) {
            counter.accounted = true;
        }
    }
}
