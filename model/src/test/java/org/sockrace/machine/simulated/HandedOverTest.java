package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** What a failing call hands over to a callback it does not leave behind; all else it does. */
class HandedOverTest {

    private static final String REF = "REF";
    private static final String PIN = "PIN";

    /** An object that counts who has it. */
    private record Thing(Region mem, Atomic count) { }

    /** A module, and what a call does with objects of it. */
    private static final class Rig {

        private final Machine k;
        private final Region module;
        private final Atomic refcnt;

        private Rig(Machine k) {
            this.k = k;
            this.module = k.alloc("module", Region.Kind.MODULE, mem -> mem);
            this.refcnt = k.atomic(module, "refcnt", 0);
        }

        /** An object that counts its own reference, keeps one to the module, and keeps another object. */
        private Region make() {
            Thing thing = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(mem, k.atomic(mem, "count", 0)));
            thing.count.inc();
            k.own(REF, thing.count);
            pin();
            k.keeps(thing.mem, PIN, module);
            k.keeps(thing.mem, "part", k.alloc("part", Region.Kind.OBJECT, mem -> mem));
            return thing.mem;
        }

        private void pin() {
            refcnt.inc();
            k.own(PIN, refcnt);
        }

        private void handOver(Region thing) {
            k.keeps(k.image(), Machine.CALLBACK, thing);
        }
    }

    private static List<String> blamed(Consumer<Rig> fails) {
        return blamed(rig -> { }, fails);
    }

    /** What a call is blamed for that follows another and returns an error. */
    private static List<String> blamed(Consumer<Rig> before, Consumer<Rig> fails) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Rig rig = new Rig(machine);
        ThreadProgram.Call first = new ThreadProgram.Call("first()", vars -> {
            before.accept(rig);
            return 0;
        }, -1, Set.of());
        ThreadProgram.Call second = new ThreadProgram.Call("second()", vars -> {
            fails.accept(rig);
            return -12;
        }, -1, Set.of());
        WorldBuilder threads = WorldBuilder.complete(machine, List.of(new ThreadProgram("T0", "task", List.of(first, second), 1, false, 0, Set.of())));
        return new BreadthFirst(Reductions.ALL, 1).explore(threads, Monitor.all(), Budget.NONE).findings().all().stream().map(Finding::detail).toList();
    }

    @Test
    void anObjectGoesWithAllThatItHas() {
        assertThat(blamed(Rig::make)).containsExactly("second() returns an error and leaves behind: +1 PIN, +1 REF, +1 part, +1 thing");
        assertThat(blamed(rig -> rig.handOver(rig.make()))).isEmpty();
    }

    @Test
    void whatDoesNotBelongToItIsLeftBehind() {
        assertThat(blamed(rig -> {
            rig.handOver(rig.make());
            rig.pin();
        })).containsExactly("second() returns an error and leaves behind: +1 PIN");
        assertThat(blamed(rig -> {
            rig.handOver(rig.make());
            rig.make();
        })).containsExactly("second() returns an error and leaves behind: +1 PIN, +1 REF, +1 part, +1 thing");
    }

    @Test
    void whatAnEarlierCallMadeOrHandedOverExcusesNothing() {
        assertThat(blamed(rig -> rig.handOver(rig.make()), Rig::make))
                .containsExactly("second() returns an error and leaves behind: +1 PIN, +1 REF, +1 part, +1 thing");
        Region[] old = new Region[1];
        assertThat(blamed(rig -> old[0] = rig.make(), rig -> {
            rig.handOver(old[0]);
            rig.pin();
        })).containsExactly("second() returns an error and leaves behind: +1 PIN");
    }
}
