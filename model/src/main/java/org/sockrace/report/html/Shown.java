package org.sockrace.report.html;

import java.util.List;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;

/**
 * An execution that the page shows.
 *
 * @param id by what links name it
 * @param scenario the number of its scenario, or -1 if it belongs to none
 * @param kind what it shows
 * @param title what it shows, in a few words
 * @param headline the first line of its text, or an empty string
 * @param message what is broken, or an empty string
 * @param replay the command that runs it again, or an empty string
 * @param execution the steps
 * @param beside the number of the execution that it is to be compared with, or -1
 * @param fix what repairs it, one sentence each
 */
record Shown(String id, int scenario, ExecutionKind kind, String title, String headline, String message, String replay, Counterexample execution, int beside,
             List<String> fix) {

    /** One of which nobody knows what repairs it. */
    Shown(String id, int scenario, ExecutionKind kind, String title, String headline, String message, String replay, Counterexample execution, int beside) {
        this(id, scenario, kind, title, headline, message, replay, execution, beside, List.of());
    }

    /** Why an execution is shown. */
    enum ExecutionKind {
        /** It breaks something. */
        VIOLATION,
        /** It ends with an outcome. */
        OUTCOME,
        /** It was asked for. */
        REPLAY,
        /** It is what the right kernel makes of the schedule of another one. */
        COUNTERPART,
        /** It was asked for as what another one is to be compared with. */
        OTHER,
        /** It was recorded. */
        RECORDING;

        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Shown beside(int other) {
        return new Shown(id, scenario, kind, title, headline, message, replay, execution, other, fix);
    }

    /** Its steps, without the lines in between. */
    static List<Step> steps(Counterexample execution) {
        return execution.steps().stream().filter(step -> step.number() > 0).toList();
    }

    /** The step that breaks something, or 0. */
    int brokenAt() {
        return execution.steps().stream().filter(s -> s.kind() == Kind.BROKEN).mapToInt(Step::number).max().orElse(0);
    }
}
