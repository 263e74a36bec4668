package org.sockrace.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sockrace.check.CheckReport;
import org.sockrace.check.EngineKind;
import org.sockrace.check.Violation;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.format.Case;
import org.sockrace.format.Finding;
import org.sockrace.format.FlowStep;
import org.sockrace.format.Place;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;
import org.sockrace.weak.world.WeakSearch;

/** What {@code check} found, for all formats: a suite is a scenario, a case a property that is checked in it. */
public final class CheckResults {

    /** What is said of a scenario that could not be checked, as the name of its only case. */
    private static final String CHECKED = "can be checked";

    private final boolean times;
    private final TraceText traces = new TraceText(Style.PLAIN, Level.CALLS, true);

    private CheckResults(boolean times) {
        this.times = times;
    }

    /**
     * The results.
     *
     * @param all every scenario that was asked for, in that order
     * @param times whether they say how long it took
     */
    public static Results of(List<? extends Entry> all, Universe universe, boolean times) {
        return of("check", all, universe, times);
    }

    /** Those of a command that checks: {@code check} or {@code explain}. */
    public static Results of(String command, List<? extends Entry> all, Universe universe, boolean times) {
        CheckResults results = new CheckResults(times);
        List<String> names = names(all);
        List<Suite> suites = IntStream.range(0, all.size()).mapToObj(i -> results.suite(names.get(i), all.get(i))).toList();
        return new Results(command, rules(), suites, json -> JsonReport.details(json, all, universe, times));
    }

