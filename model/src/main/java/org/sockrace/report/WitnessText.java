package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Witness;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;

/** The answer of {@code witness}: an execution that ends with an outcome, or why there is none. */
public final class WitnessText {

    /** What became of the question. */
    public enum Answer {
        /** There is an execution. */
        SHOWN("shown"),
        /** There is none: every execution was searched to its end. */
        NEVER("never"),
        /** None was found, and not everything was searched. */
        NOT_REACHED("not reached");

        private final String id;

        Answer(String id) {
            this.id = id;
        }

        /** As users read it. */
        public String id() {
            return id;
        }
    }

    private static final int MOST_OTHERS = 12;

    private final Style style;

    /** Text in that style. */
    public WitnessText(Style style) {
        this.style = style;
    }

    /** What a search for that outcome has found. */
    public static Answer answer(CheckReport report) {
        return !report.witnesses().isEmpty() ? Answer.SHOWN : whyNot(report).isEmpty() ? Answer.NEVER : Answer.NOT_REACHED;
    }

    /** The execution, or null. */
    static Witness witness(CheckReport report) {
        return report.witnesses().isEmpty() ? null : report.witnesses().get(0);
    }

    /** {@code s = fd, r = 0}. */
    static String outcome(Scenario scenario, List<String> outcome) {
        List<String> parts = new ArrayList<>();
        for (int c = 0; c < outcome.size(); c++) {
            parts.add(scenario.outcomes().names().get(c) + " = " + outcome.get(c));
        }
        return String.join(", ", parts);
    }

    /** Why it proves nothing that no execution was found; empty if it does. */
    private static String whyNot(CheckReport report) {
        if (!report.exhaustive()) {
            return CheckText.reach(report);
        }
        List<String> stops = report.endings().stops().stream().map(Property::id).toList();
        return stops.isEmpty() ? "" : "executions end at a violation before they have an outcome: " + String.join(", ", stops);
    }

    /** That there is no such execution, in one line, and what comes out instead. */
    public String none(Scenario scenario, CheckReport report, List<String> outcome) {
        Answer answer = answer(report);
        boolean seen = report.endings().outcomes().stream().anyMatch(values -> Values.fit(outcome, values));
        String what = outcome(scenario, outcome);
        String states = Numbers.count(report.states(), "state");
        String line = answer == Answer.NEVER ? "never: no execution of " + scenario.name() + " ends with " + what + " · " + states + ", exhaustive"
                : seen ? "not shown: " + what + " is reached, but there was no time or room to make an execution of it · " + states + ", " + whyNot(report)
                : "not reached: " + what + " · " + states + ", " + whyNot(report);
        StringBuilder text = new StringBuilder();
        Wrap.lines(" " + line, style.width(), "   ").forEach(l -> text.append(l).append('\n'));
        List<String> others = report.endings().outcomes().stream().map(values -> String.join(", ", values)).toList();
        if (!others.isEmpty()) {
            String more = others.size() > MOST_OTHERS ? " · and " + Numbers.number(others.size() - MOST_OTHERS) + " more" : "";
            Wrap.lines(" reached: " + String.join(" · ", others.stream().limit(MOST_OTHERS).toList()) + more, style.width(), "   ")
                    .forEach(l -> text.append(l).append('\n'));
        }
        return style.text(text.toString());
    }
}
