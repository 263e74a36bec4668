package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sockrace.check.CheckReport;
import org.sockrace.check.EngineKind;
import org.sockrace.check.Outcome;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;
import org.sockrace.weak.world.WeakSearch;

/** The lines of {@code check}: one for each scenario, and the totals. */
public final class CheckText {

    private static final int FEW = 6;
    private static final int MOST_ROWS = 200;
    private static final int INDENT = 11;
    private static final String WEAK = "all that LKMM allows, but for load buffering; not looked for: "
            + String.join(", ", WeakSearch.NOT_LOOKED_FOR.stream().map(Property::id).toList());
    private static final String AS_ABOVE = "  one of these";

    private final Style style;
    private final int nameWidth;

    /** Lines for scenarios whose names take at most that many columns. */
    public CheckText(Style style, int nameWidth) {
        this.style = style;
        this.nameWidth = nameWidth;
    }

    /** A scenario's line, or lines: the verdict, why it may be trusted, and whether it was expected. */
    public String line(Checked checked) {
        CheckReport report = checked.report();
        Judgement judgement = checked.judgement();
        String word = report.verdict().id();
        String verdict = Wrap.pad(judgement == Judgement.UNEXPECTED ? word.toUpperCase(Locale.ROOT) : word, 7);
        boolean graphs = report.engine() == EngineKind.EXECUTION_GRAPHS;
        String counts = (graphs ? counted(report.states(), 10, "execution", "executions")
                : counted(report.states(), 10, "state", "states") + "  " + counted(report.transitions(), 9, "transition", "transitions")) + "  "
                + Wrap.pad(outcomes(report), 11);
        List<String> notes = new ArrayList<>();
        notes.add(reach(report));
        notes.addAll(broken(report));
        notes.add(verdictOnVerdict(checked, judgement));
        notes.removeIf(String::isEmpty);
        String end = String.join(" · ", notes);
        String begin = "  " + verdict + "  " + Wrap.pad(report.name(), nameWidth) + "  ";
        String painted = "  " + paint(judgement, verdict) + begin.substring(2 + verdict.length());
        if (begin.length() + counts.length() + 2 + end.length() <= style.width()) {
            return style.text((painted + counts + "  " + end).stripTrailing() + "\n" + remarks(report));
        }
        boolean fit = begin.length() + counts.stripTrailing().length() <= style.width();
        StringBuilder lines = new StringBuilder((painted + (fit ? counts : "")).stripTrailing()).append('\n');
        String rest = fit ? end : counts.strip().replaceAll("  +", " · ") + " · " + end;
        indented(lines, rest, "");
        lines.append(remarks(report));
        return style.text(lines.toString());
    }

    /** What one should know besides. */
    private String remarks(CheckReport report) {
        StringBuilder lines = new StringBuilder();
        firsts(report.unasked()).forEach(v -> indented(lines, "broken, but not asked for: " + v.property().id() + ": " + v.message(), "  "));
        report.notes().forEach(note -> indented(lines, "note: " + note, "  "));
        return lines.toString();
    }

    private void indented(StringBuilder lines, String text, String next) {
        Wrap.lines(text, style.width() - INDENT, next).forEach(l -> lines.append(" ".repeat(INDENT)).append(l).append('\n'));
    }

    /** Of each property the first. */
    static List<Violation> firsts(List<Violation> violations) {
        Map<Property, Violation> firsts = new LinkedHashMap<>();
        violations.forEach(v -> firsts.putIfAbsent(v.property(), v));
        return List.copyOf(firsts.values());
    }

    private String paint(Judgement judgement, String verdict) {
        return switch (judgement) {
            case MET -> style.good(verdict);
            case UNEXPECTED -> style.bad(verdict);
            case INCONCLUSIVE -> style.doubtful(verdict);
        };
    }

    /** Numbers below each other, and the nouns too. */
    private static String counted(long n, int width, String one, String many) {
        return Wrap.right(number(n), width) + " " + Wrap.pad(n == 1 ? one : many, many.length());
    }

    private static String outcomes(CheckReport report) {
        long seen = report.outcomes().stream().mapToLong(o -> o.values().contains(Values.ANY) ? o.cases().size() : Math.min(1, o.count())).sum();
        return report.columns().isEmpty() ? "" : Numbers.count(seen, "outcome");
    }

    /** Why the search ended. */
    public static String reach(CheckReport report) {
        boolean graphs = report.engine() == EngineKind.EXECUTION_GRAPHS;
        return report.exhaustive() ? graphs ? WEAK : "exhaustive" : report.limit().isEmpty() ? "not exhaustive" : report.limit();
    }

