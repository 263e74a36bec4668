package org.sockrace.report.merge;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.format.Case;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;
import org.sockrace.report.Numbers;
import org.sockrace.report.Style;

/** The lines of {@code merge}: one for each suite, what was not expected, and the totals. */
public final class MergeText {

    private final Style style;
    private final boolean quiet;

    /** With {@code quiet}, only what is not as expected. */
    public MergeText(Style style, boolean quiet) {
        this.style = style;
        this.quiet = quiet;
    }

    /** All of it. */
    public String text(Merged merged) {
        List<Suite> suites = merged.results().suites();
        int width = suites.stream().mapToInt(suite -> suite.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Suite suite : suites) {
            boolean bad = suite.worst().compareTo(Status.UNDECIDED) <= 0;
            if (bad || !quiet) {
                text.append("  ").append(suite.name()).append(" ".repeat(width - suite.name().length() + 2)).append(painted(suite)).append('\n');
            }
            for (Case one : suite.cases()) {
                if (one.status() == Status.FAILED) {
                    text.append(one.finding() == null ? one.message() + "\n" : one.finding().text());
                }
            }
        }
        return quiet ? style.text(text.toString()) : style.text(text.append('\n').append(totals(merged)).toString());
    }

    private String painted(Suite suite) {
        return switch (suite.worst()) {
            case FAILED, ERROR -> style.bad(suite.verdict());
            case UNDECIDED -> style.doubtful(suite.verdict());
            case UNDECIDED_AS_EXPECTED, EXPECTED, PASSED -> suite.verdict();
        };
    }

    private static String totals(Merged merged) {
        List<Suite> suites = merged.results().suites();
        List<String> words = new ArrayList<>();
        words.add((merged.of() - merged.missing().size()) + " of " + Numbers.count(merged.of(), "part") + " of " + String.join(" ", merged.arguments()));
        words.add(merged.results().command().equals("mutate") ? Numbers.count(suites.stream().mapToLong(s -> s.cases().size()).sum(), "mistake")
                : Numbers.count(suites.size(), "scenario"));
        add(words, suites, Status.FAILED, "unexpected");
        add(words, suites, Status.ERROR, "failed");
        add(words, suites, Status.UNDECIDED, "undecided");
        return " " + String.join(" · ", words) + "\n";
    }

    private static void add(List<String> words, List<Suite> suites, Status status, String word) {
        long count = suites.stream().filter(suite -> suite.worst() == status).count();
        if (count > 0) {
            words.add(count + " " + word);
        }
    }
}
