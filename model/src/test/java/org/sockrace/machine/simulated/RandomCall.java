package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** What the statements of a {@link RandomProgram} do, on any machine: one run of one call. */
final class RandomCall {

    /** The memory that all share. */
    static final class Shared {
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

        @Override
        public String toString() {
            return mem.name();
        }
    }


    private final Shared s;
    private final Machine k;
    private int seen;
    private boolean failed;
    private Thing own;
    private boolean published;

    RandomCall(Shared s, int earlier) {
        this.s = s;
        this.k = s.k;
        this.seen = earlier & 1;
    }

    int run(List<RandomProgram.Statement> block) {
        block.forEach(this::execute);
        return failed ? -1 : seen % 7;
    }

    private void see(int value) {
        seen = 3 * seen + value + 1;
    }

    private void see(boolean value) {
        see(value ? 1 : 0);
    }

    private void execute(RandomProgram.Statement st) {
        Word word = s.words.get(st.a());
        Atomic counter = s.counters.get(st.a());
        Ptr<Thing> pointer = s.pointers.get(st.a());
        Thing thing = s.things.get(st.a());
        Thing module = s.modules.get(st.a() & 1);
        switch (st.what()) {
            case LOAD -> see(word.load(st.b() == 0 ? Order.ACQUIRE : Order.ONCE));
            case LOAD_PLAIN -> see(word.get());
            case HOLDS -> see(word.holds(st.b(), Order.ONCE));
            case STORE -> word.store(st.b(), Order.RELEASE);
            case STORE_PLAIN -> word.set(st.b());
            case XCHG -> see(word.xchg(st.b()));
            case CMPXCHG -> see(word.cmpxchg(st.b(), (st.b() + 1) % 3));
            case PTR_LOAD -> see(pointer.load(Order.ONCE) != null);
            case PTR_DEREF -> see(pointer.load(Order.ONCE).data.load(Order.ONCE));
            case PTR_LOAD_USE -> use(pointer.load(Order.ONCE), st.b());
            case PTR_STORE -> pointer.store(st.b() == 0 ? null : s.things.get(st.b()), Order.RELEASE);
            case PTR_XCHG -> use(pointer.xchg(st.b() == 0 ? null : s.things.get(st.b())), 0);
            case PTR_CMPXCHG -> see(pointer.cmpxchg(st.b() == 0 ? null : thing, st.b() == 0 ? thing : null) == null);
            case SLOT_LOOKUP -> see(s.slot.load(Order.DEPENDENCY) != null);
            case SLOT_CLEAR -> s.slot.store(st.a() == 0 ? "family" : null, Order.ONCE);
            case READ -> see(counter.read());
            case SET -> counter.set(st.b());
            case INC -> counter.inc();
            case DEC -> counter.dec();
            case ADD_RETURN -> see(counter.add_return(st.b() - 1));
            case DEC_AND_TEST -> see(counter.dec_and_test());
            case INC_NOT_ZERO -> see(counter.inc_not_zero());
            case ADD_UNLESS -> see(counter.add_unless(1, st.b()));
            case DEC_IF_POSITIVE -> see(Integer.signum(counter.dec_if_positive()) + 1);
            case PUT_AND_FREE -> putAndFree(thing, st.b());
            case GET_USE_PUT -> getUsePut(thing, st.body());
            case TEST_THEN_USE -> testThenUse(thing);
            default -> executeMore(st, thing, module, pointer);
        }
    }

