package org.sockrace.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Litmus;

/** What random walks find, and what they claim. */
class RandomWalkTest {

    private static final Litmus WRONG = Litmus.of(s -> List.of(result(() -> s.k.choose("what", "a", "b", "c") + s.p.use()), thread(() -> {
        s.x.set(1);
        s.k.free(s.p.mem);
    }), team(2, s.x::get), thread(s.k::rcu_read_unlock)));
    private static final Litmus RIGHT = Litmus.of(s -> List.of(team(2, () -> s.x(1))));

    private static Exploration walk(Litmus program, long walks, long seed) {
        return new RandomWalk(walks, seed).explore(program.source(), Monitor.all(), Budget.NONE);
    }

    @Test
    void bugsAreFound() {
        assertThat(walk(WRONG, 300, 1).findings().byProperty()).containsOnlyKeys(Property.NO_USE_AFTER_FREE, Property.NO_DATA_RACE, Property.RCU_USAGE);
        assertThat(walk(WRONG, 300, 1).findings().stops()).containsExactly(Property.NO_USE_AFTER_FREE);
        Litmus hangs = Litmus.of(s -> List.of(thread(() -> s.k.wait_event(s.x.is(1))), thread(() -> s.x(2))));
        assertThat(walk(hangs, 1, 1).findings().byProperty()).containsOnlyKeys(Property.NO_DEADLOCK);
    }

    @Test
    void itNeverClaimsToHaveSeenEverything() {
        for (Litmus program : List.of(WRONG, RIGHT)) {
            Claim claim = walk(program, 100, 1).claim();
            assertThat(claim).isInstanceOfSatisfying(Claim.Sampled.class, sampled -> assertThat(sampled.executions()).isEqualTo(100));
            assertThat(claim.complete()).isFalse();
        }
        assertThat(walk(RIGHT, 100, 1).findings().all()).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameResult() {
        Exploration one = walk(WRONG, 50, 7);
        Exploration other = walk(WRONG, 50, 7);
        assertThat(one.findings().all()).isEqualTo(other.findings().all());
        assertThat(one.findings().endings()).isEqualTo(other.findings().endings());
        assertThat(one.transitions()).isEqualTo(other.transitions());
        assertThat(one.taken()).isDeepEqualTo(other.taken());
        assertThat(walk(WRONG, 50, 8).taken()).as("another seed").isNotEqualTo(one.taken());
    }

    @Test
    void everyWalkIsCounted() {
        Exploration walks = walk(RIGHT, 100, 1);
        assertThat(walks.findings().endings().values()).containsExactly(100L);
        assertThat(walks.transitions()).isEqualTo(200);
        assertThat(walks.taken()[0][RIGHT.world().automata().get(0).start()][0]).isEqualTo(200);
    }

    @Test
    void aLoopThatMayNeverEnd() {
        Litmus spins = Litmus.of(s -> List.of(thread(() -> {
            while (s.x() == 0) {
                s.y();
            }
        }), thread(() -> s.k.wait_event(s.y.is(1)))));
        Exploration walks = walk(spins, 5, 1);
        assertThat(walks.claim()).isInstanceOf(Claim.CutShort.class);
        assertThat(walks.findings().byProperty()).containsKey(Property.TERMINATION);
    }

    @Test
    void theBudgetHolds() {
        int[] polls = {0};
        Budget soon = new Budget(0, 0, 0, () -> polls[0]++ > 60, Progress.NONE);
        Exploration walks = new RandomWalk(1000, 1).explore(RIGHT.source(), Monitor.all(), soon);
        assertThat(walks.claim()).isEqualTo(new Claim.CutShort("interrupted"));
        Budget none = new Budget(0, 0, 0, () -> true, Progress.NONE);
        assertThat(new RandomWalk(1000, 1).explore(RIGHT.source(), Monitor.all(), none).claim()).isEqualTo(new Claim.CutShort("interrupted"));
    }
}
