package org.sockrace.format;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The summary of a workflow's step, in GitHub's Markdown: a table of the scenarios or files, and the report of each finding that nobody expects. */
public final class GitHubSummary {

    /** GitHub refuses a summary of more than 1 MiB as a whole; there is room for other commands of the step. */
    private static final int MOST_BYTES = 500_000;
    private static final Pattern TICKS = Pattern.compile("`+");

    private GitHubSummary() { }

    /**
     * Writes it.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Results results, Writer to) throws IOException {
        StringBuilder text = new StringBuilder("## sockrace " + results.command() + "\n\n");
        table(text, results.suites());
        int left = MOST_BYTES - text.length();
        int hidden = 0;
        for (Results.InSuite in : results.all(Status.FAILED).toList()) {
            String section = section(in);
            left -= section.getBytes(StandardCharsets.UTF_8).length;
            if (left > 0) {
                text.append(section);
            } else {
                hidden++;
            }
        }
        if (hidden > 0) {
            text.append("\n").append(hidden).append(hidden == 1 ? " more report does" : " more reports do")
                    .append(" not fit into a summary: the other formats have all.\n");
        }
        to.write(text.append("\n").toString());
    }

    private static void table(StringBuilder text, List<Suite> suites) {
        text.append("| | | verdict |\n|---|---|---|\n");
        for (Suite suite : suites) {
            String mark = switch (suite.worst()) {
                case FAILED -> "❌ failed";
                case ERROR -> "❌ error";
                case UNDECIDED -> "⚠️ undecided";
                case UNDECIDED_AS_EXPECTED, EXPECTED, PASSED -> "✅";
            };
            text.append("| ").append(mark).append(" | ").append(cell(suite.name())).append(" | ").append(cell(suite.verdict()));
            suite.notes().forEach(note -> text.append("<br>note: ").append(cell(note)));
            text.append(" |\n");
        }
    }

    private static String section(Results.InSuite in) {
        Finding finding = in.one().finding();
        StringBuilder text = new StringBuilder("\n### ").append(cell(in.suite().name() + ": " + in.one().name())).append("\n\n");
        if (finding == null) {
            return text.append(cell(in.one().message())).append('\n').toString();
        }
        String report = Plain.text(finding.text());
        String fence = "`".repeat(Math.max(3, longest(report) + 1));
        return text.append(fence).append("text\n").append(report).append(report.endsWith("\n") ? "" : "\n").append(fence).append('\n').toString();
    }

    private static int longest(String text) {
        Matcher ticks = TICKS.matcher(text);
        int longest = 0;
        while (ticks.find()) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        return longest;
    }

    /** Text in one line, in which nothing is Markdown or HTML. */
    private static String cell(String text) {
        return Plain.line(text).replace("&", "&amp;").replace("<", "&lt;").replaceAll("[\\\\`*_{}\\[\\]()#+!|~$@]", "\\\\$0");
    }
}
