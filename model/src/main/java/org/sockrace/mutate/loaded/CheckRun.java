package org.sockrace.mutate.loaded;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.EngineKind;
import org.sockrace.check.WeakExpectations;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.Experience;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.mutate.AutomataText;
import org.sockrace.mutate.Fingerprint;
import org.sockrace.mutate.Probes;
import org.sockrace.mutate.Right;
import org.sockrace.mutate.Run;
import org.sockrace.report.Judgement;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.scenario.ScenarioSyntaxException;
import org.sockrace.weak.world.NotSupportedException;

/**
 * Checks a scenario on the kernel of its class loader: loaded anew for each mutant, and called by its methods' names.
 */
public final class CheckRun {

    private CheckRun() { }

    /**
     * Checks one scenario.
     *
     * @param only the ids of the properties that count, separated by spaces; empty for all, and for a set-up that fails
     * @param known what is known of it from the right kernel
     * @return what was found: the number of states, properties, or a message
     */
    public static Run check(String name, String text, String only, long states, double seconds, Right known, BooleanSupplier cancelled) {
        return answered(only, () -> checked(scenario(name, text), only, states, seconds, known, cancelled));
    }

    /**
     * Checks one scenario under the Linux-kernel memory model; of the catalogue's it is known what is different there.
     *
     * @param only the ids of the properties that count, separated by spaces; empty for all, and for a set-up that fails
     * @param executions how many may be looked at, 0 for any number
     * @param seconds how long that may take, 0 for any time
     * @return what was found: the number of executions, properties, or a message
     */
    public static Run weak(String name, String text, String only, long executions, double seconds, BooleanSupplier cancelled) {
        return answered(only, () -> {
            Scenario scenario = text == null ? WeakExpectations.recorded().of(scenario(name, null)) : scenario(name, text);
            CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples().withLimits(executions, 0, seconds).cancelledBy(cancelled)
                    .with(EngineKind.EXECUTION_GRAPHS);
            return run(scenario, Checker.check(scenario, options, Progress.NONE), only);
        });
    }

    private static Run answered(String only, Supplier<Run> run) {
        try {
            return run.get();
        } catch (SetupException e) {
            return stopped("set-up: " + e.getMessage(), only);
        } catch (ScenarioSyntaxException | CodeException e) {
            return stopped("refused: " + e.getMessage(), only);
        } catch (IllegalArgumentException e) {
            // The kernel looks at its configuration by itself, when it is made.
            if (e.getStackTrace().length == 0 || !e.getStackTrace()[0].getClassName().startsWith("org.sockrace.kernel.")) {
                throw e;
            }
            return stopped("refused: " + e.getMessage(), only);
        } catch (ModelTooLargeException e) {
            return new Run(Run.Kind.CUT_SHORT, e.getMessage());
        } catch (NotSupportedException e) {
            return new Run(Run.Kind.CUT_SHORT, "not supported under LKMM: " + e.getMessage());
        }
    }

    /** No thread ever ran, which everybody notices who does not ask for certain properties only. */
    private static Run stopped(String why, String only) {
        return only.isEmpty() ? new Run(Run.Kind.NOTICED, why) : new Run(Run.Kind.AS_EXPECTED, "0");
    }

    private static Run checked(Scenario scenario, String only, long states, double seconds, Right known, BooleanSupplier cancelled) {
        CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples().withLimits(states, 0, seconds).cancelledBy(cancelled);
        String[] start = new String[1];
        String[] automata = new String[1];
        Checker.Before before = new Checker.Before(known.experience(), source -> {
            Probes.threadsBegin();
            // It is long: where threads run other code nobody asks for it.
            if (known.start() == null && known != Right.NOTHING) {
                return false;
            }
            String text = source.start();
            start[0] = text == null ? null : Fingerprint.quick(text);
            return start[0] != null && start[0].equals(known.start());
        }, world -> {
            automata[0] = known.compared() ? AutomataText.of(world) : null;
            return automata[0] != null && automata[0].equals(known.automata());
        });
        Checker.Checked checked = Checker.checked(scenario, options, before, Progress.NONE);
        if (checked.report() == null) {
            return new Run(Run.Kind.EQUAL, "");
        }
        Run run = run(scenario, checked.report(), only);
        return new Run(run.kind(), run.text(), start[0], checked.grown() ? null : automata[0], checked.experience(), checked.exploration());
    }

    private static Run run(Scenario scenario, CheckReport report, String only) {
        return switch (Judgement.of(scenario, report)) {
            case MET -> new Run(Run.Kind.AS_EXPECTED, Long.toString(report.states()));
            case UNEXPECTED -> unexpected(scenario, report, only);
            case INCONCLUSIVE -> new Run(Run.Kind.CUT_SHORT, report.limit());
        };
    }

    private static Run unexpected(Scenario scenario, CheckReport report, String only) {
        List<String> counting = List.of(only.split(" "));
        if (!only.isEmpty() && Judgement.unexpected(scenario, report).stream().noneMatch(property -> counting.contains(property.id()))) {
            return new Run(Run.Kind.AS_EXPECTED, Long.toString(report.states()));
        }
        List<String> broken = report.violations().stream().map(v -> v.property().id()).distinct().toList();
        return new Run(Run.Kind.NOTICED, broken.isEmpty() ? "nothing breaks" : String.join(", ", broken));
    }

    /**
     * All that is found, in automata that never lead back.
     *
     * @param experience what threads were seen to observe on another kernel
     */
    public static Exploration explored(String name, String text, Experience experience, BooleanSupplier cancelled) {
        Scenario scenario = scenario(name, text);
        CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples().cancelledBy(cancelled);
        Exploration found = Checker.checked(scenario, options, new Checker.Before(experience, source -> false, world -> false), Progress.NONE).exploration();
        return found != null && !found.world().goesRound() ? found : Checker.explored(scenario, options);
    }

    private static Scenario scenario(String name, String text) {
        return text == null ? Catalogue.load().matching(name).get(0).scenario() : ScenarioParser.parse(text, "", name);
    }
}
