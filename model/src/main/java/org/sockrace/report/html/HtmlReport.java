package org.sockrace.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Replay;
import org.sockrace.check.Violation;
import org.sockrace.check.Witness;
import org.sockrace.compare.Comparison;
import org.sockrace.conform.ftrace.Excerpt;
import org.sockrace.conform.ftrace.Finding;
import org.sockrace.conform.ftrace.Validation;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.SourceText;
import org.sockrace.report.CheckText;
import org.sockrace.report.Checked;
import org.sockrace.report.Diff;
import org.sockrace.report.DiffText;
import org.sockrace.report.FixText;
import org.sockrace.report.Level;
import org.sockrace.report.Numbers;
import org.sockrace.report.Origin;
import org.sockrace.report.Style;
import org.sockrace.report.TraceText;
import org.sockrace.report.Unchecked;
import org.sockrace.report.Universe;
import org.sockrace.report.html.Shown.ExecutionKind;
import org.sockrace.scenario.Scenario;

/** Gathers scenarios and executions and writes them as one page. Not thread-safe. */
public final class HtmlReport {

    /** Of a longer execution, the page has the last steps: what is broken is at the end. */
    public static final int MOST_STEPS = 500;

    /** A page is for people, and so it has no more executions of one scenario than that. */
    private static final int MOST_EXECUTIONS = 50;
    private static final Style TEXT = new Style(110, false, false);
    /** Steps as text, for those who have no script, up to that many characters; after that only what is broken, and why. */
    private static final int MOST_TEXT = 30_000;

    private static final String SUMMARIES = "(From here on the steps are left out: the text would be too long. The replay command "
            + "of each execution prints them.)";

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final String program;
    private final GraphJson graph;
    private final List<ObjectNode> scenarios = new ArrayList<>();
    private final List<Shown> executions = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    /** Whether the text has only what is broken, and why, of some executions. */
    private boolean summaries;

    /**
     * What a kernel on which nothing breaks makes of the schedule of a violation.
     *
     * @param scenario the scenario with that kernel
     * @param run what came of it
     */
    public record Counterpart(Scenario scenario, Replay run) { }

    /**
     * An empty page.
     *
     * @param program the name and version of this program
     * @param universe what coverage can cover
     */
    public HtmlReport(String program, Universe universe) {
        this.program = program;
        this.graph = new GraphJson(universe);
    }

    // ---- what is shown ---------------------------------------------------------------------------------------------------

    /**
     * Adds a scenario that was checked.
     *
     * @param counterparts says what to lay beside a violation that has an execution; null for nothing
     */
    public void add(Checked checked, Function<Violation, Counterpart> counterparts) {
        ObjectNode node = ScenarioJson.checked(checked);
        scenarios.add(node);
        graph.add(checked.report());
        text.append(new CheckText(TEXT, 0).line(checked)).append('\n');
        int room = MOST_EXECUTIONS;
        int left = 0;
        ArrayNode violations = node.putArray("violations");
        for (Violation violation : checked.violations()) {
            boolean shown = violation.counterexample() != null && room > 0;
            Counterpart counterpart = shown && room > 1 ? counterparts.apply(violation) : null;
            room -= shown ? counterpart == null ? 1 : 2 : 0;
            left += shown || violation.counterexample() == null ? 0 : 1;
            violations.addObject().put("property", violation.property().id()).put("headline", TraceText.headline(violation))
                    .put("message", violation.message()).put("execution", shown ? violation(checked, violation, counterpart) : -1);
        }
        Map<List<String>, Integer> witnesses = new HashMap<>();
        for (Witness witness : checked.report().witnesses()) {
            if (room-- > 0) {
                witnesses.put(witness.values(), witness(checked.scenario().name(), checked.origin(), witness));
            } else {
                left++;
            }
        }
        int rows = ScenarioJson.outcomes(node.putArray("outcomes"), checked, values -> witnesses.getOrDefault(values, -1));
        node.put("cut", cut(checked.report(), left, rows));
    }

    /** What the page has not got of a scenario, in a sentence without its full stop; or an empty string. */
    private static String cut(CheckReport report, int executions, int rows) {
        List<String> parts = new ArrayList<>();
        if (executions > 0) {
            parts.add(Numbers.count(executions, "more execution was", "more executions were") + " found and left out of this page, which has no more than "
                    + MOST_EXECUTIONS + " of a scenario");
        }
        if (rows > 0) {
            parts.add(Numbers.count(rows, "more outcome is", "more outcomes are") + " left out: check -v prints all");
        }
        long reached = report.outcomes().stream().mapToLong(o -> o.cases().isEmpty() ? Math.min(1, o.count()) : o.cases().size()).sum();
        if (report.witnesses().size() < reached) {
            parts.add("for " + Numbers.count(reached - report.witnesses().size(), "outcome", "outcomes") + " no execution was made within the limits");
        }
        return String.join("; ", parts);
    }

