package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.weak.world.NotSupportedException;

/**
 * What {@code check --memory lkmm} reports does not depend on the number of workers. Over the scenarios of the catalogue for which a bounded number of graphs
 * is enough; with {@code -Dcheck.same=N} for N graphs.
 */
class ManyWorkersTest {

    private static final int GRAPHS = Integer.getInteger("check.same", 600);

    private static CheckReport report(Scenario scenario, int workers, BooleanSupplier cancelled) {
        CheckOptions options = CheckOptions.DEFAULT.with(EngineKind.EXECUTION_GRAPHS).withWorkers(workers).withoutCounterexamples()
                .cancelledBy(cancelled);
        return Checker.check(scenario, options, Progress.NONE);
    }

    /** All of it but the time. */
    private static List<String> facts(CheckReport r) {
        return Stream.of(r.verdict(), r.exhaustive(), r.limit(), r.states(), r.transitions(), r.outcomes(), r.endings(), r.violations().toString(),
                r.unasked().toString(), r.notes(), r.races(), r.labels(), r.edges(), sorted(r.calls())).map(Object::toString).toList();
    }

    private static List<String> sorted(Map<?, ?> map) {
        return map.entrySet().stream().map(Object::toString).sorted().toList();
    }

    @Test
    void theReportIsTheSame() {
        int compared = 0;
        int broken = 0;
        int refused = 0;
        for (Scenario scenario : Catalogue.load().scenarios()) {
            try {
                int[] polls = {0};
                CheckReport alone = report(scenario, 1, () -> polls[0]++ > GRAPHS);
                if (alone.exhaustive()) {
                    for (int workers = 2; workers <= 3; workers++) {
                        assertThat(facts(report(scenario, workers, () -> false))).as(scenario.name()).containsExactlyElementsOf(facts(alone));
                    }
                    compared++;
                    broken += alone.verdict() == Verdict.BREAKS ? 1 : 0;
                }
            } catch (NotSupportedException e) {
                refused++;
            }
        }
        assertThat(compared).as("so many are compared").isGreaterThan(50);
        assertThat(broken).as("and so many break").isGreaterThan(5);
        assertThat(refused).as("fewer are refused").isLessThan(compared);
    }
}
