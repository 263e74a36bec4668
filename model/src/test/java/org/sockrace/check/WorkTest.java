package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.disk.Work;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioSyntaxException;

/** With its states on disk, and hardly any memory, a search finds of each scenario what it finds in memory. */
class WorkTest {

    private static final int RANDOM = Integer.getInteger("scenarios.disk", 12);
    private static final int EVERY = Integer.getInteger("scenarios.disk.every", 19);
    private static final int MOST_STATES = 10_000;

    @TempDir
    private Path folder;
    private int number;

    private int compare(Scenario scenario, Reductions reductions) {
        CheckOptions options = CheckOptions.DEFAULT.with(reductions).withLimits(MOST_STATES, 0, 0);
        CheckReport memory = Checker.check(scenario, options, Progress.NONE);
        if (memory.limit().startsWith("--max-states")) {
            return 0;
        }
        CheckOptions onDisk = options.withLimits(0, 3000, 0).withWork(new Work(folder.resolve("work" + number++), scenario.name(), ""));
        for (int run = 0; run < 2; run++) {
            assertThat(shown(Checker.check(scenario, onDisk, Progress.NONE))).as(scenario.name()).isEqualTo(shown(memory));
        }
        return 1;
    }

    private static List<Object> shown(CheckReport r) {
        return List.of(r.verdict(), r.exhaustive(), r.limit(), r.states(), r.transitions(), r.levels(), r.outcomes(), r.endings(), r.notes(), r.races(),
                r.labels(), r.edges(), r.calls(), r.unasked(), r.violations().stream()
                .map(v -> v.property() + v.message() + (v.counterexample() == null ? "" : v.counterexample().replay())).toList());
    }

    @Test
    void scenariosOfTheCatalogue() {
        List<Scenario> all = Catalogue.load().scenarios();
        int compared = 0;
        for (int i = 0; i < all.size(); i += EVERY) {
            compared += compare(all.get(i), i % 2 == 0 ? Reductions.ALL : new Reductions(i % 3 == 0, false));
        }
        assertThat(compared).isGreaterThan(all.size() / EVERY / 2);
    }

    @Test
    void randomScenarios() {
        int compared = 0;
        for (int seed = 0; seed < RANDOM; seed++) {
            try {
                compared += compare(RandomScenario.draw(seed).scenario(), seed % 2 == 0 ? Reductions.ALL : Reductions.NONE);
            } catch (SetupException | ModelTooLargeException | ScenarioSyntaxException e) {
                compared += 0; // no scenario, or none that can be searched: the same in memory
            }
        }
        assertThat(compared).isGreaterThan(RANDOM / 4);
    }
}
