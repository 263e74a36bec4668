package org.sockrace.machine.simulated;

import java.util.Set;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Stand;
import org.sockrace.machine.Region;

/** One run of a call's code, from its beginning, on observations that somebody else provides: what all such runs have in common. */
abstract class CodeRun implements Interpreter {

    /** Where the running thread stands. */
    record Here(Operation op, boolean reader, boolean schedReader, Set<Integer> inside) implements Stand {

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Here h && reader == h.reader && schedReader == h.schedReader && op.equals(h.op)
                    && inside.equals(h.inside);
        }

        @Override
        public int hashCode() {
            return (op.hashCode() * 2 + (reader ? 1 : 0)) * 2 + (schedReader ? 1 : 0);
        }
    }

    /** Between two calls, and after the last. */
    static final Stand NOWHERE = new Here(Operation.of(OpKind.DONE), false, false, Set.of());

    final SimulatedMachine machine;
    final ThreadProgram program;
    final int role;
    final RoleMemory memory;

    // the run in progress
    LocalState state;
    Discipline discipline;
    int depth;

    CodeRun(SimulatedMachine machine, ThreadProgram program, int role, RoleMemory memory) {
        this.machine = machine;
        this.program = program;
        this.role = role;
        this.memory = memory;
    }

    /** Runs the thread's next call from that state on; returns its result. */
    final int run(LocalState start) {
        state = start.copy();
        discipline = new Discipline(machine.knowledge, role, state.carried);
        depth = 0;
        machine.interpreter = this;
        Rounds.begin();
        try {
            return program.run(state.calls, state.variables);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw machine.positions.blamed(e);
        }
    }

    /** Code of the kernel image is always there. */
    static boolean imageText(Operation op) {
        return (op.kind() == OpKind.ENTER || op.kind() == OpKind.LEAVE) && op.region().kind() == Region.Kind.IMAGE;
    }

    /** Without preemption, a task that has entered the kernel and does not sleep is a reader. */
    private boolean implicitReader(Operation op) {
        return !machine.preemptible() && depth > 0 && !op.sleeps();
    }

    final Stand stand(Operation op) {
        boolean implicit = implicitReader(op);
        return new Here(op, discipline.reader() || implicit, discipline.preemptionOff() || implicit, discipline.inside());
    }

    /** The thread is about to perform the operation: it may be no reader any more. */
    final void approach(Operation op) {
        if (!discipline.reader() && !implicitReader(op)) {
            state.leaveSections();
        }
    }

    /** The thread has performed the operation. */
    final void passed(Operation op, int observed) {
        depth++;
        memory.apply(state, op);
        if (machine.remembers(op, observed)) {
            state.faults.add(op.text());
        }
        discipline.after(op, observed);
    }

    /** The call has returned. */
    final void returned(int result) {
        ThreadProgram.Call call = program.calls().get(state.calls);
        if (call.result() >= 0) {
            state.variables[call.result()] = result;
        }
        state.carried = discipline.carried();
        if (!discipline.reader()) {
            state.leaveSections();
        }
        state.calls++;
        state.tidy(program, memory);
    }

    @Override
    public Frame.Stack here() {
        return machine.positions.here();
    }

    @Override
    public int allocIndex(String cache) {
        return state.take(cache) + machine.setup.allocatedFor(role, cache);
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
        return discipline.softirqsOff();
    }

    @Override
    public Object current() {
        return program.task();
    }

    @Override
    public void own(String kind, SimAtomic counter, int change) {
        Ledger.add(state.ledger, kind, change);
        if (counter != null) {
            Ledger.add(state.books, new Holding(kind, counter.cell.region, null), change);
            machine.knowledge.account(counter.cell);
            discipline.own(counter.cell, change);
        }
    }

    @Override
    public void keep(Holding line, int change) {
        Ledger.add(state.books, line, change);
    }

    // ---- nothing is said, unless a run is recorded -------------------------------------------------------------------

    @Override
    public void mightSleep(String where) { }

    @Override
    public boolean noting() {
        return false;
    }

    @Override
    public void note(Note note) { }
}
