package org.sockrace.check;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Execution;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Replayer;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.machine.Property;
import org.sockrace.search.Goal;
import org.sockrace.reduce.Contraction;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.Model;
import org.sockrace.search.ScheduleSearch;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.SourceText;
import org.sockrace.explain.Explainer;

/** Finds the simplest schedule of what is broken, runs it on the plain interpreter, and explains it. */
final class Violations {

    private final Scene scene;
    private final Exploration exploration;
    private final Claim claim;
    private final Budget budget;
    private final boolean wanted;
    private final int mostStates;
    private final Function<Goal, Schedule> elsewhere;
    private Model model;
    /** Whether nothing simpler shows what was looked for last. */
    private boolean minimal;
    /** Whether no schedule shows what was looked for last. */
    private boolean impossible;

    /**
     * What that exploration found.
     *
     * @param options whether executions are to be shown, and how many states may be looked at for each
     * @param elsewhere finds a schedule where this gives up; null where it does not either
     */
    Violations(Scene scene, Exploration exploration, Claim claim, Budget budget, CheckOptions options, Function<Goal, Schedule> elsewhere) {
        this.scene = scene;
        this.exploration = exploration;
        this.claim = claim;
        this.budget = budget;
        this.wanted = options.counterexamples();
        this.mostStates = options.mostScheduleStates();
        this.elsewhere = elsewhere;
    }

    /** Whether no schedule shows what was looked for last. */
    boolean impossible() {
        return impossible;
    }

    /** What is broken, in the terms of the execution that shows it, if there is one. */
    Violation violation(Judge.Broken broken) {
        return inItsTerms(broken).contradicting(broken.contradicts());
    }

    private Violation inItsTerms(Judge.Broken broken) {
        Execution execution = wanted && broken.goal() != null ? execution(broken.goal()) : null;
        if (execution == null) {
            return violation(broken.property(), broken.message(), broken.at(), "", null);
        }
        Counterexample shown = explain(scene, execution, broken.property(), minimal);
        return violation(execution, broken.property(), execution.broken() == null ? broken.message()
                : Judge.message(execution.world(), execution.broken()), shown);
    }

    /** Where it is broken is where the execution ends; nowhere, if only what it comes to is wrong. */
    static Violation violation(Execution execution, Property property, String message, Counterexample shown) {
        boolean here = execution.broken() != null;
        return violation(property, message, here ? Judge.at(execution.world(), execution.broken()) : null, here ? otherFunction(execution) : "", shown);
    }

    private static Violation violation(Property property, String message, Frame at, String other, Counterexample shown) {
        return new Violation(property, message, at == null ? "" : at.function(), at == null ? "" : at.file(), at == null ? 0 : at.line(), other, shown);
    }

    /**
     * The simplest execution that ends in one of these final states with that outcome, of which {@code *} is any result; null if there was no time or room to
     * find one.
     */
    Witness ending(Set<Ending> endings, List<String> outcome) {
        Execution found = execution(Goal.ending(exploration.world(), endings));
        if (found == null) {
            return null;
        }
        Schedule exchanged = new Exchanged(scene, found).endingWith(outcome, taken(found));
        Execution execution = exchanged == null ? found : replayer(scene, Budget.NONE).run(exchanged, null);
        return new Witness(scene.outcome(execution.end()), explain(scene, execution, null, minimal));
    }

    /** The simplest execution that meets the goal, as far as the automata go, or null if there was no time or room to find one. */
    private Execution execution(Goal goal) {
        impossible = false;
        try {
            budget.progress().at(Progress.Phase.EXPLAINING, 0, 0, 0);
            budget.check();
            Schedule schedule = simplest(goal);
            if (schedule == null && !impossible) {
                schedule = elsewhere.apply(goal);
            }
            return schedule == null ? null : replayer(scene, budget).run(schedule, goal.property());
        } catch (CutShortException | OutOfMemoryError e) {
            return null;
        }
    }

    /** The simplest schedule, or null if there is none, or not enough memory to find it. */
    private Schedule simplest(Goal goal) {
        minimal = false;
        try {
            if (model == null) {
                model = Model.forSchedules(exploration.world(), KnownRaces.MONITORS, budget);
            }
            ScheduleSearch search = new ScheduleSearch(model, goal, budget, mostStates);
            Schedule schedule = search.run();
            minimal = search.complete() && claim.complete();
            impossible = schedule == null && minimal;
            return schedule;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    static Replayer replayer(Scene scene, Budget budget) {
        return replayer(scene, budget, false);
    }

    /** With {@code everyState}, what is wrong with a state is noted wherever it is met. */
    static Replayer replayer(Scene scene, Budget budget, boolean everyState) {
        return new Replayer(scene.source(), KnownRaces.MONITORS, visibility(), budget, everyState);
    }

    /** Which operations are worth a row of their own: those that a reduced search interleaves. */
    private static Replayer.Visibility visibility() {
        return new Replayer.Visibility() {

            private World known;
            private List<Contraction> contractions;

            @Override
            public boolean shared(World world, int role, int node) {
                if (known != world) {
                    known = world;
                    contractions = Contraction.of(world, Reductions.ALL, KnownRaces.MONITORS);
                }
                return contractions.get(role).visible(node);
            }
        };
    }

    static Counterexample explain(Scene scene, Execution execution, Property shown, boolean minimal) {
        return new Explainer(execution, new SourceText(), scene.names()).explain(taken(execution), shown, minimal);
    }

    /** The schedule of an execution. */
    static Schedule taken(Execution execution) {
        return new Schedule(execution.steps().stream()
                .map(s -> new Schedule.Step(s.thread(), s.node().op().kind() == OpKind.CHOICE && s.edge() != null ? s.edge().observed() : 0)).toList());
    }

    /** The function in which another thread is, or did, what breaks it: races, says that the module is gone, freed something, or at least wrote. */
    private static String otherFunction(Execution execution) {
        Finding broken = execution.broken();
        List<Execution.Step> steps = execution.steps();
        if (broken.property() == Property.NO_DATA_RACE) {
            return execution.end().stream().filter(n -> n.at().top() != null && DataRaces.detail(n).equals(broken.detail())).findFirst()
                    .map(n -> n.at().top().function()).orElse("");
        }
        if (broken.property() == Property.UNREGISTER_CONTRACT && broken.detail().equals(UnregisterContract.INSIDE)) {
            Frame top = steps.get(steps.size() - 1).node().at().top();
            return top == null ? "" : top.function();
        }
        String freeing = lastOfOthers(execution, OpKind::frees);
        return freeing.isEmpty() ? lastOfOthers(execution, OpKind::writes) : freeing;
    }

    private static String lastOfOthers(Execution execution, Predicate<OpKind> kinds) {
        List<Execution.Step> steps = execution.steps();
        int last = steps.isEmpty() ? -1 : steps.get(steps.size() - 1).thread();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Node node = steps.get(i).node();
            if (steps.get(i).thread() != last && node.at().top() != null && steps.get(i).shared() && kinds.test(node.op().kind())) {
                return node.at().top().function();
            }
        }
        return "";
    }
}
