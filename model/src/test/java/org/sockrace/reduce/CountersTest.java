package org.sockrace.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.simulated.Litmus;

/** What a counter is at least, as threads prove it by where they stand. */
class CountersTest {

    private interface Program {
        List<Litmus.Team> threads(Litmus.Memories s, Atomic count);
    }

    private static World world(int initial, Program program) {
        return Litmus.of(s -> program.threads(s, s.k.atomic(s.k.image(), "count", initial))).world();
    }

    private static Counters counters(World world) {
        return new Counters(world, Reductions.ALL);
    }

    /** The bound where a thread of that role is about to do this for the last time. */
    private static int bound(World world, int role, OpKind kind) {
        Counters counters = counters(world);
        List<Node> nodes = world.automata().get(role).nodes();
        int node = nodes.indexOf(nodes.stream().filter(n -> n.op().kind() == kind).findFirst().orElseThrow());
        return counters.bound(0, role, node);
    }

    @Test
    void whatAThreadItselfHasAdded() {
        World world = world(0, (s, count) -> List.of(thread(() -> {
            count.inc();
            s.x(1);
            count.dec();
        }), thread(count::read)));
        assertThat(counters(world).bound(0, 0, world.automata().get(0).start())).isZero();
        assertThat(bound(world, 0, OpKind.ADD)).isEqualTo(1);
        assertThat(bound(world, 0, OpKind.STORE)).isEqualTo(1);
        assertThat(bound(world, 0, OpKind.DONE)).isZero();
        assertThat(bound(world, 1, OpKind.LOAD_IS)).as("T0 never takes more than it has given").isZero();
    }

    @Test
    void whatEachOfSeveralIdenticalThreadsMayTake() {
        World world = world(3, (s, count) -> List.of(thread(s.p::use), team(2, count::dec)));
        assertThat(bound(world, 0, OpKind.LOAD)).as("each of two may have taken one").isEqualTo(1);
        assertThat(bound(world, 1, OpKind.ADD)).as("the other one may have").isEqualTo(2);
        assertThat(bound(world, 1, OpKind.DONE)).isEqualTo(1);
    }

    @Test
    void whetherItCanGoBelowZero() {
        assertThat(neverNegative(0, (s, count) -> List.of(team(2, () -> {
            count.inc();
            count.dec();
        })))).as("each takes what it has given").isTrue();
        assertThat(neverNegative(2, (s, count) -> List.of(team(2, count::dec)))).isTrue();
        assertThat(neverNegative(1, (s, count) -> List.of(team(2, count::dec)))).isFalse();
        assertThat(neverNegative(0, (s, count) -> List.of(thread(count::inc), thread(count::dec)))).as("the second may be first").isFalse();
    }

    private static boolean neverNegative(int initial, Program program) {
        World world = world(initial, program);
        return counters(world).neverNegative(world.automata().get(0).nodes().stream().map(n -> n.op().cell()).filter(c -> c != null).findFirst().orElseThrow());
    }

    @Test
    void whatSucceededCounts() {
        World world = world(0, (s, count) -> List.of(thread(() -> {
            if (count.inc_not_zero()) {
                s.x(1);
            } else {
                s.x.xchg(2);
            }
        }), thread(count::inc)));
        assertThat(bound(world, 0, OpKind.STORE)).isEqualTo(1);
        assertThat(bound(world, 0, OpKind.XCHG)).isZero();
    }

    @Test
    void theWorstWayCounts() {
        World world = world(2, (s, count) -> List.of(thread(() -> {
            if (s.k.fails("fault")) {
                count.dec();
            }
            s.x(1);
        }), thread(count::read)));
        assertThat(bound(world, 1, OpKind.LOAD_IS)).isEqualTo(1);
        assertThat(bound(world, 0, OpKind.STORE)).isEqualTo(1);
    }

    @Test
    void aCounterThatIsSetOrWaitedForIsACell() {
        World set = world(1, (s, count) -> List.of(thread(() -> count.set(2)), thread(count::dec)));
        World awaited = world(1, (s, count) -> List.of(thread(() -> s.k.wait_event(count.is(1))), thread(count::dec)));
        World zero = world(1, (s, count) -> List.of(thread(() -> s.k.wait_event(count.is(0))), thread(count::dec)));
        assertThat(counters(set).size()).isZero();
        assertThat(counters(awaited).size()).isZero();
        assertThat(counters(zero).size()).as("compared with zero").isEqualTo(1);
    }

    @Test
    void onlyCountersAreFound() {
        World world = world(1, (s, count) -> List.of(thread(() -> {
            count.dec();
            s.x(1);
        }), thread(() -> {
            count.read();
            s.x();
        })));
        Counters counters = counters(world);
        Cell count = world.cells().stream().filter(c -> c.name.equals("count")).findFirst().orElseThrow();
        Cell x = world.cells().stream().filter(c -> c.name.equals("x")).findFirst().orElseThrow();
        assertThat(counters.indexOf(count)).isZero();
        assertThat(counters.indexOf(x)).isEqualTo(-1);
        assertThat(counters.indexOf(null)).isEqualTo(-1);
    }
}
