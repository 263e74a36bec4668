package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Semantics;
import org.sockrace.semantics.State;

/** Executes operations at once on the initial memory: one thread, used to set a scenario up and to ask the kernel single-threaded questions. */
final class Setup implements Interpreter {

    /** No kernel takes so many operations to come up and to be set up, by far: code that does goes round for ever. */
    private static final int MOST_OPERATIONS = 5_000_000;
    private final Map<String, Integer> allocated = new HashMap<>();
    /** The memory as it is before the threads start. */
    final State state = new State(1, memory -> false);
    /** What was taken minus what was given back, by kind. */
    final Map<String, Integer> ledger = new TreeMap<>();
    /** The same object by object, and who keeps what. */
    final Map<Holding, Integer> books = new HashMap<>();
    private final Knowledge knowledge;
    private int role = Memory.NOBODY;
    private Object current;
    private int operations;
    private Predicate<String> faults = fault -> false;
    /** The rules of the call that runs, or null. */
    private Discipline discipline;

    Setup(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Objects taken from now on belong to that role (-1: to all), and code runs as that task. */
    void actAs(int newRole, Object task) {
        role = newRole;
        current = task;
    }

    /** Which choices of a failure come out as failures from now on. */
    void injecting(Predicate<String> failing) {
        faults = failing;
    }

    /** Runs a call, which must keep the rules that threads have to keep. */
    int call(IntSupplier code) {
        discipline = new Discipline(knowledge, role, Discipline.Carried.NOTHING);
        try {
            int result = code.getAsInt();
            discipline.atReturn().forEach(Setup::refuse);
            return result;
        } finally {
            discipline = null;
        }
    }

    private static void refuse(Discipline.Breach breach) {
        throw new SetupException(breach.message());
    }

    @Override
    public int perform(Operation op) {
        if (op.kind() == OpKind.VIOLATION) {
            throw new SetupException(op.text());
        }
        if (discipline == null || CodeRun.imageText(op)) {
            return execute(op);
        }
        discipline.before(op).forEach(Setup::refuse);
        Discipline.Breach breach = discipline.rule(op);
        if (breach != null) {
            refuse(breach);
        }
        int observed = execute(op);
        discipline.after(op, observed);
        return observed;
    }

    private int execute(Operation op) {
        if (++operations > MOST_OPERATIONS) {
            throw new SetupException("would go on for ever: " + MOST_OPERATIONS + " operations, the last of them on "
                    + (op.cell() == null ? op.kind() : op.cell().qualifiedName()));
        }
        Result result = Semantics.perform(state, 0, op);
        if (result instanceof Result.Observed observed) {
            count(op);
            return observed.value();
        }
        if (result instanceof Result.Choose) {
            return faults.test(op.text()) ? 1 : 0;
        }
        throw new SetupException(wrong(op, result));
    }

    private void count(Operation op) {
        if (op.kind() == OpKind.ALLOC || op.kind().frees()) {
            ledger.merge(op.region().counted(), op.kind() == OpKind.ALLOC ? 1 : -1, Integer::sum);
        }
        if (op.kind() == OpKind.ALLOC) {
            Ledger.add(books, Holding.of(op.region()), 1);
        } else if (op.kind().frees()) {
            Ledger.freed(books, op.region());
        }
    }

    private static String wrong(Operation op, Result result) {
        if (result instanceof Result.Broken broken) {
            return op.kind().frees() ? "freed twice: " + op.region().name()
                    : broken.freed() == null ? "counter below zero: " + op.cell().qualifiedName()
                    : "use of freed memory: " + (op.cell() == null ? op.region().name() : op.cell().qualifiedName());
        }
        return op.cell() == null ? "would wait for ever: nobody else runs yet" : "deadlock: " + op.cell().qualifiedName() + " is held";
    }

    @Override
    public void mightSleep(String where) {
        Discipline.Breach breach = discipline == null ? null : discipline.sleeping(where);
        if (breach != null) {
            refuse(breach);
        }
    }

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
    public boolean softirqsOff() {
        return discipline != null && discipline.softirqsOff();
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
    public Frame.Stack here() {
        return Frame.Stack.NONE;
    }

    @Override
    public void note(Note note) { }

    @Override
    public void own(String kind, SimAtomic counter, int change) {
        ledger.merge(kind, change, Integer::sum);
        if (counter != null) {
            Ledger.add(books, new Holding(kind, counter.cell.region, null), change);
            knowledge.account(counter.cell);
            if (discipline != null) {
                discipline.own(counter.cell, change);
            }
        }
    }

    @Override
    public void keep(Holding line, int change) {
        Ledger.add(books, line, change);
    }
}
