package org.sockrace.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;
import org.sockrace.search.Goal;
import org.sockrace.explain.Operations;

/** Reads what an engine found in the terms of its scenario: outcomes, and what is broken. */
final class Judge {

    /**
     * Something broken.
     *
     * @param property the property
     * @param message what, in one line
     * @param at where, or null
     * @param goal what a schedule must reach to show it, or null if none can
     * @param contradicts the line of the scenario that says otherwise, or 0
     */
    record Broken(Property property, String message, Frame at, Goal goal, int contradicts) {

        /** What no line of a scenario speaks of. */
        Broken(Property property, String message, Frame at, Goal goal) {
            this(property, message, at, goal, 0);
        }
    }

    /** If not all outcomes are known, no more than these are told: who waits for an answer gets one. */
    private static final int ENOUGH = 1_000;

    private final Scenario scenario;
    private final Scene scene;
    private final Exploration exploration;
    private final World world;
    private final Budget budget;
    private final List<Broken> broken = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> races = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Endings endings = new Endings(Set.of(), Set.of());
    /** By text: in which order an engine comes to final states must not be seen. */
    private final Map<String, Set<Ending>> problems = new TreeMap<>();
    private Map<List<String>, Set<Ending>> reached = new LinkedHashMap<>();
    private String limit;
    private long judged;

    private Judge(Scenario scenario, Scene scene, Exploration exploration, Budget budget) {
        this.scenario = scenario;
        this.scene = scene;
        this.exploration = exploration;
        this.world = exploration.world();
        this.budget = budget;
    }

    /** Judges what was found, as far as there is time. */
    static Judge of(Scenario scenario, Scene scene, Exploration exploration, Budget budget) {
        Judge judge = new Judge(scenario, scene, exploration, budget);
        if (exploration.findings() != null) {
            judge.findings();
            try {
                judge.rest();
                judge.reach();
            } catch (CutShortException e) {
                judge.cutShort(e.getMessage());
            } catch (OutOfMemoryError e) {
                judge.cutShort(Claim.CutShort.OUT_OF_MEMORY);
            }
            judge.results();
        }
        return judge;
    }

    /** Why not everything that was found is judged, or null if it is. */
    String limit() {
        return limit;
    }

    /** What is broken of what is to be checked: each property once, and each wrong outcome. */
    List<Broken> broken() {
        return broken.stream().filter(b -> scenario.always().contains(b.property())).toList();
    }

    /** What is broken besides, that nobody asked for. */
    List<Broken> unasked() {
        return broken.stream().filter(b -> !scenario.always().contains(b.property())).toList();
    }

    /** What is to be said of the outcome table. */
    List<String> notes() {
        return notes;
    }

    /** Data races that are known to be harmless. */
    List<String> races() {
        return races;
    }

    /** The outcome table. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    /** The final states that have the outcome, of which {@code *} is any result; all of them if the scenario has no outcomes. */
    Set<Ending> endings(List<String> outcome) {
        if (scene.columns().isEmpty()) {
            return exploration.findings().endings().keySet();
        }
        Set<Ending> endings = new LinkedHashSet<>();
        reached.forEach((values, at) -> {
            if (Values.fit(outcome, values)) {
                endings.addAll(at);
            }
        });
        return endings;
    }

    /** How executions ended. */
    Endings endings() {
        return endings;
    }

    private void findings() {
        exploration.findings().exempted().forEach(e -> races.add(e.text()));
        Set<Property> seen = new LinkedHashSet<>();
        for (Finding finding : exploration.findings().all()) {
            if (seen.add(finding.property())) {
                broken.add(new Broken(finding.property(), message(world, finding), at(world, finding), Goal.breaking(finding.property())));
            }
        }
    }

    /** Where it is, or null if it is in no single place. */
    static Frame at(World world, Finding finding) {
        return finding.node() < 0 ? null : world.node(finding.role(), finding.node()).at().top();
    }

