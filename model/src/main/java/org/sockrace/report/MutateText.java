package org.sockrace.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Statement;
import org.sockrace.mutate.StatementCoverage;

/** What became of mutants, for people. Has no state. */
public final class MutateText {

    private MutateText() { }

    /**
     * The lines of the report: what was missed comes first.
     *
     * @param all whether what was noticed, equal, not reached or has a reason is told as well, and which statements are not executed
     */
    public static List<String> lines(Mutated found, boolean all) {
        List<String> lines = new ArrayList<>();
        List<Fate> told = found.fates().stream().filter(f -> all || isNews(f.kind())).sorted(Comparator.comparingInt(f -> order(f.kind()))).toList();
        told.forEach(f -> lines.add(line(f)));
        if (!told.isEmpty()) {
            lines.add("");
        }
        pairs(lines, found.pairs(), all);
        if (found.whole()) {
            found.coverage().wrong().forEach(name -> lines.add(
                    "  REASON      coverage/statements.txt says that nothing executes it, but it is executed: " + name));
        }
        table(lines, "OPERATOR", found.operators());
        lines.add("");
        table(lines, "FILE", found.files());
        lines.add("");
        if (all) {
            statements(lines, found.coverage(), found.files().keySet());
        }
        lines.add(executed(found.coverage()));
        lines.add(summary(found));
        return lines;
    }

    private static boolean isNews(Fate.Kind kind) {
        return switch (kind) {
            case SURVIVED, WRONG_REASON, CUT_SHORT, ERROR -> true;
            case NOTICED, REASONED, EQUAL, NOT_REACHED, INVALID -> false;
        };
    }

    private static int order(Fate.Kind kind) {
        return switch (kind) {
            case SURVIVED -> 0;
            case WRONG_REASON -> 1;
            case CUT_SHORT -> 2;
            case ERROR -> 3;
            case REASONED -> 4;
            case NOT_REACHED -> 5;
            case EQUAL -> 6;
            case NOTICED -> 7;
            case INVALID -> 8;
        };
    }

    /** One mutant in one line. */
    static String line(Fate fate) {
        return line(Mutated.word(fate.kind()), fate);
    }

    private static String line(String word, Fate fate) {
        String what = fate.found();
        String found = fate.scenario().isEmpty() ? what : fate.scenario() + ": " + what;
        return String.format(Locale.ROOT, "  %-11s %s  %s%s", word, fate.id(), fate.wrong(), found.isEmpty() ? "" : " · " + found);
    }

    /** Two at once are worth telling if they are noticed: then each masks the other. */
    private static void pairs(List<String> lines, List<Fate> pairs, boolean all) {
        if (pairs.isEmpty()) {
            return;
        }
        long noticed = pairs.stream().filter(f -> f.kind() == Fate.Kind.NOTICED).count();
        pairs.stream().filter(f -> f.kind() == Fate.Kind.NOTICED).forEach(f -> lines.add(line("TOGETHER", f)));
        if (all) {
            pairs.stream().filter(f -> f.kind() != Fate.Kind.NOTICED).forEach(f -> lines.add(line(Mutated.word(f.kind()), f)));
        }
        lines.add(String.format(Locale.ROOT, " %s of which neither is noticed alone · %,d noticed together", Numbers.count(pairs.size(), "pair"), noticed));
        lines.add("");
    }

    private static void table(List<String> lines, String head, Map<String, Mutated.Tally> rows) {
        lines.add(String.format(Locale.ROOT, "  %-24s %8s %8s %9s %6s %12s %6s", head, "NOTICED", "MISSED", "REASONED", "EQUAL", "NOT REACHED", "SCORE"));
        rows.forEach((name, tally) -> lines.add(String.format(Locale.ROOT, "  %-24s %,8d %,8d %,9d %,6d %,12d %6s", name, tally.noticed(), tally.missed(),
                tally.reasoned(), tally.of(Fate.Kind.EQUAL), tally.of(Fate.Kind.NOT_REACHED), tally.score())));
    }

    private static void statements(List<String> lines, StatementCoverage coverage, Set<String> files) {
        lines.add(String.format(Locale.ROOT, "  %-24s %10s %11s %14s %13s", "STATEMENTS", "OF", "EXECUTED", "ONLY BREAKING", "UNREACHABLE"));
        coverage.files().forEach((file, n) -> {
            if (files.contains(file)) {
                lines.add(String.format(Locale.ROOT, "  %-24s %,10d %,11d %,14d %,13d", file, n.all(), n.executed(), n.breaking(), n.explained()));
            }
        });
        places(lines, "never executed", coverage.never(), files);
        places(lines, "executed only where something is expected to break", coverage.breaking(), files);
        coverage.explained().forEach((statement, why) -> {
            if (files.contains(statement.file())) {
                lines.add("  unreachable " + statement.place() + "  " + statement.text() + " · " + why);
            }
        });
        lines.add("");
    }

    private static void places(List<String> lines, String what, List<Statement> statements, Set<String> files) {
        Map<String, List<Statement>> byFile = statements.stream().filter(s -> files.contains(s.file()))
                .collect(Collectors.groupingBy(Statement::file, TreeMap::new, Collectors.toList()));
        byFile.forEach((file, all) -> lines.add("  " + what + ": " + file + ":" + all.stream().map(s -> s.line() + "").distinct()
                .collect(Collectors.joining(","))));
    }

    private static String executed(StatementCoverage coverage) {
        StatementCoverage.Count n = coverage.total();
        return String.format(Locale.ROOT, " %,d of %s executed, %,d of them only where something is expected to break · %,d unreachable", n.executed(),
                Numbers.count(n.all(), "statement"), n.breaking(), n.explained());
    }

    private static String summary(Mutated found) {
        Mutated.Tally all = found.all();
        return String.format(Locale.ROOT, " %s · %,d noticed · %,d missed · %,d reasoned · %,d equal · %,d not reached · score %s%s",
                Numbers.count(all.valid(), "defect"), all.noticed(), all.missed(), all.reasoned(), all.of(Fate.Kind.EQUAL), all.of(Fate.Kind.NOT_REACHED),
                all.score(), all.reasoned() == 0 ? "" : ", " + all.share() + " more have a reason");
    }
}
