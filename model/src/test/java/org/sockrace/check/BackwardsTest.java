package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.disk.Work;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;

/** What a search on disk finds broken, it shows by an execution, however little memory there is to look for one. */
class BackwardsTest {

    private static final int EVERY = Integer.getInteger("scenarios.backwards.every", 9);
    private static final int MOST_STATES = 10_000;

    @TempDir
    private Path folder;
    private final Map<Property, Integer> shown = new EnumMap<>(Property.class);

    /** Where memory is enough, the simplest schedule is found there; it is never shorter than the shortest one. */
    private void compare(Scenario scenario, Reductions reductions) {
        CheckOptions options = CheckOptions.DEFAULT.with(reductions).withLimits(MOST_STATES, 0, 0).withWitnesses();
        CheckReport memory = Checker.check(scenario, options, Progress.NONE);
        if (memory.limit().startsWith("--max-states")) {
            return;
        }
        Work work = new Work(folder.resolve(scenario.name() + reductions), scenario.name(), "");
        CheckReport disk = Checker.check(scenario, options.withLimits(0, 3000, 0).withWork(work).withScheduleStates(0), Progress.NONE);
        assertThat(disk.violations()).hasSameSizeAs(memory.violations());
        for (int i = 0; i < disk.violations().size(); i++) {
            Violation simplest = memory.violations().get(i);
            Violation violation = disk.violations().get(i);
            assertThat(violation.property()).isEqualTo(simplest.property());
            if (simplest.counterexample() != null) {
                String schedule = violation.counterexample().replay();
                assertThat(Checker.replay(scenario, schedule).broken().property()).as(scenario.name() + " " + schedule).isEqualTo(violation.property());
                notLonger(schedule, simplest.counterexample().replay(), reductions);
                // What the first state of all shows is found in memory.
                shown.merge(violation.property(), violation.counterexample().minimal() ? 0 : 1, Integer::sum);
            }
        }
        for (int i = 0; i < disk.witnesses().size(); i++) {
            assertThat(disk.witnesses().get(i).values()).isEqualTo(memory.witnesses().get(i).values());
            notLonger(disk.witnesses().get(i).execution().replay(), memory.witnesses().get(i).execution().replay(), reductions);
        }
        assertThat(disk.witnesses()).hasSameSizeAs(memory.witnesses());
    }

    private static void notLonger(String shortest, String simplest, Reductions reductions) {
        if (reductions.equals(Reductions.NONE)) {
            assertThat(Schedule.parse(shortest).steps()).hasSizeLessThanOrEqualTo(Schedule.parse(simplest).steps().size());
        }
    }

    @Test
    void whatIsBrokenIsShown() {
        List<Scenario> all = Catalogue.load().scenarios().stream().filter(s -> !s.expectation().properties().isEmpty()).toList();
        Reductions[] some = {Reductions.ALL, Reductions.NONE, new Reductions(true, false), new Reductions(false, true)};
        for (int i = 0; i < all.size(); i += EVERY) {
            compare(all.get(i), some[i / EVERY % some.length]);
        }
        assertThat(shown.values().stream().filter(n -> n > 0)).as("of different kinds: " + shown).hasSizeGreaterThan(4);
    }
}
