package org.sockrace.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Litmus;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** What probabilistic concurrency testing finds, how often, and what it promises. */
class PctTest {

    private static final int STEPS = 20;
    /** What the writer stores is seen only by whoever reads between its last two steps. */
    private static final Litmus NARROW = Litmus.of(s -> List.of(thread(() -> {
        for (int i = 0; i < STEPS; i++) {
            s.y(i);
        }
        s.x(1);
        s.x(0);
    }), result(s::x)));
    private static final int ALL = STEPS + 3;

    private static Exploration pct(Litmus program, long walks, int depth) {
        return new Pct(walks, 1, depth).explore(program.source(), Monitor.all(), Budget.NONE);
    }

    @Test
    void aBugOfDepthOneShowsInAtLeastOneOfSoManyAsThereAreThreads() {
        Litmus order = Litmus.of(s -> List.of(thread(() -> s.x(1)), result(s::x)));
        Exploration found = pct(order, 1_000, 1);
        assertThat(found.findings().endings().values()).hasSize(2).allMatch(n -> n > 400);
    }

    @Test
    void aNarrowWindowIsFoundAsOftenAsPromisedAndByRandomWalksHardlyEver() {
        long walks = 5_000;
        Exploration found = pct(NARROW, walks, 2);
        long promised = walks / (2 * ALL);
        assertThat(found.findings().endings()).as("both results").hasSize(2);
        assertThat(found.findings().endings().values().stream().min(Long::compare).orElseThrow()).isGreaterThan(promised / 2);
        Exploration random = new RandomWalk(walks, 1).explore(NARROW.source(), Monitor.all(), Budget.NONE);
        assertThat(random.findings().endings()).as("one result").hasSize(1);
    }

    @Test
    void withoutAChangeANarrowWindowIsNeverFound() {
        assertThat(pct(NARROW, 2_000, 1).findings().endings()).hasSize(1);
    }

    @Test
    void twoChangesComeInAnyOrder() {
        // The reader must see 1 and then 2, and the writers are interrupted right behind their stores: the first of them, or the second, goes on first.
        Litmus two = Litmus.of(s -> List.of(thread(() -> {
            s.x(1);
            s.y(1);
        }), thread(() -> {
            s.x(2);
            s.y(2);
        }), result(() -> s.x() * 10 + s.y())));
        Exploration every = new BreadthFirst(Reductions.NONE, 1).explore(two.source(), Monitor.all(), Budget.NONE);
        assertThat(pct(two, 5_000, 4).findings().endings().keySet()).isEqualTo(every.findings().endings().keySet());
    }

    @Test
    void itPromisesWhatIsKnownAndNeverToHaveSeenEverything() {
        Claim claim = pct(NARROW, 100, 2).claim();
        assertThat(claim.complete()).isFalse();
        assertThat(claim.text()).startsWith("100 random executions, ")
                .endsWith("; each shows a bug of depth 2 with a probability of at least 1/" + 2 * ALL + ", failures apart");
        assertThat(pct(NARROW, 10, 1).claim().text()).endsWith("a probability of at least 1/2, failures apart");
        assertThat(pct(NARROW, 10, 20).claim().text()).endsWith("at least 1/2e+26, failures apart");
    }

    @Test
    void theTransitionsSeenAreCounted() {
        Claim.Sampled none = (Claim.Sampled) pct(NARROW, 300, 1).claim();
        assertThat(none.seen()).isEqualTo(none.transitions() - 1);
        assertThat(none.text()).contains(" 95 % of the threads' transitions seen");
        Claim.Sampled all = (Claim.Sampled) pct(NARROW, 2_000, 2).claim();
        assertThat(all.seen()).isEqualTo(all.transitions());
        assertThat(all.text()).contains(" 100 % of");
    }

    @Test
    void threadsThatWaitAreNotInTheWay() {
        Litmus waits = Litmus.of(s -> List.of(thread(() -> s.k.wait_event(s.x.is(1))), thread(() -> s.x(1))));
        Exploration found = pct(waits, 50, 3);
        assertThat(found.findings().all()).isEmpty();
        Litmus hangs = Litmus.of(s -> List.of(thread(() -> s.k.wait_event(s.x.is(1))), thread(() -> s.x(2))));
        assertThat(pct(hangs, 5, 3).findings().byProperty()).containsOnlyKeys(Property.NO_DEADLOCK);
    }

    @Test
    void theSameSeedIsTheSameResult() {
        assertThat(pct(NARROW, 200, 3).taken()).isDeepEqualTo(pct(NARROW, 200, 3).taken());
        assertThat(new Pct(200, 2, 3).explore(NARROW.source(), Monitor.all(), Budget.NONE).taken()).isNotEqualTo(pct(NARROW, 200, 3).taken());
    }
}