    /** The scenarios' names; where several have the same, their files or numbers tell them apart. */
    private static List<String> names(List<? extends Entry> all) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> often = all.stream().map(e -> e.origin().name()).filter(n -> seen.merge(n, 1, Integer::sum) == 2).collect(Collectors.toSet());
        seen.clear();
        return all.stream().map(Entry::origin).map(o -> !often.contains(o.name()) ? o.name()
                : o.name() + " (" + (o.option().equals("-f") ? o.value() : String.valueOf(seen.merge(o.name(), 1, Integer::sum))) + ")").toList();
    }

    /** What is said of something that was not checked. */
    public static Suite unchecked(Unchecked unchecked) {
        return new CheckResults(false).suite(unchecked.origin().name(), unchecked);
    }

    /** The same of a scenario whose turn never came. */
    public static Suite notDone(String name, String why) {
        return unchecked(new Unchecked(Origin.catalogue(name), why, Unchecked.Reason.NOT_REACHED));
    }

    /** All properties. */
    static List<Rule> rules() {
        return Stream.of(Property.values()).map(p -> new Rule(p.id(), PropertyText.bug(p), PropertyText.meaning(p), PropertyText.help(p))).toList();
    }

    private Suite suite(String name, Entry entry) {
        if (entry instanceof Unchecked unchecked) {
            Status status = switch (unchecked.reason()) {
                case MISTAKE, UNUSED_EXEMPTION -> Status.ERROR;
                case REFUSED -> Status.UNDECIDED_AS_EXPECTED;
                case TOO_LARGE, NOT_REACHED -> Status.UNDECIDED;
            };
            String verdict = switch (unchecked.reason()) {
                case MISTAKE, TOO_LARGE, REFUSED -> "not checked: " + unchecked.error();
                case NOT_REACHED, UNUSED_EXEMPTION -> unchecked.error();
            };
            return new Suite(name, verdict, times ? 0.0 : null, List.of(new Case(CHECKED, status, unchecked.error(), null)));
        }
        Checked checked = (Checked) entry;
        CheckReport report = checked.report();
        Set<Property> properties = properties(checked);
        List<Case> cases = properties.stream().flatMap(property -> ofProperty(checked, property).stream()).toList();
        List<String> notes = new ArrayList<>();
        CheckText.firsts(report.unasked()).forEach(v -> notes.add("broken, but not asked for: " + v.property().id() + ": " + v.message()));
        notes.addAll(report.notes());
        return new Suite(name, verdict(checked), times ? report.seconds() : null, notes, cases);
    }

    private static Set<Property> properties(Checked checked) {
        Set<Property> properties = EnumSet.noneOf(Property.class);
        properties.addAll(checked.scenario().always());
        properties.addAll(checked.scenario().expectation().properties());
        if (checked.report().engine() == EngineKind.EXECUTION_GRAPHS) {
            properties.removeAll(WeakSearch.NOT_LOOKED_FOR);
        }
        checked.report().violations().forEach(v -> properties.add(v.property()));
        return properties;
    }

    /** What came of one property: a case for each place where it is broken, one if it is not, none if it is neither checked nor expected to break. */
    public static List<Case> cases(Checked checked, Property property) {
        return properties(checked).contains(property) ? new CheckResults(true).ofProperty(checked, property) : List.of();
    }

    private List<Case> ofProperty(Checked checked, Property property) {
        List<Violation> broken = checked.report().violations().stream().filter(v -> v.property() == property).toList();
        return broken.isEmpty() ? List.of(unbroken(checked, property))
                : IntStream.range(0, broken.size()).mapToObj(i -> broken(checked, broken.get(i), i)).toList();
    }

    private static String verdict(Checked checked) {
        CheckReport report = checked.report();
        String expected = switch (checked.judgement()) {
            case MET -> checked.scenario().expectation().kind() == Expectation.Kind.HOLDS ? "" : ", as expected";
            case UNEXPECTED -> ", but it " + checked.scenario().expectation().demand();
            case INCONCLUSIVE -> ", inconclusive";
        };
        return report.verdict().id() + expected + ": " + Numbers.count(report.states(), "state") + ", " + CheckText.reach(report);
    }

    private static Case unbroken(Checked checked, Property property) {
        Expectation expectation = checked.scenario().expectation();
        boolean wanted = expectation.properties().contains(property);
        if (!checked.report().exhaustive()) {
            boolean bounded = expectation.kind() == Expectation.Kind.BOUNDED;
            String message = (wanted ? "expected to break, and not found broken so far: " : "bounded" + (bounded ? ", as expected: " : ": "))
                    + CheckText.reach(checked.report());
            return new Case(property.id(), bounded ? Status.UNDECIDED_AS_EXPECTED : Status.UNDECIDED, message, null);
        }
        if (!wanted) {
            return new Case(property.id(), Status.PASSED, "", null);
        }
        String message = "the scenario expects it to break" + finding(checked.scenario()) + ", but it holds (" + CheckText.reach(checked.report()) + ")";
        return new Case(property.id(), Status.FAILED, message, new Finding(property.id(), "holds, and should break", message + "\n",
                Places.scenario(checked.origin(), checked.scenario().expectation().where().line()), "", List.of(), checked.origin().command("check"),
                Places.identity(checked.origin()) + "\nholds"));
    }

    private Case broken(Checked checked, Violation violation, int before) {
        boolean expected = Judgement.expected(checked.scenario(), violation);
        String name = violation.property().id() + (before == 0 ? "" : " (" + (before + 1) + ")");
        String message = expected ? "breaks as expected" + finding(checked.scenario()) + ": " + violation.message() : violation.message();
        return new Case(name, expected ? Status.EXPECTED : Status.FAILED, message, finding(checked, violation));
    }

    private static String finding(Scenario scenario) {
        return scenario.finding().isEmpty() ? "" : " (" + scenario.finding() + ")";
    }

    private Finding finding(Checked checked, Violation v) {
        Counterexample trace = v.counterexample();
        String source = trace == null ? "" : trace.steps().stream().filter(s -> s.kind() == Counterexample.Kind.BROKEN).map(Step::source)
                .reduce((a, b) -> b).orElse("");
        String key = Places.identity(checked.origin()) + "\n" + (v.file().isEmpty() ? v.message() : v.file() + "\n" + v.function() + "\n" + source);
        return new Finding(v.property().id(), TraceText.headline(v), text(checked, v), place(checked, v), v.function(), trace == null ? List.of() : flow(trace),
                trace == null ? checked.origin().command("explain") : checked.origin().replay(trace.replay()), key);
    }

    /**
     * Where to look: the line of the modelled kernel for what is in the catalogue, since both are in one source tree. Whoever has a scenario of their own need
     * not have that tree: then it is the line that contradicts, or the thread in which it breaks.
     */
    private static Place place(Checked checked, Violation v) {
        if (checked.origin().isCatalogue() && !v.file().isEmpty()) {
            return Places.kernel(v.file(), v.line());
        }
        int expected = checked.scenario().expectation().where().line();
        return Places.scenario(checked.origin(), v.contradicts() > 0 ? v.contradicts() : expected > 0 ? expected : threadLine(checked.scenario(), v));
    }

    /** The line of the thread in which the property breaks, 0 if that is not known. */
    private static int threadLine(Scenario scenario, Violation v) {
        Counterexample trace = v.counterexample();
        return trace == null ? 0 : trace.steps().stream().filter(s -> s.number() > 0).reduce((a, b) -> b)
                .flatMap(s -> scenario.thread(s.thread())).map(t -> t.where().line()).orElse(0);
    }

    /** The counterexample; a report that cannot be made must not hide what was found. */
    private String text(Checked checked, Violation violation) {
        try {
            return traces.violation(checked.scenario(), violation, checked.origin());
        } catch (RuntimeException e) {
            return TraceText.headline(violation) + "\n" + violation.message() + "\n(internal error: the execution cannot be shown: " + e + ")\n";
        }
    }

    private static List<FlowStep> flow(Counterexample trace) {
        List<FlowStep> steps = new ArrayList<>();
        String before = "";
        for (Step step : trace.steps()) {
            String thread = trace.threads().get(step.thread());
            switch (step.kind()) {
                case FINISHED -> before += "(" + thread + " has ended) ";
                case PREEMPTED -> before += "(" + thread + " is preempted) ";
                case BLOCKED -> before += "(" + thread + " waits) ";
                case OPERATION, BROKEN -> {
                    FlowStep.Weight weight = step.kind() == Counterexample.Kind.BROKEN ? FlowStep.Weight.BROKEN
                            : step.telling() ? FlowStep.Weight.TELLING : FlowStep.Weight.PRIVATE;
                    steps.add(new FlowStep(step.number(), thread, step.functions().size(), Places.kernel(step.file(), step.line()), before + text(step),
                            weight));
                    before = "";
                }
            }
        }
        return steps;
    }

    /** The statement, what it did, and what came of it. */
    private static String text(Step step) {
        List<String> parts = new ArrayList<>();
        add(parts, step.functions().isEmpty() ? "" : "in " + step.functions().get(0) + ":");
        add(parts, SourceLine.asC(step.source()));
        add(parts, step.operation().isEmpty() || step.source().isEmpty() ? step.operation() : "[" + step.operation() + "]");
        add(parts, step.kind() == Counterexample.Kind.BROKEN ? "BROKEN" : "");
        add(parts, step.changes());
        add(parts, step.remarks().stream().map(Counterexample.Remark::text).toList());
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(text);
        }
    }

    private static void add(List<String> parts, Collection<String> texts) {
        if (!texts.isEmpty()) {
            parts.add("(" + String.join("; ", texts) + ")");
        }
    }
}
