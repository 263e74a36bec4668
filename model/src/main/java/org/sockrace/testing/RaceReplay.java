package org.sockrace.testing;

import java.util.stream.Collectors;
import org.sockrace.check.Replay;
import org.sockrace.explore.StaleScheduleException;
import org.sockrace.machine.Property;
import org.sockrace.report.Level;
import org.sockrace.report.Origin;
import org.sockrace.report.Style;
import org.sockrace.report.TraceText;
import org.sockrace.scenario.Scenario;

/** What one schedule of a scenario shows. Immutable. */
public final class RaceReplay {

    private final Scenario scenario;
    private final Origin origin;
    private final String schedule;
    private final Replay replay;
    private final StaleScheduleException divergence;

    RaceReplay(Scenario scenario, Origin origin, String schedule, Replay replay) {
        this.scenario = scenario;
        this.origin = origin;
        this.schedule = schedule;
        this.replay = replay;
        this.divergence = null;
    }

    RaceReplay(Scenario scenario, String schedule, StaleScheduleException divergence) {
        this.scenario = scenario;
        this.origin = null;
        this.schedule = schedule;
        this.replay = null;
        this.divergence = divergence;
    }

    /**
     * Asserts that the schedule breaks the property, whether the scenario checks it or not.
     *
     * @param property which
     * @return this
     * @throws AssertionError if it breaks nothing, or only other properties, or does not fit; the message shows the execution
     */
    public RaceReplay assertBreaks(Property property) {
        if (divergence != null || replay.violations().stream().noneMatch(broken -> broken.property() == property)) {
            throw failure("should break " + property.id());
        }
        return this;
    }

    /**
     * Asserts that nothing is broken in the steps of the schedule. Of what could come after them, and of other schedules, this says nothing.
     *
     * @return this
     * @throws AssertionError if a property is broken, or the schedule does not fit; the message shows the execution
     */
    public RaceReplay assertBreaksNothing() {
        if (divergence != null || replay.broken() != null) {
            throw failure("should break nothing");
        }
        return this;
    }

    /**
     * Asserts that the schedule cannot be run any further than to that step: the thread whose turn it is has ended, or waits.
     *
     * @param step the first step that is impossible, from 1
     * @return this
     * @throws AssertionError if the whole schedule can be run, or another step is impossible
     */
    public RaceReplay assertDivergesAt(int step) {
        if (divergence == null || divergence.step() != step) {
            throw failure("should not fit at step " + step);
        }
        return this;
    }

    private AssertionError failure(String wanted) {
        return new AssertionError("the schedule " + schedule + " of " + scenario.name() + " " + wanted + ", but " + came() + "\n" + text());
    }

    private String came() {
        return divergence != null ? "it does not fit at step " + divergence.step()
                : replay.broken() == null ? "it breaks nothing" : "it breaks "
                + replay.violations().stream().map(broken -> broken.property().id()).distinct().collect(Collectors.joining(", "));
    }

    /**
     * The execution.
     *
     * @return what {@code sockrace replay} prints
     */
    public String text() {
        if (divergence != null) {
            return "diverged at step " + divergence.step() + ": " + divergence.getMessage() + "\n";
        }
        return new TraceText(Style.PLAIN, Level.CALLS, true).replay(scenario, replay, origin);
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
