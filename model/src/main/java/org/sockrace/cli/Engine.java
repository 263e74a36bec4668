package org.sockrace.cli;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Closest;
import org.sockrace.check.Checker;
import org.sockrace.check.Proof;
import org.sockrace.check.Replay;
import org.sockrace.check.Stepping;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Scenario;

/** What the command line needs of the checker. */
public interface Engine {

    /** Checks a scenario. Returns what is known so far soon after {@link CheckOptions#cancelled()} says so. */
    CheckReport check(Scenario scenario, CheckOptions options, Progress progress);

    /** The same report, in which each violation says what repairs the scenario: one of the catalogue, or single changes, each searched. */
    CheckReport withFixes(Scenario scenario, CheckReport report, CheckOptions options, Progress progress);

    /**
     * Runs a scenario along a schedule.
     *
     * @throws StaleReplayException if the schedule does not fit the scenario any more
     */
    Replay replay(Scenario scenario, String schedule);

    /**
     * Runs a scenario along a schedule, and then the kernel's code itself, on real threads.
     *
     * @param ready told what the schedule shows before that begins
     * @throws StaleReplayException if the schedule does not fit the scenario any more
     */
    Checker.Live live(Scenario scenario, String schedule, Consumer<Replay> ready, BooleanSupplier cancelled);

    /** Begins an execution that is made step by step; the schedule, to be followed at first, may be empty. */
    Stepping step(Scenario scenario, String schedule);

    /**
     * Runs a scenario along the schedule of another one with the same threads, as far as it fits.
     *
     * @param most no more steps than that
     */
    Replay follow(Scenario scenario, String schedule, int most);

    /**
     * Looks for the execution that breaks nothing and is closest to one that breaks something.
     *
     * @param shown what that one breaks
     * @throws StaleReplayException if the schedule does not fit the scenario any more
     */
    Closest closest(Scenario scenario, String schedule, Property shown, CheckOptions options, Progress progress);

    /**
     * Proves a scenario for any number of one of its threads, or says what breaks, or why neither.
     *
     * @param views how many of the threads views may have
     */
    Proof prove(Scenario scenario, String thread, int views, CheckOptions options, Progress progress);

    /** All labels and edges that coverage can cover. */
    Universe universe();
}