    /** Adds a scenario that could not be checked. */
    public void add(Unchecked unchecked) {
        scenarios.add(ScenarioJson.unchecked(unchecked));
        text.append("  ").append(unchecked.origin().name()).append(": ").append(unchecked.error()).append('\n');
    }

    /** Adds a scenario that was checked, and what was observed of it. */
    public void add(Checked checked, Comparison comparison, Function<Violation, Counterpart> counterparts) {
        add(checked, counterparts);
        ScenarioJson.comparison(scenarios.get(scenarios.size() - 1).putObject("observed"), comparison);
    }

    /** Adds an execution that was asked for, with a scenario that was not checked. */
    public void add(Scenario scenario, Origin origin, Replay replay, Function<Violation, Counterpart> counterparts) {
        ObjectNode node = ScenarioJson.scenario(scenario).put("command", origin.command("check"));
        scenarios.add(node);
        if (replay.violations().isEmpty()) {
            replayed(scenario, origin, replay.execution(), "", "An execution that breaks nothing", "");
        }
        for (Violation broken : replay.violations()) {
            String which = replay.violations().size() == 1 ? "" : ": " + broken.property().id();
            int number = replayed(scenario, origin, broken.counterexample(), which, TraceText.headline(broken), broken.message());
            node.withArray("violations").addObject().put("property", broken.property().id()).put("headline", TraceText.headline(broken))
                    .put("message", broken.message()).put("execution", number);
            beside(number, counterparts.apply(broken));
        }
        text.append(traces().replay(scenario, replay, origin)).append('\n');
    }

    private int replayed(Scenario scenario, Origin origin, Counterexample execution, String which, String headline, String message) {
        return show(new Shown(scenario.name(), scenarios.size() - 1, ExecutionKind.REPLAY, "as it was asked for" + which, headline, message,
                origin.replay(execution.replay()), execution, -1));
    }

    /**
     * Adds two executions to be laid side by side.
     *
     * @param scenario that of the left one
     * @param other that of the right one
     */
    public void add(Scenario scenario, Scenario other, Diff diff) {
        ObjectNode node = ScenarioJson.scenario(scenario).put("command", diff.left().origin().command("check"));
        scenarios.add(node);
        int left = show(side(scenario, diff.left(), ExecutionKind.REPLAY, scenario.name()));
        int right = show(side(other, diff.right(), ExecutionKind.OTHER, scenario.name() + "~" + other.name()));
        executions.set(left, executions.get(left).beside(right));
        Violation broken = diff.left().broken();
        if (broken != null) {
            node.putArray("violations").addObject().put("property", broken.property().id()).put("headline", TraceText.headline(broken))
                    .put("message", broken.message()).put("execution", left);
        }
        text.append(new DiffText(TEXT, Level.CALLS).text(diff)).append('\n');
    }

    private Shown side(Scenario scenario, Diff.Side side, ExecutionKind kind, String id) {
        Violation broken = side.broken();
        String title = scenario.name() + ", which breaks " + (broken == null ? "nothing" : broken.property().id());
        return new Shown(id, scenarios.size() - 1, kind, title, broken == null ? "" : TraceText.headline(broken), broken == null ? "" : broken.message(),
                side.origin().replay(side.execution().replay()), side.execution(), -1);
    }

    /** Adds an execution that ends with an outcome that was asked for. */
    public void add(Scenario scenario, Origin origin, Witness witness) {
        scenarios.add(ScenarioJson.scenario(scenario).put("command", origin.command("check")));
        witness(scenario.name(), origin, witness);
        text.append(traces().witness(scenario, witness.values(), witness.execution(), origin)).append('\n');
    }

    /**
     * Adds a recording.
     *
     * @param file its name
     * @param report what was said of it as text
     * @param headline its first line
     */
    public void add(String file, String report, String headline, Validation validation, Excerpt excerpt) {
        Finding finding = validation.finding();
        ObjectNode node = json.objectNode().put("name", file).put("title", finding == null ? headline : "");
        node.put("cut", excerpt.total() == excerpt.last() - excerpt.first() + 1 ? "" : "Events " + Numbers.number(excerpt.first()) + " to "
                + Numbers.number(excerpt.last()) + " of " + Numbers.number(excerpt.total()) + " are in this page");
        scenarios.add(node);
        String unexplained = finding == null ? "" : "NOT EXPLAINED: line " + finding.line() + " breaks the rule " + finding.rule().id();
        int number = show(new Shown(file, scenarios.size() - 1, ExecutionKind.RECORDING, file, unexplained,
                finding == null ? "" : finding.why(), "", excerpt.events(), -1));
        if (finding != null) {
            node.putArray("violations").addObject().put("property", finding.rule().id()).put("headline", "not explained: line " + finding.line())
                    .put("message", finding.why()).put("execution", number);
        }
        text.append(report);
    }

