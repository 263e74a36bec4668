package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.explain.GotoMap;
import org.sockrace.explore.Progress;
import org.sockrace.check.Closest;
import org.sockrace.check.Proof;
import org.sockrace.check.Prover;
import org.sockrace.check.Replay;
import org.sockrace.check.Stepping;
import org.sockrace.check.Unreachable;
import org.sockrace.machine.Property;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Catalogue;
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
        public CheckReport withFixes(Scenario scenario, CheckReport report, CheckOptions options, Progress progress) {
            return Checker.withFixes(scenario, report, Catalogue.load().scenarios(), options, progress);
        }

        @Override
        public Replay replay(Scenario scenario, String schedule) {
            try {
                return Checker.replay(scenario, schedule);
            } catch (StaleScheduleException e) {
                throw new StaleReplayException(e.getMessage(), e.step());
            }
        }

        @Override
        public Checker.Live live(Scenario scenario, String schedule, Consumer<Replay> ready, BooleanSupplier cancelled) {
            try {
                return Checker.live(scenario, schedule, ready, cancelled);
            } catch (StaleScheduleException e) {
                throw new StaleReplayException(e.getMessage(), e.step());
            }
        }

        @Override
        public Stepping step(Scenario scenario, String schedule) {
            return Checker.step(scenario, schedule);
        }

        @Override
        public Replay follow(Scenario scenario, String schedule, int most) {
            return Checker.follow(scenario, schedule, most);
        }

        @Override
        public Closest closest(Scenario scenario, String schedule, Property shown, CheckOptions options, Progress progress) {
            try {
                return Checker.closest(scenario, schedule, shown, options, progress);
            } catch (StaleScheduleException e) {
                throw new StaleReplayException(e.getMessage(), e.step());
            }
        }

        @Override
        public Proof prove(Scenario scenario, String thread, int views, CheckOptions options, Progress progress) {
            return Prover.prove(scenario, thread, views, options, progress);
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
            return new Universe(map.labels(), edges, Unreachable.explained(map), Checker.benignRaces());
        }
    }
}
