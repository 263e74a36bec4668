package org.sockrace.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.Litmus;

/** What may go first, however many objects are shared. */
class AmpleSetsTest {

    private static int nodeOf(World world, int role, OpKind kind) {
        List<Node> nodes = world.automata().get(role).nodes();
        return IntStream.range(0, nodes.size()).filter(n -> nodes.get(n).op().kind() == kind).max().orElseThrow();
    }

    private static AmpleSets ample(World world) {
        return new AmpleSets(world, Contraction.of(world, Reductions.ALL, Monitor.all()), Reductions.ALL, Monitor.all(), Budget.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 62, 64, 130, 210})
    void anOperationGoesFirstOnceTheOthersAreDoneWithItsCell(int shared) {
        World world = Litmus.of(s -> {
            List<Word> words = IntStream.range(0, shared).mapToObj(i -> s.k.word(s.k.image(), "w" + i, 0)).toList();
            Runnable reads = () -> words.forEach(w -> w.load(Order.ONCE));
            return List.of(thread(reads), thread(() -> words.forEach(w -> w.store(0, Order.ONCE))), thread(reads));
        }).world();
        AmpleSets ample = ample(world);
        int first = nodeOf(world, 0, OpKind.LOAD);
        assertThat(ample.operation(0, first)).isNotEqualTo(AmpleSets.NONE);
        int[][] meanwhile = ample.meanwhile(0, first);
        int writing = world.automata().get(1).start();
        int written = nodeOf(world, 1, OpKind.DONE);
        assertThat(ample.conflict(ample.operation(0, first), meanwhile[1][writing])).as("it may still be written").isTrue();
        assertThat(ample.conflict(ample.operation(0, first), meanwhile[1][written])).as("it is written").isFalse();
        assertThat(ample.conflict(ample.operation(0, first), meanwhile[2][world.automata().get(2).start()])).as("it is read").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 70})
    void whatEndsOrBlocksIsNeverFirst(int locks) {
        World world = Litmus.of(s -> List.of(thread(() -> IntStream.range(0, locks).forEach(i -> {
            s.k.free(s.p.mem);
            s.k.wait_event(s.x.is(0));
            s.x(1);
        })), thread(s::x))).world();
        AmpleSets ample = ample(world);
        assertThat(ample.operation(0, nodeOf(world, 0, OpKind.FREE))).isEqualTo(AmpleSets.NONE);
        assertThat(ample.operation(0, nodeOf(world, 0, OpKind.WAIT))).isEqualTo(AmpleSets.NONE);
        assertThat(ample.operation(0, nodeOf(world, 0, OpKind.STORE))).isNotEqualTo(AmpleSets.NONE);
    }
}