    private TraceText traces() {
        if (text.length() >= MOST_TEXT && !summaries) {
            summaries = true;
            text.append(SUMMARIES).append("\n\n");
        }
        return new TraceText(TEXT, summaries ? Level.SUMMARY : Level.CALLS, true);
    }

    private int violation(Checked checked, Violation violation, Counterpart counterpart) {
        String name = checked.scenario().name();
        boolean first = isFirst();
        if (first) {
            text.append(traces().violation(checked.scenario(), violation, checked.origin())).append('\n');
        }
        Counterexample execution = violation.counterexample();
        int number = show(new Shown(first ? name : name + "+" + violation.property().id(), scenarios.size() - 1, ExecutionKind.VIOLATION,
                violation.property().id(), TraceText.headline(violation), violation.message(), checked.origin().replay(execution.replay()), execution, -1,
                violation.fix() == null ? List.of() : FixText.sentences(violation.fix())));
        beside(number, counterpart);
        return number;
    }

    /** Whether the scenario that was added last has no execution yet. */
    private boolean isFirst() {
        return executions.isEmpty() || executions.get(executions.size() - 1).scenario() != scenarios.size() - 1;
    }

    private int witness(String name, Origin origin, Witness witness) {
        String outcome = String.join(", ", witness.values());
        return show(new Shown(isFirst() ? name : name + "=" + String.join(",", witness.values()), scenarios.size() - 1, ExecutionKind.OUTCOME,
                outcome.isEmpty() ? "to its end" : outcome, "", "", origin.replay(witness.execution().replay()), witness.execution(), -1));
    }

    private void beside(int number, Counterpart counterpart) {
        if (counterpart == null) {
            return;
        }
        Shown shown = executions.get(number);
        Counterexample execution = counterpart.run().execution();
        Violation broken = counterpart.run().broken();
        int other = show(new Shown(shown.id() + "~" + counterpart.scenario().name(), shown.scenario(), ExecutionKind.COUNTERPART,
                counterpart.scenario().name() + " (kernel " + counterpart.scenario().kernel().text() + ")", broken == null ? "" : TraceText.headline(broken),
                broken == null ? "" : broken.message(), Origin.catalogue(counterpart.scenario().name()).replay(execution.replay()), execution, number));
        executions.set(number, shown.beside(other));
    }

    /** Every id is another one, whatever scenarios are called. */
    private int show(Shown shown) {
        String id = shown.id();
        for (int n = 2; !ids.add(id); n++) {
            id = shown.id() + "." + n;
        }
        executions.add(new Shown(id, shown.scenario(), shown.kind(), shown.title(), shown.headline(), shown.message(), shown.replay(), shown.execution(),
                shown.beside(), shown.fix()));
        return executions.size() - 1;
    }

    // ---- the page ----------------------------------------------------------------------------------------------------------

    /**
     * Writes the page.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Writer to) throws IOException {
        Page.write(to, Page.RACES, title(), "This page shows races step by step, which needs JavaScript. " + (summaries
                ? "This is the same as text; of the later executions only what is broken, and why: the steps would be too long."
                : "This is the same as text."), text.toString(), data());
    }

    private String title() {
        return scenarios.size() == 1 ? scenarios.get(0).get("name").asText() : Numbers.count(scenarios.size(), "scenario");
    }

    /** All that the page shows. */
    ObjectNode data() {
        TraceJson traces = new TraceJson();
        ObjectNode data = json.objectNode().put("schema", 1).put("program", program).put("title", title());
        data.putArray("scenarios").addAll(scenarios);
        ArrayNode list = data.putArray("executions");
        executions.forEach(shown -> list.add(traces.trace(shown)));
        traces.tables(data);
        graph.write(data.putObject("functions"));
        graph.writeTests(data.putObject("tests"));
        sources(data.putObject("sources"), traces.files());
        return data;
    }

    private static void sources(ObjectNode to, Set<String> files) {
        SourceText source = new SourceText();
        for (String file : files) {
            List<String> lines = source.file(file);
            if (!lines.isEmpty()) {
                // Imports are left out, which nobody steps through; their lines stay, as lines have numbers.
                to.put(file, String.join("\n", lines.stream().map(line -> line.startsWith("import ") ? "" : line).toList()));
            }
        }
    }
}
