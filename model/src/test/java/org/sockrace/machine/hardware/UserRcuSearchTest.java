package org.sockrace.machine.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/**
 * The RCU of real threads, on simulated ones: every interleaving of readers with an updater that frees what it has withdrawn. It takes two
 * grace periods in a row to catch a reader that loaded the phase before the first one and stores it during the second.
 */
class UserRcuSearchTest {

    /** Simulated memory is sequentially consistent: it needs no fences. */
    private static final Runnable NOTHING = () -> { };

    /** Waits for one phase only. */
    private static final class OnePhase extends UserRcu {
        OnePhase(SimulatedMachine k) {
            super(k, k.image(), NOTHING, NOTHING);
        }

        @Override
        void waitForReaders(Reader[] readers) {
            waitForReadersNotOf(flip(), readers);
        }
    }

    private record Thing(Region mem, Word data) { }

    private final SimulatedMachine k = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage("org.sockrace.machine.hardware"));
    private UserRcu rcu = new UserRcu(k, k.image(), NOTHING, NOTHING);
    private final Thing first = thing(k);
    private final Thing second = thing(k);
    private final Ptr<Thing> slot = k.ptr(k.image(), "slot", first);

    private static Thing thing(Machine k) {
        return k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(mem, k.word(mem, "data", 0)));
    }

    private static ThreadProgram program(String name, Runnable... calls) {
        return new ThreadProgram(name, name, List.of(calls).stream().map(call -> new ThreadProgram.Call(name, variables -> {
            call.run();
            return 0;
        }, -1, Set.of())).toList(), 1, false, 0, Set.of());
    }

    private void read() {
        read(slot);
    }

    private static void read(Ptr<Thing> from) {
        Thing thing = from.load(Order.ONCE);
        if (thing != null) {
            thing.data.load(Order.ONCE);
        }
    }

    private ThreadProgram reader(String name, int sections) {
        UserRcu.Reader reader = rcu.register();
        Runnable section = () -> {
            reader.lock();
            read();
            reader.unlock();
        };
        return program(name, Collections.nCopies(sections, section).toArray(Runnable[]::new));
    }

    private ThreadProgram updater() {
        return program("updater", () -> replace(slot, first, second), () -> replace(slot, second, null));
    }

    private void replace(Ptr<Thing> in, Thing old, Thing by) {
        in.store(by, Order.ONCE);
        rcu.synchronize();
        k.free(old.mem);
    }

    /** Two readers that look at two slots, and two updaters that each empty one of them. */
    private Exploration searchTwoReadersAndTwoUpdaters() {
        Thing third = thing(k);
        Ptr<Thing> other = k.ptr(k.image(), "other", third);
        List<ThreadProgram> programs = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            UserRcu.Reader reader = rcu.register();
            programs.add(program(name, () -> {
                reader.lock();
                read(slot);
                read(other);
                reader.unlock();
            }));
        }
        programs.add(program("one", () -> replace(slot, first, null)));
        programs.add(program("two", () -> replace(other, third, null)));
        return search(programs.toArray(ThreadProgram[]::new));
    }

    private Exploration search(ThreadProgram... programs) {
        return new BreadthFirst(Reductions.ALL, 1).explore(WorldBuilder.onDemand(k, List.of(programs)), Monitor.all(), Budget.NONE);
    }

    private void holds(Exploration result) {
        assertThat(result.claim().complete()).isTrue();
        assertThat(result.findings().byProperty()).isEmpty();
    }

    @Test
    void aReaderIsWaitedForWhenItReadsTwice() {
        holds(search(reader("reader", 2), updater()));
    }

    @Test
    void twoReadersAreWaitedFor() {
        holds(search(reader("a", 1), reader("b", 1), updater()));
    }

    @Test
    void nestedSectionsAreOne() {
        UserRcu.Reader reader = rcu.register();
        holds(search(updater(), program("reader", () -> {
            reader.lock();
            reader.lock();
            reader.unlock();
            read();
            reader.unlock();
        })));
    }

    @Test
    void twoUpdatersDoNotDisturbEachOther() {
        holds(search(reader("reader", 1), program("one", rcu::synchronize, rcu::synchronize), updater()));
    }

    @Test
    void twoReadersAreWaitedForByTwoUpdaters() {
        holds(searchTwoReadersAndTwoUpdaters());
    }

    @Test
    void onePhaseIsNotEnough() {
        rcu = new OnePhase(k);

        assertThat(searchTwoReadersAndTwoUpdaters().findings().byProperty()).containsOnlyKeys(Property.NO_USE_AFTER_FREE);
    }

    @Test
    void withoutALockTheReaderIsNotWaitedFor() {
        assertThat(search(updater(), program("reader", this::read)).findings().byProperty()).containsOnlyKeys(Property.NO_USE_AFTER_FREE);
    }
}
