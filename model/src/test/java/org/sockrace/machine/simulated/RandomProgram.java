package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A random program over everything that a machine has, right or wrong, as data: it can be run on any machine, printed, and made smaller.
 *
 * @param preemptible whether code can be preempted anywhere
 * @param patient whether grace periods wait
 * @param threads the threads
 */
record RandomProgram(boolean preemptible, boolean patient, List<Team> threads) {

    /** Identical threads that make these calls one after the other. */
    record Team(int copies, List<List<Statement>> calls) { }

    /** One statement; what its operands mean depends on what it does. */
    record Statement(What what, int a, int b, List<Statement> body) {
        @Override
        public String toString() {
            return what + "(" + a + "," + b + ")" + (body.isEmpty() ? "" : body);
        }
    }

    /** Statements: every operation of the alphabet, and the shapes that kernel code makes of them. */
    enum What {
        LOAD, LOAD_PLAIN, HOLDS, STORE, STORE_PLAIN, XCHG, CMPXCHG, PTR_LOAD, PTR_DEREF, PTR_LOAD_USE, PTR_STORE, PTR_XCHG, PTR_CMPXCHG, SLOT_LOOKUP,
        SLOT_CLEAR,
        READ, SET, INC, DEC, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, PUT_AND_FREE, GET_USE_PUT, TEST_THEN_USE,
        LOCK, UNLOCK, LOCKED, SPIN_LOCKED, TRY_LOCKED, TRY_SPIN_LOCKED, SPIN_WORD,
        WAIT_WORD, WAIT_COUNTER, WAIT_PTR, CALL, ENTER, LEAVE, MODULE_LOAD, ALLOC, PUBLISH, FREE_OWN, OWN_LOAD, OWN_STORE,
        OWN_COUNT, FREE, FREE_RCU, FREE_RCU_USE,
        FREE_RCU_OWN, OBJECT_LOAD, OBJECT_STORE, READING, RCU_LOCK, RCU_UNLOCK, NO_PREEMPT, SYNC_RCU, SYNC_SCHED, MIGHT_SLEEP,
        CHOOSE, FAILS, IF, OWN, DISOWN, REGISTERED, WITHDRAWN, UNLOADED, BUG, UNLOAD, RETURN_ERROR
    }

    private static final Set<What> WITH_BODY = Set.of(What.LOCKED, What.SPIN_LOCKED, What.TRY_LOCKED, What.TRY_SPIN_LOCKED,
            What.CALL, What.READING, What.NO_PREEMPT, What.IF, What.GET_USE_PUT);
    /** Drawn seldom: most programs with one of these break something at once. */
    private static final Set<What> RARE = Set.of(What.LOCK, What.UNLOCK, What.ENTER, What.LEAVE, What.RCU_LOCK, What.RCU_UNLOCK, What.BUG, What.SET, What.DEC,
            What.OWN, What.DISOWN, What.SPIN_WORD,
            What.WAIT_WORD, What.WAIT_COUNTER, What.WAIT_PTR, What.PTR_DEREF, What.FREE, What.FREE_RCU, What.RETURN_ERROR);

    // ---- drawing ---------------------------------------------------------------------------------------------------------

    static RandomProgram draw(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        List<What> dialect = dialect(random);
        List<Team> threads = new ArrayList<>();
        int kinds = 1 + random.nextInt(3);
        for (int t = 0; t < kinds; t++) {
            List<List<Statement>> calls = new ArrayList<>();
            for (int c = random.nextInt(4) == 0 ? 2 : 1; c > 0; c--) {
                calls.add(block(random, dialect, kinds == 1 ? 4 : 3, 0));
            }
            threads.add(new Team(kinds == 1 || random.nextInt(5) == 0 && kinds == 2 ? 2 : 1, calls));
        }
        return new RandomProgram(random.nextInt(4) != 0, random.nextInt(8) != 0, threads);
    }

    /** A few of the words, so that programs are about something. */
    private static List<What> dialect(Random random) {
        List<What> words = new ArrayList<>();
        int size = 3 + random.nextInt(8);
        while (words.size() < size) {
            What what = What.values()[random.nextInt(What.values().length)];
            if (!RARE.contains(what) || random.nextInt(3) == 0) {
                words.add(what);
            }
        }
        return words;
    }

