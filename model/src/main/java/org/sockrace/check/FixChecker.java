package org.sockrace.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sockrace.check.Attempt.Result;
import org.sockrace.explain.Divergence;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Follower;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.scenario.Counterpart;
import org.sockrace.scenario.Repair;
import org.sockrace.scenario.Scenario;

/**
 * Looks for what repairs a scenario that breaks: the scenario of the catalogue that makes the same calls and holds, or else single changes, each of which is
 * really searched. Not thread-safe.
 */
final class FixChecker {

    /** All attempts together search no more states: a few seconds. */
    private static final long MOST_STATES = 2_000_000;
    /** Longer executions than any counterexample. */
    private static final int MOST_STEPS = 100_000;

    private final Scenario scenario;
    private final CheckOptions options;
    private final Progress progress;
    private final Budget budget;
    private final long limit;
    private final long start = System.nanoTime();
    private final List<Attempt> attempts = new ArrayList<>();
    private Scenario right;
    private long searched;

    FixChecker(Scenario scenario, CheckOptions options, Progress progress) {
        this.scenario = scenario;
        this.options = options;
        this.progress = progress;
        this.limit = options.maxStates() > 0 ? Math.min(options.maxStates(), MOST_STATES) : MOST_STATES;
        this.budget = new Budget(0, 0, options.deadline(start), options.cancelled(), progress);
    }

    /** The violations, each with what repairs the scenario, and how its schedule goes then. */
    List<Violation> check(List<Violation> violations, Collection<Scenario> catalogue) {
        List<Scenario> repaired = catalogue.stream().filter(other -> !Counterpart.hides(scenario, other)).toList();
        Optional<Scenario> known = Counterpart.of(scenario, repaired).or(() -> Counterpart.of(scenario, catalogue));
        known.ifPresent(other -> attempt(new Attempt(Counterpart.difference(scenario, other), other.name(), Counterpart.hides(scenario, other),
                Result.NOT_TRIED, 0, List.of(), ""), other.checking(scenario.always())));
        Scenario hiding = right;
        if (attempts.stream().noneMatch(a -> a.result() == Result.HOLDS && !a.hides())) {
            right = null;
            Repair.of(scenario, KernelChoices::value).forEach(repair -> attempt(new Attempt(repair.change(), "", false, Result.NOT_TRIED, 0, List.of(), ""),
                    repair.scenario()));
        }
        right = right == null ? hiding : right;
        return violations.stream().map(v -> v.with(new FixCheck(attempts, along(v)))).toList();
    }

    private void attempt(Attempt attempt, Scenario changed) {
        String over = budget.spent() != null ? budget.spent() : searched >= limit ? "the others took " + limit + " states" : null;
        Attempt done = over != null ? attempt.with(Result.NOT_TRIED, 0, List.of(), over) : search(attempt, changed);
        searched += done.states();
        attempts.add(done);
        right = right == null && done.result() == Result.HOLDS ? changed : right;
    }

    private Attempt search(Attempt attempt, Scenario changed) {
        double left = options.maxSeconds() > 0 ? Math.max(0.001, options.maxSeconds() - (System.nanoTime() - start) / 1e9) : 0;
        CheckOptions exhaustive = CheckOptions.DEFAULT.with(options.reductions()).withWorkers(options.workers()).cancelledBy(options.cancelled())
                .withLimits(limit - searched, options.maxMemory(), left).withoutCounterexamples();
        try {
            CheckReport report = Checker.check(changed, exhaustive, progress);
            Result result = switch (report.verdict()) {
                case HOLDS -> report.exhaustive() ? Result.HOLDS : Result.BOUNDED;
                case BREAKS -> Result.BREAKS;
                case BOUNDED -> Result.BOUNDED;
            };
            return attempt.with(result, report.states(), report.violations().stream().map(Violation::property).distinct().toList(),
                    result == Result.BOUNDED ? report.limit() : "");
        } catch (SetupException | CodeException e) {
            return attempt.with(Result.IMPOSSIBLE, 0, List.of(), e.getMessage().lines().findFirst().orElse(""));
        } catch (ModelTooLargeException e) {
            return attempt.with(Result.BOUNDED, 0, List.of(), e.getMessage());
        }
    }

    // ---- the same schedule ---------------------------------------------------------------------------------------------

    private List<String> along(Violation violation) {
        if (right == null || violation.counterexample() == null || violation.counterexample().replay().isEmpty()) {
            return List.of();
        }
        Schedule wanted = Schedule.parse(violation.counterexample().replay());
        try {
            Execution breaking = Checker.withScene(scenario, scene -> Violations.replayer(scene, budget).run(wanted, violation.property()));
            return Checker.withScene(right, scene -> {
                Schedule fits = new Follower(scene.source(), budget, MOST_STEPS).fitting(wanted);
                return new Divergence(breaking, Violations.replayer(scene, budget).run(fits, null), scene.names()).along(wanted);
            });
        } catch (CutShortException e) {
            return List.of();
        }
    }
}
