package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** A thread that serves others for ever is followed for as many rounds as there are; that there is no end to them is found out. */
class ServerTest {

    private static ThreadProgram client(String name, Runnable request, int requests) {
        ThreadProgram.Call call = new ThreadProgram.Call("request()", vars -> {
            request.run();
            return 0;
        }, -1, Set.of());
        return new ThreadProgram(name, "task", Collections.nCopies(requests, call), 1, false, 0, Set.of());
    }

    /** What comes of that many requests to a server that perhaps makes a new one with each that it serves. */
    private static Exploration explore(int requests, boolean makesNewOnes) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Atomic waiting = machine.atomic(machine.image(), "waiting", 0);
        ThreadProgram server = ThreadProgram.server("server", "task", new ThreadProgram.Call("serve()", vars -> {
            machine.wait_event(waiting.isNot(0));
            if (makesNewOnes) {
                waiting.inc();
            }
            waiting.dec_and_test();
            return 0;
        }, -1, Set.of()));
        WorldBuilder threads = WorldBuilder.onDemand(machine, List.of(client("T0", waiting::inc, requests), server));
        return new BreadthFirst(Reductions.ALL, 1).explore(threads, Monitor.all(), Budget.NONE);
    }

    @Test
    void everyRequestIsServed() {
        for (int requests : new int[] {0, 1, 5}) {
            Exploration exploration = explore(requests, false);
            assertThat(exploration.claim().complete()).isTrue();
            assertThat(exploration.findings().all()).isEmpty();
            assertThat(exploration.findings().endings()).hasSize(1);
        }
    }

    @Test
    void roundsWithoutEnd() {
        Exploration exploration = explore(1, true);

        assertThat(exploration.findings().byProperty()).containsOnlyKeys(Property.TERMINATION);
        assertThat(exploration.claim().complete()).isFalse();
    }
}
