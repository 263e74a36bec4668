package org.sockrace.report;

import static org.sockrace.report.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sockrace.check.AnyOutcomes;
import org.sockrace.check.Proof;
import org.sockrace.machine.Property;

/** The lines of {@code prove}: one or a few for each scenario, and the totals. */
public final class ProofText {

    private static final int VERDICT = 18;
    private static final int INDENT = 9;
    private static final int MOST_OUTCOMES = 8;
    private final Style style;
    private final int nameWidth;

    /** Lines for scenarios whose names take at most that many columns. */
    public ProofText(Style style, int nameWidth) {
        this.style = style;
        this.nameWidth = nameWidth;
    }

    /** What is known of a scenario; with {@code details}, also what is proven, and what is not. */
    public String lines(Proved proved, boolean details) {
        String begin = Wrap.pad(verdict(proved), VERDICT);
        String name = "  " + Wrap.pad(proved.proof().scenario(), nameWidth) + "  ";
        StringBuilder text = new StringBuilder("  ").append(paint(proved.judgement(), begin)).append(name);
        int used = 2 + begin.length() + name.length();
        String end = proved.proof().thread() + " xN: " + reason(proved);
        if (used + end.length() <= style.width()) {
            text.append(end).append('\n');
        } else {
            text.replace(0, text.length(), text.toString().stripTrailing()).append('\n');
            indented(text, end);
        }
        if (details) {
            details(text, proved.proof());
        }
        return style.text(text.toString());
    }

    /** The verdict in a few words. */
    public static String verdict(Proved proved) {
        Proof proof = proved.proof();
        return switch (proof.verdict()) {
            case PROVEN -> "proven for every N";
            case BREAKS -> "breaks at N = " + proved.breaksAt();
            case NOT_PROVEN -> proof.spurious().isEmpty() ? "not proven" : "not proven (k = " + proof.k() + ")";
        };
    }

    static String reason(Proved proved) {
        Proof proof = proved.proof();
        return switch (proof.verdict()) {
            case PROVEN -> count(proof.views(), "view") + ", " + count(proof.configurations(), "configuration") + ", k = " + proof.k() + "; searched: "
                    + searched(proof);
            case BREAKS -> String.join(", ", proved.broken().stream().map(Property::id).toList())
                    + (proved.judgement() == Judgement.MET ? ", as expected" : "");
            case NOT_PROVEN -> proof.why();
        };
    }

    private static String searched(Proof proof) {
        return proof.searched().size() == 1 ? "N = 1" : "N = 1 to " + proof.searched().size();
    }

    private void details(StringBuilder text, Proof proof) {
        if (proof.verdict() == Proof.Verdict.PROVEN) {
            indented(text, "proven: " + String.join(", ", proof.proven().stream().map(Property::id).toList()));
            if (!proof.notProven().isEmpty()) {
                indented(text, "searched for " + searched(proof) + " only: " + String.join(", ", proof.notProven()));
            }
            if (proof.outcomes()) {
                indented(text, outcomes(proof));
            }
        }
        for (int i = 0; i < proof.spurious().size(); i++) {
            indented(text, (i == 0 ? "views show " : "  ") + proof.spurious().get(i));
        }
    }

    private static String outcomes(Proof proof) {
        AnyOutcomes results = proof.results();
        if (results == null) {
            return "not looked at: which outcomes there are";
        }
        return "when one " + proof.thread() + " and the others have ended, nothing is possible for any N but "
                + (results.reached().size() > MOST_OUTCOMES ? results.reached().size() + " outcomes (--format json lists them)"
                : results.text(results.reached()));
    }

    private void indented(StringBuilder text, String line) {
        Wrap.lines(line, style.width() - INDENT, "  ").forEach(l -> text.append(" ".repeat(INDENT)).append(l).append('\n'));
    }

    private String paint(Judgement judgement, String verdict) {
        return switch (judgement) {
            case MET -> style.good(verdict);
            case UNEXPECTED -> style.bad(verdict);
            case INCONCLUSIVE -> style.doubtful(verdict);
        };
    }

    /** All scenarios together; {@code failed} could not be set up. */
    public String totals(List<Proved> all, int failed) {
        List<String> parts = new ArrayList<>();
        parts.add(count(all.size() + failed, "scenario"));
        parts.add(of(all, Proof.Verdict.PROVEN) + " proven for every N");
        long breaking = of(all, Proof.Verdict.BREAKS);
        parts.add(count(breaking, "breaks", "break"));
        long unexpected = all.stream().filter(p -> p.judgement() == Judgement.UNEXPECTED).count();
        if (unexpected > 0) {
            parts.add(unexpected + " unexpected");
        }
        parts.add(of(all, Proof.Verdict.NOT_PROVEN) + " not proven");
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        parts.add(String.format(Locale.ROOT, "%.1f s", all.stream().mapToDouble(p -> p.proof().seconds()).sum()));
        StringBuilder text = new StringBuilder("\n");
        Wrap.lines(" " + String.join(" · ", parts), style.width(), "   ").forEach(line -> text.append(line).append('\n'));
        return style.text(text.toString());
    }

    private static long of(List<Proved> all, Proof.Verdict verdict) {
        return all.stream().filter(p -> p.proof().verdict() == verdict).count();
    }
}