    private static List<String> broken(CheckReport report) {
        List<String> ids = report.violations().stream().map(v -> v.property().id()).distinct().toList();
        return ids.isEmpty() ? List.of() : List.of(String.join(", ", ids));
    }

    private static String verdictOnVerdict(Checked checked, Judgement judgement) {
        Scenario scenario = checked.scenario();
        Expectation expectation = scenario.expectation();
        String finding = scenario.finding().isEmpty() ? "" : " (" + scenario.finding() + ")";
        return switch (judgement) {
            case MET -> expectation.kind() == Expectation.Kind.HOLDS ? "" : "as expected" + finding;
            case UNEXPECTED -> "UNEXPECTED: it " + expectation.demand() + finding + difference(checked);
            case INCONCLUSIVE -> "inconclusive" + (expectation.kind() == Expectation.Kind.HOLDS ? ""
                    : expectation.kind() == Expectation.Kind.BREAKS && Judgement.missing(scenario, checked.report()).isEmpty() ? ": as expected so far"
                    : ": it " + expectation.demand());
        };
    }

    /** What differs from the properties that are expected to break. */
    private static String difference(Checked checked) {
        if (checked.scenario().expectation().kind() != Expectation.Kind.BREAKS) {
            return "";
        }
        Set<Property> unnamed = Judgement.unnamed(checked.scenario(), checked.report());
        Set<Property> missing = Judgement.missing(checked.scenario(), checked.report());
        boolean none = missing.size() == checked.scenario().expectation().properties().size();
        return (unnamed.isEmpty() ? "" : "; it does not name " + ids(unnamed)) + (missing.isEmpty() || none ? "" : "; " + ids(missing)
                + (checked.report().exhaustive() ? " did not break" : " was not found broken so far"));
    }

    private static String ids(Set<Property> properties) {
        return String.join(", ", properties.stream().map(Property::id).toList());
    }

    // ---- totals ----------------------------------------------------------------------------------------------------

    /**
     * What all checks found together, and how many labels and edges they passed.
     *
     * @param failed how many scenarios could not be checked
     * @param refused how many were refused, as they are known to be
     * @param whole whether what was never passed is worth a name: not if only a part was searched of what was to be
     * @param everything whether all of that is named, however much it is
     */
    public String totals(List<Checked> all, Universe universe, int failed, int refused, boolean whole, boolean everything) {
        double seconds = all.stream().mapToDouble(c -> c.report().seconds()).sum();
        List<String> parts = new ArrayList<>();
        parts.add(Numbers.count(all.size() + failed + refused, "scenario"));
        parts.add(Numbers.count(count(all, Verdict.HOLDS), "holds", "hold"));
        long expected = all.stream().filter(c -> c.report().verdict() == Verdict.BREAKS && c.judgement() == Judgement.MET).count();
        parts.add(Numbers.count(expected, "breaks", "break") + " as expected");
        parts.add(all.stream().filter(c -> c.judgement() == Judgement.UNEXPECTED).count() + " unexpected");
        parts.add(count(all, Verdict.BOUNDED) + " bounded");
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        if (refused > 0) {
            parts.add(refused + " refused");
        }
        parts.add(String.format(Locale.ROOT, "%.1f s", seconds));
        StringBuilder text = new StringBuilder("\n");
        Wrap.lines(" " + String.join(" · ", parts), style.width(), "   ").forEach(line -> text.append(line).append('\n'));
        Coverage coverage = Coverage.of(all.stream().map(Checked::report).toList(), universe);
        covered(text, "goto labels", universe.labels().size(), whole, coverage.labelsNeverTaken(), universe, everything);
        covered(text, "goto edges", universe.edges().size(), whole, coverage.edgesNeverTaken(), universe, everything);
        return style.text(text.toString());
    }

