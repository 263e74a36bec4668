package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.conform.source.Alignment;
import org.sockrace.conform.source.Skeletons;
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
     * The report: first what the model would not know of that kernel, then what it knows to be different, then the rest.
     *
     * @param tree the tree's name
     * @param kernel the version of the modelled kernel
     * @param whole whether functions are shown as a whole, not only where they differ
     */
    public String comparison(String tree, Skeletons skeletons, String kernel, SourceComparison c, boolean whole) {
        StringBuilder text = new StringBuilder(verdict(tree, kernel, c));
        skeletons.version().filter(version -> !version.equals(kernel))
                .ifPresent(version -> text.append(wrapped("The tree is Linux " + version + ": what changed between the two differs as well.")));
        if (!c.missing().isEmpty()) {
            text.append("\n  not there: renamed, removed, or in another file\n");
            c.missing().forEach((files, names) -> text.append(wrapped(files + ": " + String.join(" ", names))));
        }
        if (!c.unmodelled().isEmpty()) {
            text.append("\n  called by the C, and neither modelled nor left out\n");
            c.unmodelled().forEach((function, calls) -> calls.forEach(call -> text.append(wrapped(function + ": " + callee(skeletons, call)))));
        }
        c.functions().stream().filter(f -> f.verdict() == Verdict.DIFFERS).forEach(f -> function(text, f, whole));
        c.functions().stream().filter(f -> f.verdict() == Verdict.MARKED).forEach(f -> function(text, f, whole));
        if (whole) {
            c.functions().stream().filter(f -> f.verdict() == Verdict.SAME).forEach(f -> function(text, f, true));
        } else {
            list(text, "the same", c.functions().stream().filter(f -> f.verdict() == Verdict.SAME).map(Compared::function).toList());
        }
        list(text, "of other versions only", c.absent());
        return style.text(text.toString());
    }

    /** One function that differs. */
    String function(Compared f) {
        StringBuilder text = new StringBuilder();
        function(text, f, false);
        return style.text(text.substring(1));
    }

    /** What is known of a function that is called. */
    private static String callee(Skeletons skeletons, String name) {
        Skeletons.Callee callee = skeletons.callees().get(name);
        if (callee == null) {
            return name + "()";
        }
        String calls = callee.calls().isEmpty() ? "which calls nothing" : "which calls " + String.join(" ", callee.calls());
        return name + "() (" + callee.place() + "), " + calls;
    }

    private void function(StringBuilder text, Compared f, boolean whole) {
        text.append('\n').append(head(f));
        f.differences().forEach(d -> text.append("    ").append(d).append('\n'));
        f.marked().forEach((mark, differences) -> {
            text.append(wrapped("MODEL: " + mark));
            differences.forEach(d -> text.append("      ").append(d).append('\n'));
        });
        if (whole || f.verdict() == Verdict.DIFFERS) {
            text.append(rows(f.rows(), whole));
        }
    }

    private String verdict(String tree, String kernel, SourceComparison c) {
        String word = c.agrees() ? style.good("agrees") : style.bad("DIFFERS");
        List<String> counts = new ArrayList<>();
        count(counts, c.count(Verdict.SAME), "does the same", "do the same");
        count(counts, c.count(Verdict.MARKED), "differs as marked", "differ as marked");
        count(counts, c.count(Verdict.DIFFERS), "differs", "differ");
        int missing = c.missing().values().stream().mapToInt(List::size).sum();
        count(counts, missing, "is not there", "are not there");
        count(counts, c.functions().isEmpty() && missing == 0 ? 1 : 0, "is of other versions only", "");
        int all = Math.max(1, c.functions().size() + missing);
        return word + "  " + tree + ": of " + number(all) + (all == 1 ? " function" : " functions")
                + " of the modelled kernel " + kernel + ", " + String.join(", ", counts) + "\n";
    }

    private static void count(List<String> counts, long n, String one, String more) {
        if (n > 0) {
            counts.add(number(n) + " " + (n == 1 ? one : more));
        }
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
        StringBuilder text = new StringBuilder("      " + Wrap.pad("in C", column) + "   in Java\n");
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
