package org.sockrace.testing;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Exchange;
import org.sockrace.check.Violation;
import org.sockrace.explain.Counterexample;
import org.sockrace.format.Case;
import org.sockrace.format.Status;
import org.sockrace.machine.Property;
import org.sockrace.report.CheckResults;
import org.sockrace.report.CheckText;
import org.sockrace.report.Checked;
import org.sockrace.report.Judgement;
import org.sockrace.report.Level;
import org.sockrace.report.Numbers;
import org.sockrace.report.Style;
import org.sockrace.report.TraceText;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;

/**
 * What a search of a scenario found. Each assertion returns this, so that they can follow each other, and throws an {@link AssertionError} whose message is
 * what {@code sockrace check} prints, with the counterexample. A search that was cut short, by a limit of {@link org.sockrace.check.CheckOptions} or by an
 * interrupt, passes no assertion that speaks of all executions: its message says what was not searched. Immutable.
 */
public final class RaceCheck {

    private final Checked checked;

    RaceCheck(Checked checked) {
        this.checked = checked;
    }

    /**
     * The scenario.
     *
     * @return what was searched
     */
    public Scenario scenario() {
        return checked.scenario();
    }

    /**
     * Everything that is known, for other assertions than those here.
     *
     * @return the report
     */
    public CheckReport report() {
        return checked.report();
    }

    // ---- the verdict ---------------------------------------------------------------------------------------------------

    /**
     * Asserts that every property that the scenario checks holds in every interleaving, and that its outcomes are those that it declares.
     *
     * @return this
     * @throws AssertionError if something is broken, or not everything was searched
     */
    public RaceCheck assertHolds() {
        return assertExpectation(Expectation.HOLDS);
    }

    /**
     * Asserts that exactly these properties are broken: what else breaks fails the test, too, and so does one of these that holds.
     *
     * @param first a property
     * @param more others
     * @return this
     * @throws AssertionError if other properties are broken than these, or not everything was searched
     */
    public RaceCheck assertBreaks(Property first, Property... more) {
        return assertExpectation(Expectation.breaks(Stream.concat(Stream.of(first), Arrays.stream(more)).distinct().toList()));
    }

    /**
     * Asserts what the scenario itself expects: {@code expect holds}, which it need not say, or {@code expect breaks ...}.
     *
     * @return this
     * @throws AssertionError if something else was found, or not everything was searched, even if that is what the scenario expects
     */
    public RaceCheck assertAsExpected() {
        return assertExpectation(checked.scenario().expectation());
    }

    private RaceCheck assertExpectation(Expectation expectation) {
        Checked expected = new Checked(checked.scenario().expecting(expectation), checked.report(), checked.origin());
        switch (expected.judgement()) {
            case UNEXPECTED -> throw failure(expected, expectation.demand() + ", but " + found());
            case INCONCLUSIVE -> throw failure(expected, expectation.demand() + ", but " + notSearched());
            case MET -> {
                if (expectation.kind() == Expectation.Kind.BOUNDED && !checked.report().exhaustive()) {
                    throw failure(expected, "is bounded, as the scenario says, which is no proof: " + notSearched());
                }
            }
        }
        return this;
    }

    private String found() {
        String ids = broken().stream().map(Property::id).collect(Collectors.joining(", "));
        return ids.isEmpty() ? "everything holds" : "breaks " + ids;
    }

    private String notSearched() {
        return "not everything was searched (" + CheckText.reach(checked.report()) + ")";
    }

    /**
     * Whether the scenario says {@code expect bounded}, and so it is: nothing is broken as far as was searched. That is neither a pass nor a failure.
     *
     * @return whether nothing has been decided, as expected
     */
    public boolean isUndecidedAsExpected() {
        return checked.scenario().expectation().kind() == Expectation.Kind.BOUNDED && checked.judgement() == Judgement.MET && !checked.report().exhaustive();
    }

