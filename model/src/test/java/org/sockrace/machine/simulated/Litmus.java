package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
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
record Litmus(boolean preemptible, boolean patient, Function<Memories, List<Team>> threads) {

    /**
     * Identical threads that make these calls one after the other.
     *
     * @param copies how many
     * @param daemon whether they may stay blocked between two calls
     * @param calls what they do; the result of the last call is theirs
     */
    record Team(int copies, boolean daemon, List<IntSupplier> calls) { }

    /** An object or a module, with a word in it and room for a pointer. */
    static final class Thing {
        final Region mem;
        final Word data;
        final Ptr<Thing> next;

        Thing(Machine k, Region mem) {
            this.mem = mem;
            this.data = k.word(mem, "data", 0);
            this.next = k.ptr(mem, "next", null);
        }

        int use() {
            return data.load(Order.ONCE);
        }
    }

    /** What most programs are about: two words, two objects, a module. */
    static final class Memories {
        final Machine k;
        final Word x;
        final Word y;
        final Thing p;
        final Thing q;
        final Thing m;
        final Ptr<String> slot;

        Memories(Machine k) {
            this.k = k;
            x = k.word(k.image(), "x", 0);
            y = k.word(k.image(), "y", 0);
            p = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k, mem));
            q = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k, mem));
            m = k.alloc("mod", Region.Kind.MODULE, mem -> new Thing(k, mem));
            slot = k.ptr(k.image(), "slot", "family");
        }

        int x() {
            return x.load(Order.ONCE);
        }

        void x(int value) {
            x.store(value, Order.ONCE);
        }

        int y() {
            return y.load(Order.ONCE);
        }

        void y(int value) {
            y.store(value, Order.ONCE);
        }

        void reading(Runnable body) {
            k.rcu_read_lock();
            body.run();
            k.rcu_read_unlock();
        }

        Thing alloc() {
            return k.alloc("own", Region.Kind.OBJECT, mem -> new Thing(k, mem));
        }
    }

    /** On the usual machine. */
    static Litmus of(Function<Memories, List<Team>> threads) {
        return new Litmus(true, true, threads);
    }

    /** The same without preemption: code that does not sleep is an implicit reader. */
    Litmus unpreempted() {
        return new Litmus(false, patient, threads);
    }

    /** The same with grace periods that do not wait. */
    Litmus impatient() {
        return new Litmus(preemptible, false, threads);
    }

    /** A thread without a result. */
    static Team thread(Runnable body) {
        return team(1, body);
    }

    /** Identical threads without a result. */
    static Team team(int copies, Runnable body) {
        return new Team(copies, false, List.of(() -> {
            body.run();
            return 0;
        }));
    }

    /** A thread with a result. */
    static Team result(IntSupplier body) {
        return results(1, body);
    }

    /** Identical threads with a result each. */
    static Team results(int copies, IntSupplier body) {
        return new Team(copies, false, List.of(body));
    }

    /** A machine with the memory, and the threads that run on it. */
    RandomProgram.Ready ready() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().preemptible(preemptible).gracePeriodsWait(patient)
                .faults(List.of("fault")).sourcePackage("org.sockrace.machine.simulated."));
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
    WorldBuilder source() {
        RandomProgram.Ready ready = ready();
        return WorldBuilder.complete(ready.machine(), ready.programs());
    }

    /** What is right. */
    Oracle.Answer oracle() {
        RandomProgram.Ready ready = ready();
        return new Oracle(ready.machine(), ready.programs()).ask(100_000);
    }
}
