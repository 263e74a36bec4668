package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.ByPreemptions;

/**
 * "All schedules with up to K preemptions" is true: on random programs, a search by preemptions sees whatever the oracle sees, which counts preemptions step by
 * step with nothing left out; and nothing that is not real. {@code -Doracle.preemptions=20000} asks more programs.
 */
class PreemptionsTest {

    private static final int PROGRAMS = Integer.getInteger("oracle.preemptions", 400);
    private static final int MOST_STATES = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatIsSaidToBeCompleteIs(int bound) {
        int fewer = 0;
        int asked = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            RandomProgram drawn = RandomProgram.draw(seed);
            try {
                int came = compare(drawn, bound, "seed " + seed);
                asked += came >= 0 ? 1 : 0;
                fewer += came > 0 ? 1 : 0;
            } catch (SplitException e) {
                compare(drawn.split(), bound, "seed " + seed + ", split");
            }
        }
        assertThat(asked).as("programs small enough for the oracle").isGreaterThan(PROGRAMS / 2);
        assertThat(fewer).as("programs of which a bound of " + bound + " hides something").isGreaterThan(bound == 0 ? PROGRAMS / 50 : bound == 1 ? 0 : -1);
    }

    /** Less than 0 if the program is too large, more than 0 if the bound hides something of it. */
    private static int compare(RandomProgram program, int bound, String name) {
        Oracle.Answer all = oracle(program).ask(MOST_STATES);
        Oracle.Answer some = oracle(program).ask(3 * MOST_STATES, bound);
        if (!all.complete() || some.states() > 3 * MOST_STATES) {
            return -1;
        }
        for (Reductions reductions : new Reductions[] {Reductions.ALL, Reductions.NONE}) {
            RandomProgram.Ready fresh = program.ready();
            Exploration found = new ByPreemptions(reductions, bound).explore(WorldBuilder.onDemand(fresh.machine(), fresh.programs()), Monitor.all(),
                    Budget.NONE);
            Set<Property> broken = new TreeSet<>(found.findings().byProperty().keySet());
            Set<String> endings = new TreeSet<>();
            found.findings().endings().keySet().forEach(ending -> endings.add(OracleTest.ending(found.world(), ending)));
            assertThat(broken).as(name + ": seen with few preemptions").containsAll(some.broken());
            assertThat(endings).as(name + ": ends with few preemptions").containsAll(some.endings());
            assertThat(all.broken()).as(name + ": real").containsAll(broken);
            assertThat(all.endings()).as(name + ": real ends").containsAll(endings);
            assertThat(found.claim()).isIn(new Claim.UpToPreemptions(bound), new Claim.Exhaustive());
            if (found.claim().complete()) {
                assertThat(broken).as(name + ": it says that this is all").isEqualTo(all.broken());
                assertThat(endings).isEqualTo(all.endings());
            }
        }
        return some.endings().equals(all.endings()) && some.broken().equals(all.broken()) ? 0 : 1;
    }

    private static Oracle oracle(RandomProgram program) {
        RandomProgram.Ready ready = program.ready();
        return new Oracle(ready.machine(), ready.programs());
    }
}
