package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Stand;
import org.sockrace.explore.Budget;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Semantics;
import org.sockrace.semantics.State;

/**
 * Runs the threads' code itself, together, a few times: in every order without interruption, then at random with few interruptions. What they observe is
 * where the automata begin; what only rarer schedules show is found when an engine gets there.
 */
final class Walker {

    private static final int WALKS = 24;
    private static final int MOST_OPERATIONS = 4_000;
    private static final int RARELY = 8;
    private static final int LONGEST_RUN = 60;
    private final SimulatedMachine machine;
    private final List<ThreadProgram> programs;
    private final List<Observations> seen;
    private final Budget budget;

    // the walk in progress
    private State memory;
    private Random random;
    private boolean calm;
    private int operations;

    Walker(SimulatedMachine machine, List<ThreadProgram> programs, List<Observations> seen, Budget budget) {
        this.machine = machine;
        this.programs = programs;
        this.seen = seen;
        this.budget = budget;
    }

    void walk() {
        for (int walk = 0; walk < WALKS; walk++) {
            budget.check();
            random = new Random(walk);
            calm = walk < WALKS / 3;
            operations = 0;
            walkOnce(walk);
        }
        machine.interpreter = machine.setup;
    }

    private void walkOnce(int walk) {
        List<Walking> threads = threads();
        memory = new State(threads.size(), region -> region.owner >= 0 && programs.get(region.owner).copies() > 1);
        machine.cells.forEach(cell -> threads.forEach(t -> memory.set(cell, t.number, machine.initial(cell))));
        threads.forEach(t -> memory.arrive(t.number, CodeRun.NOWHERE));
        List<Walking> able = new ArrayList<>(threads);
        int next = walk % threads.size();
        while (!able.isEmpty() && operations < MOST_OPERATIONS) {
            Walking thread = able.get(next % able.size());
            switch (thread.go()) {
                case PAUSED -> able = withBlocked(threads);
                case BLOCKED -> {
                    able = thread.progressed ? withBlocked(threads) : able;
                    able.remove(thread);
                }
                case ENDED -> {
                    thread.over = true;
                    able = withBlocked(threads);
                }
                case BROKEN -> {
                    return;
                }
            }
            next = calm ? walk % Math.max(1, able.size()) : random.nextInt(Math.max(1, able.size()));
        }
    }

    private static List<Walking> withBlocked(List<Walking> threads) {
        return new ArrayList<>(threads.stream().filter(t -> !t.over).toList());
    }

    private List<Walking> threads() {
        List<Walking> threads = new ArrayList<>();
        for (int role = 0; role < programs.size(); role++) {
            for (int copy = 0; copy < programs.get(role).copies(); copy++) {
                threads.add(new Walking(role, threads.size()));
            }
        }
        return threads;
    }

    private enum Stop { PAUSED, BLOCKED, ENDED, BROKEN }

    /** One thread of a walk: its call is run again from the beginning whenever it is its turn. */
    private final class Walking extends CodeRun {

        private final int number;
        private LocalState before;
        private boolean over;
        private final List<Integer> history = new ArrayList<>();
        private int left;
        private Stop stop;
        /** Whether it has done something since it was its turn: others may be able to go on now. */
        private boolean progressed;

        Walking(int role, int number) {
            super(Walker.this.machine, programs.get(role), role, new RoleMemory(Walker.this.machine, role, null));
            this.number = number;
            this.before = new LocalState(machine, program.variables());
            before.tidy(program, memory);
        }

        Stop go() {
            progressed = false;
            left = calm || random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(LONGEST_RUN);
            while (before.calls < program.calls().size()) {
                try {
                    int result = run(before);
                    returned(result);
                    before = state;
                    history.clear();
                    memory().arrive(number, NOWHERE);
                } catch (Unwind unwound) {
                    return stop;
                } catch (RuntimeException e) {
                    Crash.of(e, machine.positions::isSource);
                    return Stop.BROKEN;
                }
            }
            return Stop.ENDED;
        }

        private State memory() {
            return Walker.this.memory;
        }

        @Override
        public int perform(Operation op) {
            if (imageText(op)) {
                return 0;
            }
            approach(op);
            int observed = depth < history.size() ? history.get(depth) : execute(op);
            passed(op, observed);
            return observed;
        }

        private int execute(Operation op) {
            Stand stand = stand(op);
            memory().arrive(number, stand);
            if (left-- <= 0 || ++operations > MOST_OPERATIONS) {
                throw halt(Stop.PAUSED);
            }
            Result result = discipline.waitsForItself(op) ? new Result.Blocked() : Semantics.perform(memory(), number, op);
            int observed;
            if (result instanceof Result.Observed value) {
                observed = value.value();
            } else if (result instanceof Result.Choose choice) {
                observed = calm && random.nextInt(RARELY) > 0 || random.nextInt(RARELY) > 0 && choice.alternatives() == 2 ? 0
                        : random.nextInt(choice.alternatives());
            } else {
                throw halt(result instanceof Result.Blocked ? Stop.BLOCKED : Stop.BROKEN);
            }
            history.add(observed);
            progressed = true;
            if (op.cell() != null) {
                machine.knowledge.access(op.cell(), role, op.kind());
            }
            if (op.cell() != null && op.kind().observes() && !super.memory.knows(state, op.cell())) {
                seen.get(role).add(op, here(), observed);
            }
            return observed;
        }

        private Unwind halt(Stop why) {
            stop = why;
            return Unwind.INSTANCE;
        }
    }
}