    /** How many were refused, because the memory model does not know something: how often which, in that order. Empty if none was. */
    public String refused(Map<String, Integer> reasons) {
        if (reasons.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        int all = reasons.values().stream().mapToInt(n -> n).sum();
        String line = " refused, for what --memory lkmm does not know: " + all + " · "
                + String.join(" · ", reasons.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
        Wrap.lines(line, style.width(), "   ").forEach(l -> text.append(l).append('\n'));
        return style.text(text.toString());
    }

    private static long count(List<Checked> all, Verdict verdict) {
        return all.stream().filter(c -> c.report().verdict() == verdict).count();
    }

    private void covered(StringBuilder text, String what, int of, boolean whole, List<String> notTaken, Universe universe, boolean everything) {
        if (of > 0) {
            text.append(' ').append(what).append(' ').append(of - notTaken.size()).append('/').append(of);
            if (whole) {
                notTaken(text, notTaken, universe, everything);
            } else {
                text.append('\n');
            }
        }
    }

    private void notTaken(StringBuilder text, List<String> notTaken, Universe universe, boolean everything) {
        List<String> explained = notTaken.stream().filter(universe.unreachable()::containsKey).toList();
        List<String> never = notTaken.stream().filter(name -> !universe.unreachable().containsKey(name)).toList();
        if (!explained.isEmpty()) {
            text.append(", ").append(explained.size()).append(everything ? " cannot be reached:\n" : " cannot be reached (-v says why)");
        }
        if (everything) {
            explained.forEach(name -> Wrap.lines("   " + name + ": " + universe.unreachable().get(name), style.width(), " ".repeat(6))
                    .forEach(line -> text.append(line).append('\n')));
        }
        if (!never.isEmpty()) {
            int shown = everything ? never.size() : Math.min(FEW, never.size());
            text.append(" · never taken:\n");
            never.subList(0, shown).forEach(name -> text.append("   ").append(Wrap.cut(name, style.width() - 3)).append('\n'));
            if (shown < never.size()) {
                text.append("   and ").append(never.size() - shown).append(" more (-v shows all)\n");
            }
        } else {
            text.append('\n');
        }
    }

    /** Violations in a line or two each: what is broken, and how to see it. */
    public String findings(Checked checked, List<Violation> violations) {
        StringBuilder text = new StringBuilder();
        for (Violation violation : violations) {
            Wrap.lines("  also broken: " + violation.property().id() + ": " + violation.message(), style.width(), " ".repeat(15))
                    .forEach(line -> text.append(line).append('\n'));
            if (violation.counterexample() != null) {
                text.append(" ".repeat(15)).append(checked.origin().replay(violation.counterexample().replay())).append('\n');
            }
        }
        return style.text(text.isEmpty() ? "" : text.append('\n').toString());
    }

    /** Data races that do no harm, one line each. */
    public String races(CheckReport report) {
        StringBuilder text = new StringBuilder();
        report.races().forEach(race -> text.append("         benign data race: ").append(race).append('\n'));
        return style.text(text.toString());
    }

    // ---- outcomes ------------------------------------------------------------------------------------------------------

    /**
     * The outcome table; rows that should not be as they are begin with {@code !}. Empty if the scenario has no results.
     *
     * @param everything whether all rows are to be there, however many they are
     */
    public String outcomes(Checked checked, boolean everything) {
        CheckReport report = checked.report();
        if (report.columns().isEmpty() || report.outcomes().isEmpty()) {
            return "";
        }
        Table table = new Table("    ");
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(report.columns());
        head.addAll(List.of("REACHABLE", "EXPECT", "DESCRIPTION"));
        table.row(head);
        int shown = everything ? report.outcomes().size() : Math.min(MOST_ROWS, report.outcomes().size());
        int hiddenCases = 0;
        for (Outcome outcome : report.outcomes().subList(0, shown)) {
            List<String> row = new ArrayList<>(List.of(wrong(checked, outcome) ? "!" : ""));
            row.addAll(outcome.values());
            boolean unknown = outcome.seen() == Outcome.Seen.NEVER && !report.exhaustive();
            row.addAll(List.of(unknown ? "not yet" : outcome.seen().id(), outcome.grade().id(), outcome.description()));
            table.row(row);
            outcome.cases().stream().limit(everything ? Long.MAX_VALUE : MOST_ROWS).forEach(one -> {
                List<String> below = new ArrayList<>(List.of(""));
                below.addAll(one.values());
                below.addAll(List.of(one.seen().id(), AS_ABOVE, ""));
                table.row(below);
            });
            hiddenCases += everything ? 0 : Math.max(0, outcome.cases().size() - MOST_ROWS);
        }
        int hidden = report.outcomes().size() - shown + hiddenCases;
        String more = hidden == 0 ? "" : "      and " + number(hidden) + " more (-v shows all)\n";
        return "\n" + style.text(table.text(style.width()) + more) + "\n";
    }

    /** Whether that row of the table should not be as it is. */
    public static boolean wrong(Checked checked, Outcome outcome) {
        boolean seen = outcome.seen() != Outcome.Seen.NEVER;
        if (!checked.scenario().always().contains(Property.OUTCOMES)) {
            return false;
        }
        return switch (outcome.grade()) {
            case ACCEPTABLE, INTERESTING -> !seen && checked.report().exhaustive();
            case ALLOWED -> false;
            case FORBIDDEN -> seen;
            case UNSPECIFIED -> seen && checked.scenario().outcomes().complete();
        };
    }
}
