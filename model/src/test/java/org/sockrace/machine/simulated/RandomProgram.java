package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

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
        LOAD, LOAD_PLAIN, HOLDS, STORE, STORE_PLAIN, XCHG, CMPXCHG, PTR_LOAD, PTR_DEREF, PTR_LOAD_USE, PTR_STORE, PTR_XCHG, PTR_CMPXCHG, SLOT_LOOKUP, SLOT_CLEAR,
        READ, SET, INC, DEC, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, PUT_AND_FREE, GET_USE_PUT, TEST_THEN_USE,
        LOCK, UNLOCK, LOCKED, SPIN_LOCKED, WAIT_WORD, WAIT_COUNTER, WAIT_PTR, CALL, ENTER, LEAVE, MODULE_LOAD, ALLOC, PUBLISH, FREE_OWN, OWN_LOAD, OWN_STORE, OWN_COUNT,
        FREE, FREE_RCU, FREE_RCU_OWN, OBJECT_LOAD, OBJECT_STORE, READING, RCU_LOCK, RCU_UNLOCK, NO_PREEMPT, SYNC_RCU, SYNC_SCHED, MIGHT_SLEEP, CHOOSE, FAILS, IF,
        OWN, DISOWN, REGISTERED, WITHDRAWN, UNLOADED, BUG, UNLOAD, RETURN_ERROR
    }

    private static final Set<What> WITH_BODY = Set.of(What.LOCKED, What.SPIN_LOCKED, What.CALL, What.READING, What.NO_PREEMPT, What.IF, What.GET_USE_PUT);
    /** Drawn seldom: most programs with one of these break something at once. */
    private static final Set<What> RARE = Set.of(What.LOCK, What.UNLOCK, What.ENTER, What.LEAVE, What.RCU_LOCK, What.RCU_UNLOCK, What.BUG, What.SET, What.DEC,
            What.OWN, What.DISOWN, What.WAIT_WORD, What.WAIT_COUNTER, What.WAIT_PTR, What.PTR_DEREF, What.FREE, What.FREE_RCU, What.RETURN_ERROR);

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

    // ---- running ---------------------------------------------------------------------------------------------------------

    /** The memory that all share. */
    private static final class Shared {
        final Machine k;
        final List<Word> words = new ArrayList<>();
        final List<Atomic> counters = new ArrayList<>();
        final List<Mutex> mutexes = new ArrayList<>();
        final List<SpinLock> spinlocks = new ArrayList<>();
        final List<Thing> things = new ArrayList<>();
        final List<Ptr<Thing>> pointers = new ArrayList<>();
        final List<Thing> modules = new ArrayList<>();
        final Ptr<String> slot;

        Shared(Machine k) {
            this.k = k;
            for (int i = 0; i < 3; i++) {
                words.add(k.word(k.image(), "w" + i, 0));
                counters.add(k.atomic(k.image(), "c" + i, i));
                mutexes.add(k.mutex(k.image(), "m" + i));
                spinlocks.add(k.spinlock(k.image(), "s" + i));
                Thing thing = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k, mem));
                things.add(thing);
                pointers.add(k.ptr(k.image(), "p" + i, i == 0 ? null : thing));
            }
            for (int i = 0; i < 2; i++) {
                modules.add(k.alloc("mod" + i, Region.Kind.MODULE, mem -> new Thing(k, mem)));
            }
            k.own("BASE", counters.get(0));
            slot = k.ptr(k.image(), "slot", "family");
        }
    }

    private static final class Thing {
        final Region mem;
        final Word data;
        final Atomic count;
        final Ptr<Thing> next;

        Thing(Machine k, Region mem) {
            this.mem = mem;
            this.data = k.word(mem, "data", 0);
            this.count = k.atomic(mem, "count", 1);
            this.next = k.ptr(mem, "next", null);
        }
    }

    /** A machine with the program's memory, and the threads that run on it. */
    record Ready(SimulatedMachine machine, List<ThreadProgram> programs) { }

    Ready ready() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().preemptible(preemptible).gracePeriodsWait(patient)
                .faults(List.of("fault")).sourcePackage(RandomProgram.class.getName()));
        Shared shared = new Shared(machine);
        List<ThreadProgram> programs = new ArrayList<>();
        for (int t = 0; t < threads.size(); t++) {
            List<ThreadProgram.Call> calls = new ArrayList<>();
            List<List<Statement>> blocks = threads.get(t).calls;
            for (int c = 0; c < blocks.size(); c++) {
                List<Statement> block = blocks.get(c);
                int earlier = c - 1;
                calls.add(new ThreadProgram.Call("call" + c, vars -> new Body(shared, earlier < 0 ? 0 : vars[earlier]).run(block), c,
                        earlier < 0 ? Set.of() : Set.of(earlier)));
            }
            programs.add(new ThreadProgram("T" + t, "task", calls, threads.get(t).copies, false, blocks.size(), Set.of(blocks.size() - 1)));
        }
        return new Ready(machine, programs);
    }

    /** One run of one call. */
    private static final class Body {

        private final Shared s;
        private final Machine k;
        private int seen;
        private boolean failed;
        private Thing own;
        private boolean published;

        Body(Shared s, int earlier) {
            this.s = s;
            this.k = s.k;
            this.seen = earlier & 1;
        }

        int run(List<Statement> block) {
            block.forEach(this::execute);
            return failed ? -1 : seen % 7;
        }

        private void see(int value) {
            seen = 3 * seen + value + 1;
        }

        private void see(boolean value) {
            see(value ? 1 : 0);
        }

        private void execute(Statement st) {
            Word word = s.words.get(st.a);
            Atomic counter = s.counters.get(st.a);
            Ptr<Thing> pointer = s.pointers.get(st.a);
            Thing thing = s.things.get(st.a);
            Thing module = s.modules.get(st.a & 1);
            switch (st.what) {
                case LOAD -> see(word.load(st.b == 0 ? Order.ACQUIRE : Order.ONCE));
                case LOAD_PLAIN -> see(word.get());
                case HOLDS -> see(word.holds(st.b, Order.ONCE));
                case STORE -> word.store(st.b, Order.RELEASE);
                case STORE_PLAIN -> word.set(st.b);
                case XCHG -> see(word.xchg(st.b));
                case CMPXCHG -> see(word.cmpxchg(st.b, (st.b + 1) % 3));
                case PTR_LOAD -> see(pointer.load(Order.ONCE) != null);
                case PTR_DEREF -> see(pointer.load(Order.ONCE).data.load(Order.ONCE));
                case PTR_LOAD_USE -> use(pointer.load(Order.ONCE), st.b);
                case PTR_STORE -> pointer.store(st.b == 0 ? null : s.things.get(st.b), Order.RELEASE);
                case PTR_XCHG -> use(pointer.xchg(st.b == 0 ? null : s.things.get(st.b)), 0);
                case PTR_CMPXCHG -> see(pointer.cmpxchg(st.b == 0 ? null : thing, st.b == 0 ? thing : null) == null);
                case SLOT_LOOKUP -> see(s.slot.load(Order.DEPENDENCY) != null);
                case SLOT_CLEAR -> s.slot.store(st.a == 0 ? "family" : null, Order.ONCE);
                case READ -> see(counter.read());
                case SET -> counter.set(st.b);
                case INC -> counter.inc();
                case DEC -> counter.dec();
                case ADD_RETURN -> see(counter.add_return(st.b - 1));
                case DEC_AND_TEST -> see(counter.dec_and_test());
                case INC_NOT_ZERO -> see(counter.inc_not_zero());
                case ADD_UNLESS -> see(counter.add_unless(1, st.b));
                case DEC_IF_POSITIVE -> see(Integer.signum(counter.dec_if_positive()) + 1);
                case PUT_AND_FREE -> putAndFree(thing, st.b);
                case GET_USE_PUT -> getUsePut(thing, st.body);
                case TEST_THEN_USE -> testThenUse(thing);
                default -> executeMore(st, thing, module, pointer);
            }
        }

        private void executeMore(Statement st, Thing thing, Thing module, Ptr<Thing> pointer) {
            switch (st.what) {
                case LOCK -> s.mutexes.get(st.a).lock();
                case UNLOCK -> s.mutexes.get(st.a).unlock();
                case LOCKED -> locked(s.mutexes.get(st.a), st.body);
                case SPIN_LOCKED -> spinning(s.spinlocks.get(st.a), st.body);
                case WAIT_WORD -> k.wait_event(st.b == 2 ? s.words.get(st.a).isNot(0) : s.words.get(st.a).is(st.b));
                case WAIT_COUNTER -> k.wait_event(s.counters.get(st.a).is(st.b));
                case WAIT_PTR -> k.wait_event(pointer.is(null).or(s.words.get(st.b).is(1)));
                case CALL -> call(module, st.body);
                case ENTER -> k.enter(module.mem);
                case LEAVE -> leave(module);
                case MODULE_LOAD -> see(module.data.load(Order.ONCE));
                case ALLOC -> alloc();
                case PUBLISH -> publish(pointer);
                case FREE_OWN -> freeOwn(false);
                case FREE_RCU_OWN -> freeOwn(true);
                case OWN_LOAD -> see(own == null ? 2 : own.data.load(Order.ONCE));
                case OWN_STORE -> ownStore(st.b);
                case OWN_COUNT -> see(own != null && own.count.dec_and_test());
                case FREE -> k.free(thing.mem);
                case FREE_RCU -> k.free_rcu(thing.mem);
                case OBJECT_LOAD -> see(thing.data.load(st.b == 0 ? Order.PLAIN : Order.ONCE));
                case OBJECT_STORE -> thing.data.store(st.b, st.b == 0 ? Order.PLAIN : Order.ONCE);
                default -> executeRest(st, module);
            }
        }

        private void executeRest(Statement st, Thing module) {
            switch (st.what) {
                case READING -> reading(st.body);
                case RCU_LOCK -> k.rcu_read_lock();
                case RCU_UNLOCK -> k.rcu_read_unlock();
                case NO_PREEMPT -> unpreempted(st.body);
                case SYNC_RCU -> k.synchronize_rcu();
                case SYNC_SCHED -> k.synchronize_sched();
                case MIGHT_SLEEP -> k.might_sleep("here");
                case CHOOSE -> see(k.choose("what", "a", "b", "c"));
                case FAILS -> see(k.fails("fault"));
                case IF -> conditional(st.body);
                case OWN -> k.own("REF", s.counters.get(0));
                case DISOWN -> k.disown("REF", s.counters.get(0));
                case REGISTERED -> k.registered("family", true);
                case WITHDRAWN -> k.registered("family", false);
                case UNLOADED -> k.unloaded(module.mem);
                case BUG -> k.bug(Property.KERNEL_ASSERTION, "BUG");
                case UNLOAD -> unload(module, st.b);
                case RETURN_ERROR -> failed = true;
                default -> throw new IllegalStateException(st.what.name());
            }
        }

        private void use(Thing thing, int how) {
            if (thing == null) {
                see(0);
            } else if (how == 2) {
                thing.data.store(1, Order.ONCE);
            } else {
                see(thing.data.load(Order.ONCE));
            }
        }

        private void putAndFree(Thing thing, int how) {
            if (how == 0 ? thing.count.dec_and_test() : thing.count.add_return(-1) == 0) {
                k.free(thing.mem);
            }
        }

        private void getUsePut(Thing thing, List<Statement> body) {
            if (thing.count.inc_not_zero()) {
                body.forEach(this::execute);
                see(thing.data.load(Order.ONCE));
                thing.count.dec_if_positive();
            }
        }

        private void testThenUse(Thing thing) {
            if (thing.count.read() != 0) {
                see(thing.data.load(Order.ONCE));
            }
        }

        private void locked(Mutex lock, List<Statement> body) {
            lock.lock();
            body.forEach(this::execute);
            lock.unlock();
        }

        private void spinning(SpinLock lock, List<Statement> body) {
            lock.lock();
            body.forEach(this::execute);
            lock.unlock();
        }

        private void call(Thing module, List<Statement> body) {
            k.enter(module.mem);
            body.forEach(this::execute);
            k.leave(module.mem);
        }

        /** Kernel code never leaves what it has not entered. */
        private void leave(Thing module) {
            k.enter(module.mem);
            k.leave(module.mem);
        }

        private void alloc() {
            own = k.alloc("own", Region.Kind.OBJECT, mem -> new Thing(k, mem));
            published = false;
        }

        private void publish(Ptr<Thing> pointer) {
            if (own != null) {
                own.next.store(s.things.get(0), Order.ONCE);
                pointer.store(own, Order.RELEASE);
                published = true;
            }
        }

        private void freeOwn(boolean later) {
            if (own != null) {
                if (later) {
                    k.free_rcu(own.mem);
                } else {
                    k.free(own.mem);
                }
                see(published);
                own = published ? own : null;
            }
        }

        private void ownStore(int value) {
            if (own != null) {
                own.data.store(value, Order.PLAIN);
            }
        }

        private void reading(List<Statement> body) {
            k.rcu_read_lock();
            body.forEach(this::execute);
            k.rcu_read_unlock();
        }

        private void unpreempted(List<Statement> body) {
            k.preempt_disable();
            body.forEach(this::execute);
            k.preempt_enable();
        }

        private void conditional(List<Statement> body) {
            if (k.test(seen % 2 == 1)) {
                k.label("taken");
                body.forEach(this::execute);
            }
        }

        private void unload(Thing module, int forgotten) {
            s.slot.store(null, Order.ONCE);
            if (forgotten != 1) {
                k.synchronize_rcu();
            }
            k.unloaded(module.mem);
            k.free(module.mem);
        }
    }
}
