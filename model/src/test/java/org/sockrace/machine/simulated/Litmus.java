package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * A program of a few lines on a small memory, written as code: its threads, and the machine that it wants.
 *
 * @param preemptible whether code can be preempted anywhere
 * @param patient whether grace periods wait
 * @param threads makes the threads on a machine
 */
public record Litmus(boolean preemptible, boolean patient, Function<Memories, List<Team>> threads) {

    /**
     * Identical threads that make these calls one after the other.
     *
     * @param copies how many
     * @param daemon whether they may stay blocked between two calls
     * @param calls what they do; the result of the last call is theirs
     */
    public record Team(int copies, boolean daemon, List<IntSupplier> calls) { }

    /** An object or a module, with a word in it and room for a pointer. */
    public static final class Thing {
        public final Region mem;
        public final Word data;
        public final Ptr<Thing> next;

        Thing(Machine k, Region mem) {
            this.mem = mem;
            this.data = k.word(mem, "data", 0);
            this.next = k.ptr(mem, "next", null);
        }

        public int use() {
            return data.load(Order.ONCE);
        }

        @Override
        public String toString() {
            return mem.name();
        }
    }

    /** What most programs are about: two words, two objects, a module. */
    public static final class Memories {
        public final Machine k;
        public final Word x;
        public final Word y;
        public final Thing p;
        public final Thing q;
        public final Thing m;
        public final Ptr<String> slot;

        Memories(Machine k) {
            this.k = k;
            x = k.word(k.image(), "x", 0);
            y = k.word(k.image(), "y", 0);
            p = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k, mem));
            q = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k, mem));
            m = k.alloc("mod", Region.Kind.MODULE, mem -> new Thing(k, mem));
            slot = k.ptr(k.image(), "slot", "family");
        }

        public int x() {
            return x.load(Order.ONCE);
        }

        public void x(int value) {
            x.store(value, Order.ONCE);
        }

        public int plainX() {
            return x.get();
        }

        public int y() {
            return y.load(Order.ONCE);
        }

        public void y(int value) {
            y.store(value, Order.ONCE);
        }

        public void reading(Runnable body) {
            k.rcu_read_lock();
            body.run();
            k.rcu_read_unlock();
        }

        public Thing alloc() {
            return k.alloc("own", Region.Kind.OBJECT, mem -> new Thing(k, mem));
        }
    }

    /** On the usual machine. */
    public static Litmus of(Function<Memories, List<Team>> threads) {
        return new Litmus(true, true, threads);
    }

    /** The same without preemption: code that does not sleep is an implicit reader. */
    public Litmus unpreempted() {
        return new Litmus(false, patient, threads);
    }

    /** The same with grace periods that do not wait. */
    public Litmus impatient() {
        return new Litmus(preemptible, false, threads);
    }

    /** A thread without a result. */
    public static Team thread(Runnable body) {
        return team(1, body);
    }

    /** Identical threads without a result. */
    public static Team team(int copies, Runnable body) {
        return new Team(copies, false, List.of(() -> {
            body.run();
            return 0;
        }));
    }

    /** A thread with a result. */
    public static Team result(IntSupplier body) {
        return results(1, body);
    }

    /** Identical threads with a result each. */
    public static Team results(int copies, IntSupplier body) {
        return new Team(copies, false, List.of(body));
    }

    /** A machine with the memory, and the threads that run on it. */
    RandomProgram.Ready ready() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().preemptible(preemptible).gracePeriodsWait(patient)
                .faults(List.of("fault"), false).sourcePackage(Litmus.class.getName()));
        List<ThreadProgram> programs = new ArrayList<>();
        for (Team team : threads.apply(new Memories(machine))) {
            List<ThreadProgram.Call> calls = new ArrayList<>();
            for (IntSupplier body : team.calls()) {
                calls.add(new ThreadProgram.Call("call" + calls.size(), vars -> body.getAsInt(), 0, Set.of()));
            }
            programs.add(new ThreadProgram("T" + programs.size(), "task", calls, team.copies(), team.daemon(), 1, Set.of(0)));
        }
        return new RandomProgram.Ready(machine, programs);
    }

    /** Automata that follow every value that a cell may hold. */
    public WorldBuilder source() {
        RandomProgram.Ready ready = ready();
        return WorldBuilder.complete(ready.machine(), ready.programs());
    }

    /** Automata that follow what is seen. */
    public WorldBuilder onDemand() {
        RandomProgram.Ready ready = ready();
        return WorldBuilder.onDemand(ready.machine(), ready.programs());
    }

    /** The automata that follow everything. */
    public World world() {
        return source().world(Budget.NONE);
    }

    /** What is right. */
    Oracle.Answer oracle() {
        RandomProgram.Ready ready = ready();
        return new Oracle(ready.machine(), ready.programs()).ask(100_000);
    }
}
