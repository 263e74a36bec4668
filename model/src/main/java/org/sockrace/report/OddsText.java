package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sockrace.check.OddsReport;
import org.sockrace.odds.Times;

/** The odds of a scenario as text. */
public final class OddsText {

    private static final int MOST_BARS = 12;
    private static final int BAR = 24;
    private static final int MOST_OUTCOMES = 20;

    private final Style style;

    /** In that style. */
    public OddsText(Style style) {
        this.style = style;
    }

    /** All of it. */
    public String text(OddsReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.isExact()) {
            return style.text(line(" no figures: of " + report.scenario() + " not all states are known, and odds of a part would be too small: "
                    + report.limit() + " · " + Numbers.count(report.states(), "state")));
        }
        text.append(line(" odds of one execution of " + report.scenario() + " · " + Numbers.count(report.states(), "state") + ", exact for the times of "
                + report.table().name()));
        text.append(line(" times: " + report.table().machine() + basis(report.table())));
        report.notes().forEach(note -> text.append(line(" note: " + note)));
        if (!report.all().isEmpty()) {
            text.append('\n').append(table(report));
        }
        if (report.goal() != null) {
            text.append('\n').append(goal(report, report.goal()));
        }
        return style.text(text.toString());
    }

    static String basis(OddsReport.Basis table) {
        return table.assumed() == 0 ? "" : "; of " + Numbers.count(table.kinds(), "kind") + " of operations, " + table.assumed()
                + (table.assumed() == 1 ? " has a time" : " have times") + " that nobody has measured";
    }

    private String line(String text) {
        return String.join("\n", Wrap.lines(text, style.width(), "   ")) + "\n";
    }

    private String table(OddsReport report) {
        Table table = new Table("   ").row("PROBABILITY", "ONE IN", "WHAT");
        report.all().stream().limit(MOST_OUTCOMES).forEach(one -> table.row(Times.probability(one.probability()), oneIn(one.probability()),
                what(report.columns(), one) + (one.message().isEmpty() ? "" : ": " + one.message())));
        int more = report.all().size() - MOST_OUTCOMES;
        return table.text(style.width()) + (more <= 0 ? "" : line("   and " + Numbers.count(more, "more outcome") + ", which --format json has"));
    }

    static String what(List<String> columns, OddsReport.Likelihood one) {
        if (one.property() != null) {
            return one.property().id();
        }
        List<String> results = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            results.add(columns.get(c) + " = " + one.outcome().get(c));
        }
        return String.join(", ", results);
    }

    private static String oneIn(double probability) {
        return probability <= 0 ? "never" : Times.rounded(1 / probability);
    }

    private String goal(OddsReport report, OddsReport.GoalOdds goal) {
        String what = what(report.columns(), goal.what());
        if (goal.what().probability() <= 0) {
            return line(" " + what + ": never; every execution was looked at");
        }
        StringBuilder text = new StringBuilder(line(" " + what + ", if the threads try again and again: one chance in two after "
                + attempts(goal.half()) + ", 99 % after " + attempts(goal.nearly()) + "; on average after " + Times.shown(goal.seconds()) + ", of "
                + Times.shown(goal.attemptSeconds()) + " for each"));
        if (!goal.influences().isEmpty()) {
            text.append('\n').append(line(" one percent slower changes it by so many percent:")).append(bars(goal.influences()));
        }
        if (!goal.slowed().isEmpty()) {
            text.append('\n').append(line(" slow down " + goal.slowed().get(0).operation() + ": " + slowed(goal.slowed())));
        }
        return text.toString();
    }

    private static String attempts(double attempts) {
        return Times.rounded(attempts) + (attempts == 1 ? " attempt" : " attempts");
    }

    private static String slowed(List<OddsReport.Slowed> all) {
        List<String> parts = new ArrayList<>();
        for (OddsReport.Slowed one : all) {
            parts.add("if it takes " + Times.shown(one.seconds()) + ", one in " + oneIn(one.probability()));
        }
        return String.join("; ", parts);
    }

    private String bars(List<OddsReport.Influence> all) {
        List<OddsReport.Influence> shown = all.stream().limit(MOST_BARS).toList();
        double largest = shown.stream().mapToDouble(i -> Math.abs(i.elasticity())).max().orElse(1);
        Table table = new Table("   ");
        for (OddsReport.Influence one : shown) {
            int length = (int) Math.max(1, Math.round(BAR * Math.abs(one.elasticity()) / largest));
            String bar = (style.ascii() ? one.elasticity() > 0 ? "#" : "-" : one.elasticity() > 0 ? "█" : "░").repeat(length);
            table.row(one.operation(), String.join(" ", one.threads()), Times.shown(one.seconds()) + (one.assumed() ? "?" : ""),
                    String.format(Locale.ROOT, "%+.2f", one.elasticity()), bar);
        }
        String more = all.size() <= MOST_BARS ? "" : line("   and " + Numbers.count(all.size() - MOST_BARS, "other operation") + ", which matter less");
        boolean assumed = shown.stream().anyMatch(OddsReport.Influence::assumed);
        return table.text(Math.max(style.width(), 2 * BAR + 80)) + more + (assumed ? line("   (? nobody has measured that)") : "");
    }
}
