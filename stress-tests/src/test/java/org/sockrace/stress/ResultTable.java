package org.sockrace.stress;

import java.util.Collection;
import java.util.Locale;
import org.sockrace.report.Numbers;

/** The results of all tests as text, one line each. */
final class ResultTable {

    private static final String LINE = "%-46s %11s %11s %9s %11s %12s %9s  %s%n";

    private ResultTable() { }

    static String of(Collection<Judged> tests) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, LINE, "TEST", "SAMPLES", "RACES", "NEEDED", "PER SECOND", "DEFECT SEEN",
                "HIT RATE", "VERDICT"));
        tests.forEach(test -> text.append(line(test)));
        long failed = tests.stream().filter(test -> !test.verdict().passed()).count();
        long twins = tests.stream().filter(test -> test.tally().twin()).count();
        return text.append(String.format(Locale.ROOT, "%s, %d of them with a defect; %d failed%n", Numbers.count(tests.size(), "test"), twins, failed))
                .toString();
    }

    /** How often it raced, and what may be said of it. */
    private static String line(Judged test) {
        Tally tally = test.tally();
        return String.format(Locale.ROOT, LINE, tally.name().replaceFirst("^Suspicion_", ""), Numbers.number(tally.samples()), Numbers.number(tally.races()),
                test.verdict() == Verdict.SEEN ? "-" : Numbers.number(test.needed()),
                tally.forks().isEmpty() || !tally.timed() ? "-" : Numbers.number(Math.round(tally.racesPerSecond())),
                tally.twin() ? Numbers.number(tally.hits()) : "-", tally.twin() ? rate(tally.hits(), tally.races()) : "-", test.verdict().word());
    }

    /** The part of the whole, rounded to two digits; never all unless it is. */
    static String rate(long part, long whole) {
        if (part == 0) {
            return "0";
        }
        String rate = String.format(Locale.ROOT, "%.1e", (double) part / whole);
        return rate.equals("1.0e+00") && part < whole ? ">9.9e-01" : rate;
    }
}
