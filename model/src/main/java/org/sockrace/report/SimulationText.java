package org.sockrace.report;

import org.sockrace.check.OddsReport;
import org.sockrace.check.SimulationReport;
import org.sockrace.odds.Times;

/** What a simulation has seen, as text. */
public final class SimulationText {

    private final Style style;

    /** In that style. */
    public SimulationText(Style style) {
        this.style = style;
    }

    /** All of it. */
    public String text(SimulationReport report, Origin origin) {
        if (!report.limit().isEmpty()) {
            return style.text(line(" nothing was simulated of " + report.scenario() + ": " + report.limit()));
        }
        if (report.rare() != null) {
            return style.text(rare(report, report.rare(), origin));
        }
        StringBuilder text = new StringBuilder(line(" simulated " + report.scenario() + " · " + setting(report.set()) + " · "
                + Times.shown(report.seconds()) + " of virtual time, " + Numbers.count(report.attempts(), "attempt") + ", "
                + Numbers.count(report.events(), "event") + ", seed " + report.set().seed()));
        text.append(line(" times: " + report.table().name() + ": " + report.table().machine() + OddsText.basis(report.table()))).append('\n');
        text.append(line(" " + goal(report)));
        if (!report.firstHit().isEmpty()) {
            text.append(line(" the first after " + Times.shown(report.firstHitAt()) + ": " + origin.replay(report.firstHit())));
        }
        if (!report.waits().isEmpty()) {
            Table table = new Table("   ").row("TIME OF", "COUNT", "MEDIAN", "99 %", "LONGEST");
            report.waits().forEach(wait -> table.row(wait.what(), Numbers.number(wait.count()), Times.shown(wait.median()), Times.shown(wait.p99()),
                    Times.shown(wait.longest())));
            text.append('\n').append(table.text(style.width()));
        }
        return style.text(text.toString());
    }

    private String rare(SimulationReport report, SimulationReport.Rare rare, Origin origin) {
        SimulationReport.Setting set = report.set();
        StringBuilder text = new StringBuilder(line(" estimated " + report.scenario() + " · a processor for each thread · "
                + Numbers.count(rare.levels().size(), "level") + ", " + Numbers.count(rare.replications(), "replication") + ", "
                + Numbers.count(report.attempts(), "attempt") + ", " + Numbers.count(report.events(), "event") + ", seed " + set.seed()));
        text.append(line(" times: " + report.table().name() + ": " + report.table().machine() + OddsText.basis(report.table()))).append('\n');
        String what = OddsText.what(report.columns(), report.goal());
        if (rare.replications() == 0) {
            return text.append(line(" " + what + ": never; every execution was looked at")).toString();
        }
        if (report.hits() == 0) {
            return text.append(line(" " + what + ": no replication met it, so nothing is known of its probability; give each level more --effort")).toString();
        }
        text.append(line(" " + what + ": " + estimate(report)));
        if (rare.missed() > 0) {
            text.append(line(" note: " + rare.missed() + " of " + Numbers.count(rare.replications(), "replication") + " did not meet it, so the interval may "
                    + "be too short; more --effort makes it better"));
        }
        text.append(line(" if all times were exponential ones of the same means, it would be " + Times.probability(rare.exponential()) + ", exactly"));
        return text.append(line(" one of them: " + origin.replay(report.firstHit()))).toString();
    }

    private static String estimate(SimulationReport report) {
        double probability = report.goal().probability();
        return "a probability of " + Times.probability(probability) + " (" + Times.probability(report.low()) + " to " + Times.probability(report.high())
                + " with 95 % confidence), one in " + Times.rounded(1 / probability);
    }

    private static String setting(SimulationReport.Setting set) {
        String other = set.preemptEvery() == 0 ? "" : ", interrupted every " + Times.shown(set.preemptEvery()) + " for " + Times.shown(set.preemptFor());
        return (set.processors() == 0 ? "as many processors as are needed" : Numbers.count(set.processors(), "processor")) + ", "
                + Numbers.count(set.atOnce(), "attempt") + " at once" + other;
    }

    private static String goal(SimulationReport report) {
        OddsReport.Likelihood goal = report.goal();
        String what = OddsText.what(report.columns(), goal);
        String range = Times.probability(report.low()) + " to " + Times.probability(report.high());
        if (report.attempts() == 0) {
            return what + ": no attempt came to its end";
        }
        return what + ": " + Numbers.count(report.hits(), "hit") + ", " + (report.hits() == 0 ? "so the probability is " + range + " with 95 % confidence"
                : estimate(report));
    }

    private String line(String text) {
        return String.join("\n", Wrap.lines(text, style.width(), "   ")) + "\n";
    }
}