    /**
     * Asserts that this property comes out as the scenario expects: broken if it says so, else it holds.
     *
     * @param property one that the scenario checks
     * @return this
     * @throws AssertionError if not, or if not everything was searched
     * @throws IllegalArgumentException if the scenario does not check it
     */
    public RaceCheck assertAsExpected(Property property) {
        List<Case> cases = CheckResults.cases(checked, property);
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(checked.scenario().name() + " does not check " + property.id());
        }
        for (Case one : cases) {
            if (one.status() != Status.PASSED && one.status() != Status.EXPECTED) {
                throw new AssertionError(property.id() + " in " + checked.scenario().name() + ": " + one.message()
                        + (one.finding() == null ? "" : "\n" + one.finding().text()));
            }
        }
        return this;
    }

    // ---- what comes out ------------------------------------------------------------------------------------------------

    /**
     * Asserts that exactly these outcomes are reached, of all executions that come to an end.
     *
     * @param outcomes each of them: a result for each column, separated by commas, as in {@code "fd,EWOULDBLOCK"}. Of outcomes that become each other when
     *     identical threads are exchanged, any stands for all
     * @return this
     * @throws AssertionError if another one is reached, or one of these is not, or not everything was searched
     * @throws IllegalArgumentException if one has not as many results as there are columns
     */
    public RaceCheck assertOutcomes(String... outcomes) {
        Set<List<String>> expected = new LinkedHashSet<>();
        for (String outcome : outcomes) {
            List<String> values = Stream.of(outcome.split(",", -1)).map(String::strip).toList();
            if (values.size() != checked.report().columns().size()) {
                throw new IllegalArgumentException("'" + outcome + "' has " + Numbers.count(values.size(), "result") + ", but an outcome of "
                        + checked.scenario().name() + " has " + checked.report().columns().size() + ": " + String.join(", ", checked.report().columns()));
            }
            expected.add(values);
        }
        Set<List<String>> reached = checked.report().endings().outcomes();
        Set<List<String>> others = minus(reached, expected);
        Set<List<String>> missing = minus(expected, reached);
        if (!others.isEmpty() || !missing.isEmpty()) {
            throw failure(checked, "has other outcomes: " + (others.isEmpty() ? "" : "reached and not expected: " + texts(others))
                    + (others.isEmpty() || missing.isEmpty() ? "" : "; ") + (missing.isEmpty() ? "" : "expected and not reached: " + texts(missing))
                    + (checked.report().exhaustive() ? "" : "; " + notSearched()));
        }
        if (!checked.report().exhaustive()) {
            throw failure(checked, "has these outcomes so far, but " + notSearched());
        }
        return this;
    }

    /** Of these, one of each kind of which none is among those. */
    private Set<List<String>> minus(Set<List<String>> these, Set<List<String>> those) {
        Exchange exchange = new Exchange(checked.scenario());
        Set<List<String>> known = those.stream().map(exchange::common).collect(Collectors.toSet());
        return these.stream().filter(values -> known.add(exchange.common(values))).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String texts(Set<List<String>> outcomes) {
        return outcomes.stream().map(values -> "\"" + String.join(",", values) + "\"").collect(Collectors.joining(", "));
    }

    // ---- how it comes about --------------------------------------------------------------------------------------------

    /**
     * Asserts that this schedule is the simplest one that breaks the property; of several places where it breaks, that of any.
     *
     * @param property a broken property
     * @param schedule what a counterexample shows behind {@code replay}: {@code 0x24,1x46,0}
     * @return this
     * @throws AssertionError if the simplest schedule is another one, or there is none, or the search for a simpler one was cut short
     */
    public RaceCheck assertSchedule(Property property, String schedule) {
        List<Counterexample> found = counterexamples(property);
        List<Counterexample> same = found.stream().filter(c -> c.replay().equals(schedule)).toList();
        if (same.isEmpty()) {
            throw failure(checked, "should break " + property.id() + " by " + schedule + ", but " + (found.isEmpty() ? "does not break it"
                    : "does by " + found.stream().map(Counterexample::replay).collect(Collectors.joining(", "))));
        }
        if (same.stream().noneMatch(Counterexample::minimal)) {
            throw failure(checked, "breaks " + property.id() + " by " + schedule + ", but whether a simpler schedule does was not searched to the end");
        }
        return this;
    }

    /**
     * Asserts how often a thread must be preempted, at least, for the property to break.
     *
     * @param property a broken property
     * @param preemptions how often, 0 or more; 0 is a mistake that needs no race
     * @return this
     * @throws AssertionError if it takes more or less, or is not broken, or the search for the simplest schedule was cut short
     */
    public RaceCheck assertPreemptions(Property property, int preemptions) {
        List<Counterexample> found = counterexamples(property);
        int least = found.stream().mapToInt(Counterexample::preemptions).min().orElse(-1);
        if (least != preemptions) {
            throw failure(checked, "should break " + property.id() + " with " + Numbers.count(preemptions, "preemption") + ", but "
                    + (found.isEmpty() ? "does not break it" : "does with " + least));
        }
        if (found.stream().noneMatch(c -> c.preemptions() == least && c.minimal())) {
            throw failure(checked, "breaks " + property.id() + " with " + Numbers.count(least, "preemption")
                    + ", but whether fewer are enough was not searched to the end");
        }
        return this;
    }

    private List<Counterexample> counterexamples(Property property) {
        return checked.report().violations().stream().filter(v -> v.property() == property && v.counterexample() != null).map(Violation::counterexample)
                .toList();
    }

    private Set<Property> broken() {
        Set<Property> broken = new LinkedHashSet<>();
        checked.violations().forEach(v -> broken.add(v.property()));
        return broken;
    }

    // ---- as text -------------------------------------------------------------------------------------------------------

    private AssertionError failure(Checked expected, String sentence) {
        return new AssertionError(checked.scenario().name() + " " + sentence + "\n" + text(expected));
    }

    /**
     * What was found.
     *
     * @return what {@code sockrace explain} prints: a line, the outcomes, and the counterexample of what nobody expects
     */
    public String text() {
        return text(checked);
    }

    private static String text(Checked checked) {
        CheckText text = new CheckText(Style.PLAIN, checked.scenario().name().length());
        List<Violation> violations = checked.violations();
        String first = violations.isEmpty() ? ""
                : new TraceText(Style.PLAIN, Level.CALLS, true).violation(checked.scenario(), violations.get(0), checked.origin()) + "\n"
                        + text.findings(checked, violations.subList(1, violations.size()));
        return text.line(checked) + text.outcomes(checked, false) + first;
    }

    /**
     * The commands that show each broken property again, or in Java the calls.
     *
     * @return one for each counterexample: {@code sockrace replay inet-vs-rmmod:0x24,1x46,0}
     */
    public List<String> replays() {
        return checked.violations().stream().filter(v -> v.counterexample() != null).map(v -> checked.origin().replay(v.counterexample().replay())).toList();
    }

    /**
     * The verdict and why it may be trusted, in a few words.
     *
     * @return for example {@code holds, exhaustive}
     */
    public String verdict() {
        return checked.report().verdict().id() + ", " + CheckText.reach(checked.report());
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
