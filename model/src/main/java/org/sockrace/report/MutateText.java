package org.sockrace.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.sockrace.mutate.Fate;

/** What became of mutants, for people. Has no state. */
public final class MutateText {

    /** How many were tried and noticed, of one file or operator. */
    private static final class Tally {
        private final Map<Fate.Kind, Integer> counts = new EnumMap<>(Fate.Kind.class);

        void add(Fate.Kind kind) {
            counts.merge(kind, 1, Integer::sum);
        }

        int of(Fate.Kind kind) {
            return counts.getOrDefault(kind, 0);
        }

        int noticed() {
            return of(Fate.Kind.NOTICED) + of(Fate.Kind.ERROR);
        }

        int missed() {
            return of(Fate.Kind.SURVIVED) + of(Fate.Kind.CUT_SHORT);
        }

        /** How many of those that do something wrong somewhere are noticed, in percent, rounded down. */
        String score() {
            int all = noticed() + missed();
            return all == 0 ? "-" : 100L * noticed() / all + " %";
        }
    }

    private MutateText() { }

    /** Whether nothing that does something wrong was missed. */
    public static boolean allNoticed(List<Fate> fates) {
        return fates.stream().noneMatch(f -> f.kind() == Fate.Kind.SURVIVED || f.kind() == Fate.Kind.CUT_SHORT);
    }

    /**
     * The lines of the report: what was missed comes first.
     *
     * @param all whether what was noticed, equal or not reached is told as well
     */
    public static List<String> lines(List<Fate> fates, boolean all) {
        List<String> lines = new ArrayList<>();
        List<Fate> told = fates.stream().filter(f -> all || isNews(f.kind())).sorted(Comparator.comparingInt(f -> order(f.kind()))).toList();
        told.forEach(f -> lines.add(line(f)));
        if (!told.isEmpty()) {
            lines.add("");
        }
        table(lines, "OPERATOR", fates, f -> f.mutant().operator().id());
        lines.add("");
        table(lines, "FILE", fates, f -> f.mutant().file());
        lines.add("");
        lines.add(summary(fates));
        return lines;
    }

    private static boolean isNews(Fate.Kind kind) {
        return switch (kind) {
            case SURVIVED, CUT_SHORT, ERROR -> true;
            case NOTICED, EQUAL, NOT_REACHED, INVALID -> false;
        };
    }

    private static int order(Fate.Kind kind) {
        return switch (kind) {
            case SURVIVED -> 0;
            case CUT_SHORT -> 1;
            case ERROR -> 2;
            case NOT_REACHED -> 3;
            case EQUAL -> 4;
            case NOTICED -> 5;
            case INVALID -> 6;
        };
    }

    private static String word(Fate.Kind kind) {
        return switch (kind) {
            case SURVIVED -> "SURVIVED";
            case CUT_SHORT -> "BOUNDED";
            case ERROR -> "ERROR";
            case NOT_REACHED -> "not reached";
            case EQUAL -> "equal";
            case NOTICED -> "noticed";
            case INVALID -> "no Java";
        };
    }

    /** One mutant in one line. */
    static String line(Fate fate) {
        String found = fate.scenario().isEmpty() ? "" : " · " + fate.scenario() + ": " + fate.text().lines().findFirst().orElse("");
        return String.format(Locale.ROOT, "  %-11s %s  %s%s", word(fate.kind()), fate.mutant().id(), fate.mutant().text(), found);
    }

    private static void table(List<String> lines, String head, List<Fate> fates, Function<Fate, String> key) {
        Map<String, Tally> rows = new TreeMap<>();
        fates.forEach(f -> rows.computeIfAbsent(key.apply(f), k -> new Tally()).add(f.kind()));
        lines.add(String.format(Locale.ROOT, "  %-24s %8s %8s %6s %12s %6s", head, "NOTICED", "MISSED", "EQUAL", "NOT REACHED", "SCORE"));
        rows.forEach((name, tally) -> lines.add(String.format(Locale.ROOT, "  %-24s %,8d %,8d %,6d %,12d %6s", name, tally.noticed(), tally.missed(),
                tally.of(Fate.Kind.EQUAL), tally.of(Fate.Kind.NOT_REACHED), tally.score())));
    }

    private static String summary(List<Fate> fates) {
        Tally all = new Tally();
        fates.forEach(f -> all.add(f.kind()));
        int valid = fates.size() - all.of(Fate.Kind.INVALID);
        return String.format(Locale.ROOT, " %s · %,d noticed · %,d missed · %,d equal · %,d not reached · score %s", Numbers.count(valid, "defect"),
                all.noticed(), all.missed(), all.of(Fate.Kind.EQUAL), all.of(Fate.Kind.NOT_REACHED), all.score());
    }
}
