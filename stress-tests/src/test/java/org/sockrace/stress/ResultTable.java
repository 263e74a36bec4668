package org.sockrace.stress;

import java.util.Collection;
import java.util.Locale;

/** The results of all tests as text, one line each. */
final class ResultTable {

    private static final String LINE = "%-52s %13s %11s %12s %9s  %s%n";

    private ResultTable() { }

    static String of(Collection<Tally> tallies) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, LINE, "TEST", "RACES", "PER SECOND", "DEFECT SEEN", "HIT RATE", "VERDICT"));
        tallies.forEach(tally -> text.append(line(tally)));
        long failed = tallies.stream().filter(tally -> !tally.problems().isEmpty()).count();
        long twins = tallies.stream().filter(Tally::twin).count();
        return text.append(String.format(Locale.ROOT, "%d tests, %d of them with a defect; %d failed%n", tallies.size(), twins, failed)).toString();
    }

    private static String line(Tally tally) {
        return String.format(Locale.ROOT, LINE, tally.name().replaceFirst("^Suspicion_", ""), number(tally.races()),
                tally.forks().isEmpty() || Double.isNaN(tally.seconds()) ? "-" : number(Math.round(tally.racesPerSecond())),
                tally.twin() ? number(tally.hits()) : "-", tally.twin() ? rate(tally) : "-", verdict(tally));
    }

    private static String verdict(Tally tally) {
        return !tally.problems().isEmpty() ? "FAILED" : tally.twin() ? "seen" : "holds";
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** Rounded to two digits. */
    private static String rate(Tally tally) {
        return tally.hits() == 0 ? "0" : String.format(Locale.ROOT, "%.1e", (double) tally.hits() / Math.max(1, tally.races()));
    }
}