    private static List<Statement> block(Random random, List<What> dialect, int most, int depth) {
        List<Statement> block = new ArrayList<>();
        for (int n = 1 + random.nextInt(most); n > 0; n--) {
            What what = dialect.get(random.nextInt(dialect.size()));
            List<Statement> body = WITH_BODY.contains(what) && depth < 2 ? block(random, dialect, 2, depth + 1) : List.of();
            block.add(new Statement(what, random.nextInt(3), random.nextInt(3), body));
        }
        return block;
    }

    // ---- making it smaller -------------------------------------------------------------------------------------------------

    /** Programs that are a little smaller. */
    List<RandomProgram> smaller() {
        List<RandomProgram> smaller = new ArrayList<>();
        if (!preemptible || !patient) {
            smaller.add(new RandomProgram(true, true, threads));
        }
        for (int t = 0; t < threads.size(); t++) {
            Team thread = threads.get(t);
            if (threads.size() > 1) {
                smaller.add(without(t));
            }
            if (thread.copies > 1) {
                smaller.add(with(t, new Team(1, thread.calls)));
            }
            for (int c = 0; c < thread.calls.size(); c++) {
                if (thread.calls.size() > 1) {
                    List<List<Statement>> fewer = new ArrayList<>(thread.calls);
                    fewer.remove(c);
                    smaller.add(with(t, new Team(thread.copies, fewer)));
                }
                for (List<Statement> block : smaller(thread.calls.get(c))) {
                    List<List<Statement>> other = new ArrayList<>(thread.calls);
                    other.set(c, block);
                    smaller.add(with(t, new Team(thread.copies, other)));
                }
            }
        }
        return smaller;
    }

    private static List<List<Statement>> smaller(List<Statement> block) {
        List<List<Statement>> all = new ArrayList<>();
        for (int s = 0; s < block.size(); s++) {
            Statement statement = block.get(s);
            List<Statement> fewer = new ArrayList<>(block);
            fewer.remove(s);
            all.add(fewer);
            List<Statement> unwrapped = new ArrayList<>(fewer);
            unwrapped.addAll(s, statement.body);
            if (!statement.body.isEmpty()) {
                all.add(unwrapped);
            }
            for (List<Statement> body : smaller(statement.body)) {
                List<Statement> other = new ArrayList<>(block);
                other.set(s, new Statement(statement.what, statement.a, statement.b, body));
                all.add(other);
            }
        }
        return all;
    }

    private RandomProgram without(int thread) {
        List<Team> fewer = new ArrayList<>(threads);
        fewer.remove(thread);
        return new RandomProgram(preemptible, patient, fewer);
    }

    private RandomProgram with(int thread, Team other) {
        List<Team> all = new ArrayList<>(threads);
        all.set(thread, other);
        return new RandomProgram(preemptible, patient, all);
    }

    /** The same with a role of its own for each thread. */
    RandomProgram split() {
        List<Team> all = new ArrayList<>();
        threads.forEach(t -> all.addAll(java.util.Collections.nCopies(t.copies, new Team(1, t.calls))));
        return new RandomProgram(preemptible, patient, all);
    }

    /** A machine with the program's memory, and the threads that run on it. */
    record Ready(SimulatedMachine machine, List<ThreadProgram> programs) { }

    Ready ready() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().preemptible(preemptible).gracePeriodsWait(patient)
                .faults(List.of("fault"), false).sourcePackage(RandomProgram.class.getName()));
        RandomCall.Shared shared = new RandomCall.Shared(machine);
        List<ThreadProgram> programs = new ArrayList<>();
        for (int t = 0; t < threads.size(); t++) {
            List<ThreadProgram.Call> calls = new ArrayList<>();
            List<List<Statement>> blocks = threads.get(t).calls;
            for (int c = 0; c < blocks.size(); c++) {
                List<Statement> block = blocks.get(c);
                int earlier = c - 1;
                calls.add(new ThreadProgram.Call("call" + c, vars -> new RandomCall(shared, earlier < 0 ? 0 : vars[earlier]).run(block), c,
                        earlier < 0 ? Set.of() : Set.of(earlier)));
            }
            programs.add(new ThreadProgram("T" + t, "task", calls, threads.get(t).copies, false, blocks.size(), Set.of(blocks.size() - 1)));
        }
        return new Ready(machine, programs);
    }
}
