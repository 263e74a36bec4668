package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;

/** Join points: histories that come there alike are followed once, and only those. */
class JoinTest {

    /** T0 reads y and x, says what it keeps of that, does something, and returns what x was; T1 writes both. */
    private static Litmus program(BiConsumer<Litmus.Memories, int[]> says) {
        return Litmus.of(s -> List.of(result(() -> {
            int[] seen = {s.y(), s.x()};
            says.accept(s, seen);
            s.reading(s.p::use);
            return s.k.fails("fault") ? -1 : seen[1];
        }), thread(() -> {
            s.x(1);
            s.y(1);
        })));
    }

    private static int histories(Litmus program) {
        return program.source().world(Budget.NONE).automata().get(0).histories();
    }

    private static String ends(Litmus program) {
        return program.source().world(Budget.NONE).automata().get(0).nodes().stream().filter(n -> n.end() != null).map(n -> n.end().results().toString())
                .sorted().distinct().toList().toString();
    }

    @Test
    void whatIsNotNeededAnyMoreTellsNothingApart() {
        Litmus apart = program((s, seen) -> { });
        Litmus joined = program((s, seen) -> s.k.join(seen[1]));
        assertThat(ends(joined)).isEqualTo(ends(apart));
        assertThat(histories(joined)).isLessThan(histories(apart));
        assertThat(joined.source().world(Budget.NONE).automata().get(0).nodes()).hasSameSizeAs(apart.source().world(Budget.NONE).automata().get(0).nodes());
    }

    @Test
    void whatIsNeededAndNotNamedIsLost() {
        assertThat(ends(program((s, seen) -> s.k.join()))).isNotEqualTo(ends(program((s, seen) -> { })));
    }
}
