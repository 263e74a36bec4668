package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sockrace.conform.ftrace.Finding;
import org.sockrace.conform.ftrace.Summary;
import org.sockrace.conform.ftrace.Validation;

/** What became of a recording, as text. */
public final class FtraceText {

    private final Style style;

    /** Text in that style. */
    public FtraceText(Style style) {
        this.style = style;
    }

    /**
     * The report.
     *
     * @param file the recording's name
     * @param kernel the version of the modelled kernel
     */
    public String validation(String file, String kernel, Validation validation) {
        return style.text(verdict(file, kernel, validation) + summary(validation));
    }

    private String verdict(String file, String kernel, Validation v) {
        String events = count(v.summary().events(), "event");
        return switch (v.verdict()) {
            case EXPLAINED -> style.good("explained") + "  " + file + ": " + events + ", a behaviour of the modelled kernel " + kernel + "\n";
            case HAS_GAPS -> style.doubtful("has gaps") + "  " + file + ": " + events + ", a behaviour of the modelled kernel " + kernel + gap(v.gap()) + "\n";
            case UNEXPLAINED -> finding(file, kernel, v.finding());
        };
    }

    private static String gap(Validation.Gap gap) {
        String line = " line " + number(gap.line());
        if (gap.what() == null) {
            return " up to" + line + ", where the recorder lost events";
        }
        String missed = gap.what() + (gap.certain() ? ", which kprobe_profile says was missed" : ", whose probe was missed (kprobe_profile would say so)");
        return gap.goesOn() ? " but for " + missed + "; first noticed in" + line : " up to" + line + ", which lacks " + missed;
    }

    private String finding(String file, String kernel, Finding finding) {
        StringBuilder text = new StringBuilder(style.bad("NOT EXPLAINED") + "  " + file + ":" + finding.line() + ": broken rule " + finding.rule().id()
                + "\n\n" + finding.text().strip() + "\n\n");
        wrapped(text, "why", finding.why());
        wrapped(text, "rule", finding.rule().text());
        text.append("  up to here it is a behaviour of the modelled kernel ").append(kernel).append("\n\n  state there\n");
        finding.state().forEach(s -> text.append("    ").append(s).append('\n'));
        return text.toString();
    }

    private void wrapped(StringBuilder text, String head, String body) {
        String lead = "  " + Wrap.pad(head, 6);
        List<String> lines = Wrap.lines(body, style.width() - lead.length(), "");
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? lead : " ".repeat(lead.length())).append(lines.get(i)).append('\n');
        }
    }

    private String summary(Validation v) {
        Summary summary = v.summary();
        StringBuilder text = new StringBuilder();
        if (!summary.results().isEmpty()) {
            Table table = new Table("    ");
            summary.results().forEach((call, results) -> table.row(call, results.entrySet().stream()
                    .map(e -> number(e.getValue()) + " " + e.getKey()).collect(Collectors.joining(", "))));
            text.append("\n  calls").append(v.finding() == null ? "" : " until then").append('\n').append(table.text(style.width()));
        }
        section(text, "failures, and what went on meanwhile", summary.races());
        section(text, "goto labels", summary.labels());
        section(text, "passed over", summary.passedOver());
        if (!summary.assumptions().isEmpty()) {
            text.append("\n  assumed\n");
            summary.assumptions().forEach(a -> text.append("    ").append(a).append('\n'));
        }
        return text.toString();
    }

    private void section(StringBuilder text, String title, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        text.append("\n  ").append(title).append('\n');
        int width = counts.values().stream().mapToInt(n -> number(n).length()).max().orElse(0);
        counts.forEach((what, n) -> text.append("    ").append(Wrap.right(number(n), width)).append("  ").append(what).append('\n'));
    }

    private static String count(long n, String what) {
        return number(n) + " " + what + (n == 1 ? "" : "s");
    }
}
