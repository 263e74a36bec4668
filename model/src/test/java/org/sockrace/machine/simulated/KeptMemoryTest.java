package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** Memory that kfree_rcu keeps for readers can be used for as long as they are inside: no reduction may let them leave sooner, or never be there. */
class KeptMemoryTest {

    private static void same(Litmus program) {
        Oracle.Answer right = program.oracle();
        Oracle.Answer given = OracleTest.answer(new BreadthFirst(new Reductions(false, true), 1), program.source());
        assertThat(given.broken() + "" + given.stops() + given.endings()).isEqualTo(right.broken() + "" + right.stops() + right.endings());
    }

    @Test
    void emptySection() {
        same(Litmus.of(s -> List.of(thread(() -> s.reading(() -> { })), thread(() -> {
            s.k.free_rcu(s.p.mem);
            s.p.use();
        }))));
    }

    @Test
    void sectionWithStore() {
        same(Litmus.of(s -> List.of(thread(() -> s.reading(() -> s.x(1))), result(() -> {
            s.k.free_rcu(s.p.mem);
            s.p.use();
            return s.x();
        }))));
    }
}