    /** What is wrong, in one line. */
    static String message(World world, Finding finding) {
        if (finding.role() < 0) {
            return finding.detail().endsWith(Findings.GO_ROUND) ? finding.detail() : "no thread can move";
        }
        Node node = world.node(finding.role(), finding.node());
        String what = Operations.describe(node.op());
        return switch (finding.property()) {
            case NO_USE_AFTER_UNLOAD, NO_USE_AFTER_FREE -> node.broken() != null ? what : what + ", but " + node.op().touches() + " was freed";
            case REFCOUNT_RANGE -> what + " would make the counter negative";
            case GRACE_PERIOD -> what + " while a reader that was there when it began is still inside";
            case UNREGISTER_CONTRACT -> finding.detail().equals(UnregisterContract.INSIDE) ? "delete_module returns 0 while a thread is inside the module"
                    : what + " finds a family whose sock_unregister has returned";
            case NO_DATA_RACE -> what + " races " + finding.detail();
            case TERMINATION -> "a loop is passed again and again: a thread may never end";
            case NO_NULL_DEREFERENCE, REFCOUNT_BALANCE, ROLLBACK, RCU_USAGE, NO_DEADLOCK, OUTCOMES, KERNEL_ASSERTION ->
                    finding.detail().isEmpty() ? what : finding.detail();
        };
    }

    /** There is no time for a long table: some outcomes are enough, but what is wrong is among them. */
    private void cutShort(String why) {
        limit = why;
        Map<List<String>, Set<Ending>> some = new LinkedHashMap<>();
        reached.entrySet().stream().filter(e -> OutcomeJudge.wrongOutcome(e.getKey(), scenario.outcomes()) != null).limit(ENOUGH)
                .forEach(e -> some.put(e.getKey(), e.getValue()));
        reached.entrySet().stream().limit(ENOUGH).forEach(e -> some.put(e.getKey(), e.getValue()));
        reached = some;
    }

    private void results() {
        problems.forEach((problem, at) -> broken.add(new Broken(Property.REFCOUNT_BALANCE, "at rest: " + problem, null, Goal.ending(world, at))));
        Map<List<String>, Set<Ending>> inOrder = inOrder();
        endings = new Endings(inOrder.keySet(), exploration.findings().stops());
        if (!scene.columns().isEmpty()) {
            outcomes(inOrder);
        }
    }

    /** The outcomes in alphabetical order, with the final states that have them. */
    private Map<List<String>, Set<Ending>> inOrder() {
        Map<String, List<String>> byText = new TreeMap<>();
        reached.keySet().forEach(row -> byText.put(row.toString(), row));
        Map<List<String>, Set<Ending>> inOrder = new LinkedHashMap<>();
        byText.values().forEach(row -> inOrder.put(row, reached.get(row)));
        return inOrder;
    }

    private void tick() {
        if ((judged++ & 255) == 0) {
            budget.progress().at(Progress.Phase.JUDGING, judged, 0, 0);
            budget.check();
        }
    }

    private void rest() {
        AtRest rest = new AtRest(world);
        for (Ending ending : exploration.findings().endings().keySet()) {
            tick();
            String problem = rest.problem(Scene.ends(world, ending), ending.contested());
            if (problem != null) {
                problems.computeIfAbsent(problem, p -> new LinkedHashSet<>()).add(ending);
            }
        }
    }

    /** One final state is many outcomes if identical threads differ: each counts. */
    private void reach() {
        if (!scene.columns().isEmpty()) {
            for (Ending ending : exploration.findings().endings().keySet()) {
                scene.outcomes(world, ending, row -> {
                    tick();
                    reached.computeIfAbsent(row, r -> new LinkedHashSet<>()).add(ending);
                });
            }
        }
    }

    private long count(Set<Ending> endings) {
        return endings.stream().mapToLong(exploration.findings().endings()::get).sum();
    }

    private void outcomes(Map<List<String>, Set<Ending>> inOrder) {
        boolean followed = exploration.claim().complete() && limit == null && exploration.findings().stops().isEmpty();
        OutcomeJudge judge = new OutcomeJudge(scenario, world, followed, inOrder, this::count);
        outcomes.addAll(judge.rows());
        broken.addAll(judge.broken());
        if (judge.merged()) {
            notes.add("outcomes that become each other when identical threads are exchanged are shown once");
        }
    }
}
