package org.sockrace.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.simulated.Litmus;

/** Which operations of the first thread the others can find it at, and what it executes there. */
class ContractionTest {

    private static Contraction contraction(World world, Reductions reductions) {
        return Contraction.of(world, reductions, Monitor.all()).get(0);
    }

    private static List<Node> nodes(World world) {
        return world.automata().get(0).nodes();
    }

    /** In the order of the program. */
    private static List<OpKind> visible(World world, Reductions reductions) {
        Contraction contraction = contraction(world, reductions);
        List<Node> nodes = nodes(world);
        return IntStream.iterate(nodes.size() - 1, n -> n >= 0, n -> n - 1).filter(contraction::visible).mapToObj(n -> nodes.get(n).op().kind()).toList();
    }

    private static OpKind executedAt(World world, OpKind kind) {
        List<Node> nodes = nodes(world);
        int at = nodes.indexOf(nodes.stream().filter(n -> n.op().kind() == kind).findFirst().orElseThrow());
        return nodes.get(contraction(world, Reductions.ALL).operationAt(at)).op().kind();
    }

    private static World against(java.util.function.Consumer<Litmus.Memories> first, java.util.function.Consumer<Litmus.Memories> second) {
        return Litmus.of(s -> List.of(thread(() -> first.accept(s)), thread(() -> second.accept(s)))).world();
    }

    @Test
    void everythingIsVisibleWithoutReductions() {
        World world = against(s -> s.reading(s::x), Litmus.Memories::y);
        assertThat(visible(world, Reductions.NONE)).containsExactly(OpKind.RCU_LOCK, OpKind.LOAD, OpKind.RCU_UNLOCK, OpKind.DONE);
        assertThat(visible(world, new Reductions(true, false))).hasSize(4);
    }

    @Test
    void whatNobodyElseTouchesIsNot() {
        assertThat(visible(against(s -> s.x(1), Litmus.Memories::y), Reductions.ALL)).containsExactly(OpKind.DONE);
        assertThat(visible(against(s -> s.x(1), Litmus.Memories::x), Reductions.ALL)).containsExactly(OpKind.STORE, OpKind.DONE);
        assertThat(visible(against(Litmus.Memories::x, s -> s.x(1)), Reductions.ALL)).containsExactly(OpKind.LOAD, OpKind.DONE);
        assertThat(visible(Litmus.of(s -> List.of(team(2, () -> s.x(1)))).world(), Reductions.ALL)).containsExactly(OpKind.STORE, OpKind.DONE);
    }

    @Test
    void ownMemoryIsNot() {
        World world = against(s -> {
            Litmus.Thing own = s.alloc();
            own.data.set(1);
            s.k.free(own.mem);
        }, Litmus.Memories::y);
        assertThat(visible(world, Reductions.ALL)).containsExactly(OpKind.DONE);
    }

    @Test
    void aCheckIsLeftToTheNextOneOfTheSameMemory() {
        World world = against(s -> {
            s.p.use();
            s.p.use();
            s.q.use();
        }, s -> s.k.free(s.p.mem));
        assertThat(visible(world, Reductions.ALL)).containsExactly(OpKind.LOAD, OpKind.DONE);
    }

    @Test
    void aSectionIsEnteredWithItsFirstOperation() {
        World world = against(s -> s.reading(() -> s.x(1)), s -> {
            s.x();
            s.k.synchronize_rcu();
        });
        assertThat(visible(world, Reductions.ALL)).containsExactly(OpKind.RCU_LOCK, OpKind.STORE, OpKind.DONE);
        assertThat(executedAt(world, OpKind.RCU_LOCK)).isEqualTo(OpKind.STORE);
        World blocking = against(s -> s.reading(() -> s.k.wait_event(s.x.is(1))), s -> {
            s.x(1);
            s.k.synchronize_rcu();
        });
        assertThat(executedAt(blocking, OpKind.RCU_LOCK)).isEqualTo(OpKind.RCU_LOCK);
    }

    @Test
    void aSectionWithNothingToSeeIsNot() {
        World world = against(s -> s.reading(s::x), s -> s.k.synchronize_rcu());
        assertThat(visible(world, Reductions.ALL)).containsExactly(OpKind.DONE);
        World sched = against(s -> {
            s.k.preempt_disable();
            s.k.preempt_enable();
        }, s -> s.k.synchronize_sched());
        assertThat(visible(sched, Reductions.ALL)).containsExactly(OpKind.DONE);
    }

    @Test
    void closureFollowsEveryChoice() {
        World world = against(s -> {
            if (s.k.fails("fault")) {
                s.x(1);
            } else {
                s.x.xchg(2);
            }
        }, Litmus.Memories::x);
        Contraction contraction = contraction(world, Reductions.ALL);
        int[] found = contraction.closure(world.automata().get(0).start());
        assertThat(IntStream.of(found).mapToObj(n -> nodes(world).get(n).op().kind())).containsExactlyInAnyOrder(OpKind.STORE, OpKind.XCHG);
        assertThat(contraction.closure(found[0])).containsExactly(found[0]);
    }

    @Test
    void leavingAModuleIsPassable() {
        World world = against(s -> {
            s.k.enter(s.m.mem);
            s.k.leave(s.m.mem);
        }, s -> {
            s.x(1);
            s.k.unloaded(s.m.mem);
        });
        Contraction contraction = contraction(world, Reductions.ALL);
        List<Node> nodes = nodes(world);
        for (int n = 0; n < nodes.size(); n++) {
            boolean leaves = nodes.get(n).op().kind() == OpKind.LEAVE;
            assertThat(contraction.passable(n)).isEqualTo(leaves);
            assertThat(contraction.visible(n)).isEqualTo(leaves || nodes.get(n).op().kind() == OpKind.DONE);
        }
    }
}
