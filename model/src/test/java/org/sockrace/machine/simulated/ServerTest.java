package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Word;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.ByPreemptions;
import org.sockrace.search.DepthFirst;
import org.sockrace.search.StateGraph;

/** A thread that serves others for ever is followed for as many rounds as there are; what comes of it if there is no end to them is found out. */
class ServerTest {

    private static ThreadProgram client(String name, Runnable request, int requests) {
        ThreadProgram.Call call = new ThreadProgram.Call("request()", vars -> {
            request.run();
            return 0;
        }, -1, Set.of());
        return new ThreadProgram(name, "task", Collections.nCopies(requests, call), 1, false, 0, Set.of());
    }

    /** What comes of that many requests to a server. */
    private static Exploration explore(int requests) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Atomic waiting = machine.atomic(machine.image(), "waiting", 0);
        ThreadProgram server = ThreadProgram.server("server", "task", new ThreadProgram.Call("serve()", vars -> {
            machine.wait_event(waiting.isNot(0));
            waiting.dec_and_test();
            return 0;
        }, -1, Set.of()));
        WorldBuilder threads = WorldBuilder.onDemand(machine, List.of(client("T0", waiting::inc, requests), server));
        return new BreadthFirst(Reductions.ALL, 1).explore(threads, Monitor.all(), Budget.NONE);
    }

    @Test
    void everyRequestIsServed() {
        for (int requests : new int[] {0, 1, 5}) {
            Exploration exploration = explore(requests);
            assertThat(exploration.claim().complete()).isTrue();
            assertThat(exploration.findings().all()).isEmpty();
            assertThat(exploration.findings().endings()).hasSize(1);
        }
    }

    /** What comes of one request, if the server asks itself for so many more with each that it serves. */
    private static Exploration goingRound(Engine engine, int more, Reductions reductions) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Atomic waiting = machine.atomic(machine.image(), "waiting", 0);
        Word never = machine.word(machine.image(), "never", 0);
        ThreadProgram server = server(machine, waiting, () -> {
            for (int n = 0; n < more; n++) {
                waiting.inc();
            }
            waiting.dec_and_test();
        });
        ThreadProgram client = client("T0", () -> {
            waiting.inc();
            if (reductions == null) {
                machine.wait_event(never.is(1));
            }
        }, 1);
        return engine.explore(WorldBuilder.onDemand(machine, List.of(client, server)), Monitor.all(), Budget.NONE);
    }

    private static ThreadProgram server(SimulatedMachine machine, Atomic waiting, Runnable round) {
        return ThreadProgram.server("server", "task", new ThreadProgram.Call("serve()", vars -> {
            machine.wait_event(waiting.isNot(0));
            round.run();
            return 0;
        }, -1, Set.of()));
    }

    /** It never ends, and comes back to where it was: all has been seen, and what the others leave is final. */
    @Test
    void roundsThatComeBackAreSeenToTheEnd() {
        for (Reductions reductions : List.of(Reductions.ALL, Reductions.NONE)) {
            for (Engine engine : List.of(new BreadthFirst(reductions, 1), new BreadthFirst(reductions, 3), new DepthFirst(reductions),
                    new ByPreemptions(reductions, ByPreemptions.ALL))) {
                Exploration exploration = goingRound(engine, 1, reductions);
                assertThat(exploration.claim().complete()).isTrue();
                assertThat(exploration.findings().all()).isEmpty();
                assertThat(exploration.findings().endings()).hasSize(1);
            }
        }
    }

    /** More is asked for with each round: no two begin alike. */
    @Test
    void roundsThatDoNotComeBackNeverHold() {
        Exploration exploration = goingRound(new BreadthFirst(Reductions.ALL, 1), 2, Reductions.ALL);

        assertThat(exploration.findings().byProperty()).containsOnlyKeys(Property.TERMINATION);
        assertThat(exploration.claim().complete()).isFalse();
        assertThat(exploration.world().goesRound()).isFalse();
    }

    /** The server can always move, and the client never again. */
    @Test
    void whoWaitsForEverWhileOthersGoRoundIsFound() {
        Exploration exploration = goingRound(new BreadthFirst(Reductions.ALL, 1), 1, null);

        assertThat(exploration.findings().byProperty()).containsOnlyKeys(Property.NO_DEADLOCK);
        assertThat(exploration.findings().first(Property.NO_DEADLOCK).detail()).contains("T0 waits at").endsWith(Findings.GO_ROUND);
        assertThat(exploration.findings().endings()).isEmpty();
    }

    /** What cannot bear that automata lead back is not given any: it says what it said. */
    @Test
    void graphsHaveAnEnd() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Atomic waiting = machine.atomic(machine.image(), "waiting", 0);
        ThreadProgram server = server(machine, waiting, () -> {
            waiting.inc();
            waiting.dec_and_test();
        });
        Exploration exploration = StateGraph.search(WorldBuilder.onDemand(machine, List.of(client("T0", waiting::inc, 1), server)), Monitor.all(),
                Budget.NONE).exploration();

        assertThat(exploration.claim().complete()).isFalse();
        assertThat(exploration.world().goesRound()).isFalse();
    }

    /** Where rounds of a loop begin it waits: else who goes round could put off what others do for ever. */
    @Test
    void aRoundThatDoesNotBeginWithWaitingBreaksTermination() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Word busy = machine.word(machine.image(), "busy", 0);
        ThreadProgram spins = ThreadProgram.server("server", "task", new ThreadProgram.Call("serve()", vars -> {
            busy.set(1);
            busy.set(0);
            return 0;
        }, -1, Set.of()));
        WorldBuilder threads = WorldBuilder.onDemand(machine, List.of(client("T0", () -> busy.set(2), 1), spins));

        Exploration exploration = new BreadthFirst(Reductions.ALL, 1).explore(threads, Monitor.all(), Budget.NONE);
        assertThat(exploration.findings().all()).anySatisfy(finding -> {
            assertThat(finding.property()).isEqualTo(Property.TERMINATION);
            assertThat(finding.detail()).isEqualTo("server begins a round without waiting");
        });
    }

    // ---- loops in a call -------------------------------------------------------------------------------------------------

    /** A client that looks again and again until a server, which it does not keep waiting, has served it; it does that so often. */
    private static Exploration spinning(int times, boolean served, Reductions reductions) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());
        Atomic waiting = machine.atomic(machine.image(), "waiting", 0);
        Word left = machine.word(machine.image(), "left", times);
        ThreadProgram server = server(machine, waiting, () -> {
            waiting.dec_and_test();
            if (served) {
                left.store(left.load(Order.ONCE) - 1, Order.ONCE);
            }
        });
        ThreadProgram client = client("T0", () -> {
            for (int i = times - 1; i >= 0; i--) {
                waiting.inc();
                int loop = machine.loop();
                do {
                    machine.again(loop);
                } while (left.load(Order.ONCE) != i);
            }
        }, 1);
        return new BreadthFirst(reductions, 1).explore(WorldBuilder.onDemand(machine, List.of(client, server)), Monitor.all(), Budget.NONE);
    }

    /** However long it spins: it is served at last. Loops at the same lines that are not the same loop are told apart. */
    @Test
    void aLoopThatKeepsNothingComesBack() {
        for (int times = 1; times <= 2; times++) {
            for (Reductions reductions : List.of(Reductions.ALL, Reductions.NONE)) {
                Exploration exploration = spinning(times, true, reductions);
                assertThat(exploration.claim().complete()).isTrue();
                assertThat(exploration.world().goesRound()).isTrue();
                assertThat(exploration.findings().all()).isEmpty();
                assertThat(exploration.findings().endings()).hasSize(1);
            }
        }
    }

    /** Nobody serves it: that it comes back to where it was does not make it end. */
    @Test
    void aLoopThatIsNeverLeftIsFound() {
        for (Reductions reductions : List.of(Reductions.ALL, Reductions.NONE)) {
            Exploration exploration = spinning(2, false, reductions);
            assertThat(exploration.findings().byProperty()).containsOnlyKeys(Property.TERMINATION);
            assertThat(exploration.findings().first(Property.TERMINATION).detail()).startsWith("T0 never ends");
            assertThat(exploration.findings().endings()).isEmpty();
        }
    }
}
