package org.sockrace.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Replayer;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.WrongProgram;
import org.sockrace.search.Goal;
import org.sockrace.search.Model;
import org.sockrace.search.ScheduleSearch;

/** Every property that a small program breaks has an argument, and it is the right one. */
class WhyTest {

    /** Those that need more than a small program: a loop, or a scenario with outcomes. */
    private static final Set<Property> ELSEWHERE = EnumSet.of(Property.TERMINATION, Property.OUTCOMES);

    private static final CallNames NAMES = new CallNames() {

        @Override
        public String call(int thread, int n) {
            return "run()";
        }

        @Override
        public String program(int thread) {
            return "run()";
        }

        @Override
        public String result(int thread, int n, int value) {
            return String.valueOf(value);
        }
    };

    @Test
    void everyPropertyHasAnArgument() {
        Set<Property> left = EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE));
        StringBuilder text = new StringBuilder();
        for (WrongProgram program : WrongProgram.all()) {
            List<String> why = why(program);
            assertThat(why).as(program.toString()).isNotEmpty();
            left.remove(program.property());
            text.append(program).append('\n');
            why.forEach(sentence -> text.append("  - ").append(sentence.replaceAll(":\\d+: ", ": ")).append('\n'));
        }
        assertThat(left).isEmpty();
        Golden.check("why.txt", text.toString());
    }

    private static List<String> why(WrongProgram program) {
        World world = program.world();
        Schedule schedule = new ScheduleSearch(Model.forSchedules(world, Monitor.all(), Budget.NONE), Goal.breaking(program.property()), Budget.NONE).run();
        Replayer replayer = new Replayer(Source.of(world), Monitor.all(), (w, role, node) -> true, Budget.NONE);
        Execution execution = replayer.run(schedule, program.property());
        return new Explainer(execution, new SourceText(), NAMES).explain(schedule, program.property(), true).why();
    }
}
