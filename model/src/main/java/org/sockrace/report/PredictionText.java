package org.sockrace.report;

import java.util.List;
import java.util.Locale;
import org.sockrace.check.PredictionReport;

/** A prediction beside what was observed, as text. */
public final class PredictionText {

    private final Style style;

    /** In that style. */
    public PredictionText(Style style) {
        this.style = style;
    }

    /** All of it. */
    public String text(PredictionReport report) {
        if (!report.limit().isEmpty()) {
            return style.text(line(" nothing was predicted of " + report.scenario() + ": " + report.limit()));
        }
        StringBuilder text = new StringBuilder(line(" predicted " + report.call() + " during an unload, from " + Numbers.count(report.before(), "unload")
                + "; observed in " + Numbers.count(report.after(), "unload") + " from line " + report.line() + " on: "
                + Numbers.count(report.calls(), "call")));
        if (report.broken() > 0) {
            text.append(line(" in " + Numbers.count(report.broken(), "attempt") + " something broke: see sockrace odds"));
        }
        return style.text(text.append('\n').append(table(report.rows(), report.calls()).text(style.width())).toString());
    }

    /** Results, of so many observations. */
    static Table table(List<PredictionReport.Row> rows, long all) {
        Table table = new Table("   ").row("RESULT", "PREDICTED", "OBSERVED", "", "95 %", "");
        for (PredictionReport.Row row : rows) {
            double part = all == 0 ? 0 : (double) row.observed() / all;
            table.row(row.result(), percent(row.predicted()), percent(part), "(" + Numbers.number(row.observed()) + ")",
                    percent(row.low()) + " to " + percent(row.high()), row.fits() ? "fits" : "does not fit");
        }
        return table;
    }

    static String percent(double part) {
        return part > 0 && part < 0.001 ? "<0.1 %" : String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    private String line(String text) {
        return String.join("\n", Wrap.lines(text, style.width(), "   ")) + "\n";
    }
}
