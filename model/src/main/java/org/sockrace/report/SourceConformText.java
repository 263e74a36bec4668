package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.conform.source.Alignment;
import org.sockrace.conform.source.SourceComparison;
import org.sockrace.conform.source.SourceComparison.Compared;
import org.sockrace.conform.source.SourceComparison.Verdict;

/** How the modelled kernel compares with the C of a kernel, as text. */
public final class SourceConformText {

    private static final int CONTEXT = 2;

    private final Style style;

    /** Text in that style. */
    public SourceConformText(Style style) {
        this.style = style;
    }

    /**
     * The report.
     *
     * @param tree the tree's name
     * @param version the tree's version
     * @param kernel the version of the modelled kernel
     * @param whole whether functions are shown as a whole, not only where they differ
     */
    public String comparison(String tree, String version, String kernel, SourceComparison c, boolean whole) {
        StringBuilder text = new StringBuilder(verdict(tree, kernel, c));
        if (!version.equals(kernel)) {
            text.append(wrapped("The tree is Linux " + version + ": what changed between the two differs as well."));
        }
        names(text, "the same", c, Verdict.SAME);
        list(text, "not in this C", c.absent());
        if (!c.unmodelled().isEmpty()) {
            text.append("\n  called by the C, and neither modelled nor left out\n");
            c.unmodelled().forEach((function, calls) -> text.append(wrapped(function + ": " + String.join(" ", calls))));
        }
        for (Compared f : c.functions()) {
            if (f.verdict() == Verdict.MARKED || f.verdict() == Verdict.SAME && whole) {
                text.append('\n').append(head(f));
                f.marked().forEach(m -> text.append(wrapped(m)));
                text.append(whole ? rows(f.rows(), true) : "");
            }
        }
        for (Compared f : c.functions()) {
            if (f.verdict() == Verdict.DIFFERS) {
                text.append('\n').append(differing(f, whole));
            }
        }
        return style.text(text.toString());
    }

    /** One function that differs. */
    String function(Compared f) {
        return style.text(differing(f, false));
    }

    private String differing(Compared f, boolean whole) {
        StringBuilder text = new StringBuilder(head(f));
        f.differences().forEach(d -> text.append("    ").append(d).append('\n'));
        f.marked().forEach(m -> text.append(wrapped(m)));
        return text.append(rows(f.rows(), whole)).toString();
    }

    private String verdict(String tree, String kernel, SourceComparison c) {
        String word = c.agrees() ? style.good("agrees") : style.bad("DIFFERS");
        List<String> counts = new ArrayList<>();
        count(counts, c.count(Verdict.SAME), "does the same", "do the same");
        count(counts, c.count(Verdict.MARKED), "differs as marked", "differ as marked");
        count(counts, c.count(Verdict.DIFFERS), "differs", "differ");
        return word + "  " + tree + ": of " + number(c.functions().size()) + (c.functions().size() == 1 ? " function" : " functions")
                + " of the modelled kernel " + kernel + ", " + String.join(", ", counts) + "\n";
    }

    private static void count(List<String> counts, long n, String one, String more) {
        if (n > 0) {
            counts.add(number(n) + " " + (n == 1 ? one : more));
        }
    }

    private void names(StringBuilder text, String what, SourceComparison c, Verdict verdict) {
        list(text, what, c.functions().stream().filter(f -> f.verdict() == verdict).map(Compared::function).toList());
    }

    private void list(StringBuilder text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append("\n  ").append(what).append('\n').append(wrapped(String.join(" ", names)));
        }
    }

    private static String head(Compared f) {
        String word = switch (f.verdict()) {
            case SAME -> ": the same";
            case MARKED -> ": differs as marked";
            case DIFFERS -> " differs";
        };
        return "  " + f.function() + word + " (" + f.place() + ", " + f.java() + ")\n";
    }

    private String rows(Alignment alignment, boolean whole) {
        List<Alignment.Row> rows = alignment.rows();
        int column = Math.max(20, (style.width() - 9) / 2);
        StringBuilder text = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < rows.size(); i++) {
            if (whole || near(rows, i)) {
                Alignment.Row row = rows.get(i);
                String mark = row.same() ? " " : row.java() == null ? "<" : row.c() == null ? ">" : "|";
                text.append(("      " + Wrap.pad(cut(row.c(), column), column) + " " + mark + " " + cut(row.java(), column)).stripTrailing()).append('\n');
                gap = false;
            } else if (!gap) {
                text.append("      …\n");
                gap = true;
            }
        }
        return text.toString();
    }

    private static boolean near(List<Alignment.Row> rows, int at) {
        for (int i = Math.max(0, at - CONTEXT); i <= Math.min(rows.size() - 1, at + CONTEXT); i++) {
            if (!rows.get(i).same()) {
                return true;
            }
        }
        return false;
    }

    private String wrapped(String text) {
        return String.join("\n", Wrap.lines("    " + text, style.width(), "      ")) + "\n";
    }

    private static String cut(String text, int width) {
        String there = text == null ? "" : text;
        return there.length() <= width ? there : there.substring(0, width - 1) + "…";
    }
}