    private void executeMore(RandomProgram.Statement st, Thing thing, Thing module, Ptr<Thing> pointer) {
        switch (st.what()) {
            case LOCK -> s.mutexes.get(st.a()).lock();
            case UNLOCK -> s.mutexes.get(st.a()).unlock();
            case LOCKED -> locked(s.mutexes.get(st.a()), st.body());
            case SPIN_LOCKED -> spinning(s.spinlocks.get(st.a()), st.body());
            case TRY_LOCKED -> tried(s.mutexes.get(st.a()), st.body());
            case TRY_SPIN_LOCKED -> trySpinning(s.spinlocks.get(st.a()), st.body());
            case SPIN_WORD -> k.smp_cond_load_acquire(st.b() == 2 ? s.words.get(st.a()).isNot(0) : s.words.get(st.a()).is(st.b()));
            case WAIT_WORD -> k.wait_event(st.b() == 2 ? s.words.get(st.a()).isNot(0) : s.words.get(st.a()).is(st.b()));
            case WAIT_COUNTER -> k.wait_event(s.counters.get(st.a()).is(st.b()));
            case WAIT_PTR -> k.wait_event(pointer.is(null).or(s.words.get(st.b()).is(1)));
            case CALL -> call(module, st.body());
            case ENTER -> k.enter(module.mem);
            case LEAVE -> leave(module);
            case MODULE_LOAD -> see(module.data.load(Order.ONCE));
            case ALLOC -> alloc();
            case PUBLISH -> publish(pointer);
            case FREE_OWN -> freeOwn(false);
            case FREE_RCU_OWN -> freeOwn(true);
            case OWN_LOAD -> see(own == null ? 2 : own.data.load(Order.ONCE));
            case OWN_STORE -> ownStore(st.b());
            case OWN_COUNT -> see(own != null && own.count.dec_and_test());
            case FREE -> k.free(thing.mem);
            case FREE_RCU -> k.free_rcu(thing.mem);
            case FREE_RCU_USE -> freeLaterAndUse(thing, st.b());
            case OBJECT_LOAD -> see(thing.data.load(st.b() == 0 ? Order.PLAIN : Order.ONCE));
            case OBJECT_STORE -> thing.data.store(st.b(), st.b() == 0 ? Order.PLAIN : Order.ONCE);
            default -> executeRest(st, module);
        }
    }

    private void executeRest(RandomProgram.Statement st, Thing module) {
        switch (st.what()) {
            case READING -> reading(st.body());
            case RCU_LOCK -> k.rcu_read_lock();
            case RCU_UNLOCK -> k.rcu_read_unlock();
            case NO_PREEMPT -> unpreempted(st.body());
            case SYNC_RCU -> k.synchronize_rcu();
            case SYNC_SCHED -> k.synchronize_sched();
            case MIGHT_SLEEP -> k.might_sleep("here");
            case CHOOSE -> see(k.choose("what", "a", "b", "c"));
            case FAILS -> see(k.fails("fault"));
            case IF -> conditional(st.body());
            case OWN -> k.own("REF", s.counters.get(0));
            case DISOWN -> k.disown("REF", s.counters.get(0));
            case REGISTERED -> k.registered("family", true);
            case WITHDRAWN -> k.registered("family", false);
            case UNLOADED -> k.unloaded(module.mem);
            case BUG -> k.bug(Property.KERNEL_ASSERTION, "BUG");
            case UNLOAD -> unload(module, st.b());
            case RETURN_ERROR -> failed = true;
            default -> throw new IllegalStateException(st.what().name());
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

    private void getUsePut(Thing thing, List<RandomProgram.Statement> body) {
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

    private void freeLaterAndUse(Thing thing, int when) {
        if (s.words.get(0).load(Order.ONCE) == when) {
            k.free_rcu(thing.mem);
            see(thing.data.load(Order.ONCE));
        }
    }

    private void locked(Mutex lock, List<RandomProgram.Statement> body) {
        lock.lock();
        body.forEach(this::execute);
        lock.unlock();
    }

    private void spinning(SpinLock lock, List<RandomProgram.Statement> body) {
        lock.lock();
        body.forEach(this::execute);
        lock.unlock();
    }

    private void tried(Mutex lock, List<RandomProgram.Statement> body) {
        boolean got = lock.trylock();
        see(got);
        if (got) {
            body.forEach(this::execute);
            lock.unlock();
        }
    }

    private void trySpinning(SpinLock lock, List<RandomProgram.Statement> body) {
        if (lock.trylock()) {
            body.forEach(this::execute);
            lock.unlock();
        } else {
            see(7);
        }
    }

    private void call(Thing module, List<RandomProgram.Statement> body) {
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

    private void reading(List<RandomProgram.Statement> body) {
        k.rcu_read_lock();
        body.forEach(this::execute);
        k.rcu_read_unlock();
    }

    private void unpreempted(List<RandomProgram.Statement> body) {
        k.preempt_disable();
        body.forEach(this::execute);
        k.preempt_enable();
    }

    private void conditional(List<RandomProgram.Statement> body) {
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
