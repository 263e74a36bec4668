package org.sockrace.report;

import java.util.Locale;
import org.sockrace.check.PredictionReport;
import org.sockrace.check.RaceReport;
import org.sockrace.odds.Times;

/** What was predicted of races, beside what jcstress has seen, as text. */
public final class RaceText {

    private final Style style;

    /** In that style. */
    public RaceText(Style style) {
        this.style = style;
    }

    /** All of it. */
    public String text(RaceReport report) {
        if (!report.limit().isEmpty()) {
            return style.text(line(" nothing was predicted of " + report.scenario() + ": " + report.limit()));
        }
        StringBuilder text = new StringBuilder(line(" predicted " + report.scenario() + (report.mistakes().isEmpty() ? "" : " with the mistake "
                + String.join(" and ", report.mistakes())) + " from " + Numbers.count(report.attempts(), "race") + "; observed by jcstress in "
                + Numbers.count(report.races(), "race") + (report.alone() == 0 ? "" : ", without " + Numbers.count(report.alone(), "sample")
                + " in which only one thread was at work")));
        text.append(line(" every operation of a thread takes as long on average; those of the second thread " + pace(report)));
        if (report.fit() != null && Math.abs(report.fit().predicted() - report.fit().observed()) > 0.01) {
            text.append(line(" note: no pace explains the kernel as it is: " + percent(report.fit().predicted()) + " is as near as it gets"));
        }
        return style.text(text.append('\n').append(PredictionText.table(report.rows(), report.races()).text(style.width())).append(defect(report)).toString());
    }

    private static String pace(RaceReport report) {
        RaceReport.Fit fit = report.fit();
        return fit == null ? "as long as those of the first" : Times.rounded(report.slower()) + " times as long, since " + percent(fit.observed()) + " of "
                + Numbers.count(fit.races(), "race") + " of the kernel as it is came to " + fit.outcome();
    }

    /** How often the mistake shows, and how far off that is. */
    private String defect(RaceReport report) {
        PredictionReport.Row defect = report.defect();
        if (defect == null) {
            return "";
        }
        double seen = defect.observed() / (double) report.races();
        double times = defect.predicted() == 0 ? 0 : seen / defect.predicted();
        String off = defect.fits() ? "which fits" : times == 0 ? "which does not fit" : "which is " + Times.rounded(Math.max(times, 1 / times)) + " times too "
                + (times > 1 ? "rare" : "often");
        return "\n" + line(" the mistake shows in " + PredictionText.percent(seen) + " of the races (" + PredictionText.percent(defect.low()) + " to "
                + PredictionText.percent(defect.high()) + "); predicted were " + PredictionText.percent(defect.predicted()) + ", " + off);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    private String line(String text) {
        return String.join("\n", Wrap.lines(text, style.width(), "   ")) + "\n";
    }
}
