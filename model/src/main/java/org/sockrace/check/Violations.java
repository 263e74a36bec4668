package org.sockrace.check;

import java.util.List;
import java.util.function.Predicate;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Replayer;
import org.sockrace.explore.Schedule;
import org.sockrace.reduce.Contraction;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.Model;
import org.sockrace.search.ScheduleSearch;

/** Finds the simplest schedule of what is broken, runs it on the plain interpreter, and explains it. */
final class Violations {

    private final Scene scene;
    private final Exploration exploration;
    private final Budget budget;
    private final boolean wanted;
    private Model model;

    Violations(Scene scene, Exploration exploration, Budget budget, boolean wanted) {
        this.scene = scene;
        this.exploration = exploration;
        this.budget = budget;
        this.wanted = wanted;
    }

    Violation violation(Judge.Broken broken) {
        Frame at = broken.at();
        Counterexample shown = null;
        String other = "";
        Execution execution = wanted && broken.goal() != null ? execution(broken) : null;
        if (execution != null) {
            shown = explain(scene, execution, true);
            other = otherFunction(execution);
        }
        return new Violation(broken.property(), broken.message(), at == null ? "" : at.function(), at == null ? "" : at.file(), at == null ? 0 : at.line(),
                other, shown);
    }

    /** The simplest execution that shows it, or null if there was no time or room to find one. */
    private Execution execution(Judge.Broken broken) {
        try {
            budget.progress().at(Progress.Phase.EXPLAINING, 0, 0, 0);
            budget.check();
            if (model == null) {
                model = Model.forSchedules(exploration.world(), KnownRaces.MONITORS, budget);
            }
            Schedule schedule = new ScheduleSearch(model, broken.goal(), budget).run();
            return schedule == null ? null : replayer(scene, budget).run(schedule, broken.goal().property());
        } catch (CutShortException | OutOfMemoryError e) {
            return null;
        }
    }

    static Replayer replayer(Scene scene, Budget budget) {
        return new Replayer(scene.source(), KnownRaces.MONITORS, visibility(), budget);
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

    static Counterexample explain(Scene scene, Execution execution, boolean minimal) {
        Schedule taken = new Schedule(execution.steps().stream()
                .map(s -> new Schedule.Step(s.thread(), s.node().op().kind() == OpKind.CHOICE && s.edge() != null ? s.edge().observed() : 0)).toList());
        return new Explainer(execution, new SourceText(), scene.names()).explain(taken, minimal);
    }

    /** The function in which another thread did what the last step did not expect: freed something, or at least wrote. */
    private static String otherFunction(Execution execution) {
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
