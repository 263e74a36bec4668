package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Counterexample.Kind;
import org.sockrace.check.Counterexample.Step;
import org.sockrace.check.GotoMap;
import org.sockrace.explore.Progress;
import org.sockrace.check.Replay;
import org.sockrace.check.Unreachable;
import org.sockrace.check.Violation;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Scenario;
import org.sockrace.explore.StaleScheduleException;

/** The checker as the command line uses it. */
final class Engines {

    private Engines() { }

    static Engine standard() {
        return new Standard();
    }

    private static final class Standard implements Engine {

        @Override
        public CheckReport check(Scenario scenario, CheckOptions options, Progress progress) {
            return Checker.check(scenario, options, progress);
        }

        @Override
        public Replayed replay(Scenario scenario, String schedule) {
            try {
                Replay replay = Checker.replay(scenario, schedule);
                return new Replayed(replay.broken() == null ? null : violation(replay), replay.execution());
            } catch (StaleScheduleException e) {
                throw new StaleReplayException(e.getMessage(), e.step());
            }
        }

        private static Violation violation(Replay replay) {
            Step last = replay.execution().steps().stream().filter(s -> s.kind() == Kind.BROKEN).reduce((a, b) -> b).orElse(null);
            String function = last == null ? "" : last.functions().stream().findFirst().orElse("");
            return new Violation(replay.broken(), last == null || last.operation().isEmpty() ? replay.message() : last.operation(), function,
                    last == null ? "" : last.file(), last == null ? 0 : last.line(), "", replay.execution());
        }

        @Override
        public Universe universe() {
            GotoMap map = GotoMap.bundled();
            List<String> edges = new ArrayList<>();
            for (GotoMap.Goto edge : map.gotos()) {
                String test = edge.function() + " " + edge.file() + ":" + edge.line();
                edges.add(test + " taken");
                edges.add(test + " not taken");
            }
            return new Universe(map.labels(), edges, Unreachable.explained(map));
        }
    }
}
