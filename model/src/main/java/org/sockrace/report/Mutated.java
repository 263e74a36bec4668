package org.sockrace.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.StatementCoverage;

/**
 * What came of a campaign.
 *
 * @param fates what became of each mistake alone
 * @param pairs what became of two at once
 * @param coverage what the scenarios execute
 * @param whole whether the scenarios are all of the catalogue
 */
public record Mutated(List<Fate> fates, List<Fate> pairs, StatementCoverage coverage, boolean whole) {

    /** How many were tried, and what became of them. */
    record Tally(Map<Fate.Kind, Integer> counts) {

        Tally() {
            this(new EnumMap<>(Fate.Kind.class));
        }

        void add(Fate.Kind kind) {
            counts.merge(kind, 1, Integer::sum);
        }

        int of(Fate.Kind... kinds) {
            int sum = 0;
            for (Fate.Kind kind : kinds) {
                sum += counts.getOrDefault(kind, 0);
            }
            return sum;
        }

        /** How many are programs. */
        int valid() {
            return counts.values().stream().mapToInt(n -> n).sum() - of(Fate.Kind.INVALID);
        }

        int noticed() {
            return of(Fate.Kind.NOTICED, Fate.Kind.ERROR);
        }

        /** What is missed without a reason that is true. */
        int missed() {
            return counts.entrySet().stream().filter(e -> isMissed(e.getKey())).mapToInt(Map.Entry::getValue).sum();
        }

        int reasoned() {
            return of(Fate.Kind.REASONED);
        }

        /** How many of those that do something wrong somewhere, and for which there is no reason, are noticed, in percent, rounded down. */
        String score() {
            return percent(noticed(), noticed() + missed());
        }

        /** For how many of those that do something wrong somewhere there is a reason. */
        String share() {
            return percent(reasoned(), noticed() + missed() + reasoned());
        }
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "-" : 100L * part / whole + " %";
    }

    /** Copies the lists. */
    public Mutated {
        fates = List.copyOf(fates);
        pairs = List.copyOf(pairs);
    }

    /** Whether there is nothing to be done: nothing is missed without a reason, and all that is written down is true. */
    public boolean isGood() {
        return all().missed() == 0 && (!whole || coverage.wrong().isEmpty());
    }

    Tally all() {
        return by(f -> "").getOrDefault("", new Tally());
    }

    Map<String, Tally> operators() {
        return by(f -> f.mutant().operator().id());
    }

    Map<String, Tally> files() {
        return by(f -> f.mutant().file());
    }

    private Map<String, Tally> by(Function<Fate, String> key) {
        Map<String, Tally> rows = new TreeMap<>();
        fates.forEach(f -> rows.computeIfAbsent(key.apply(f), k -> new Tally()).add(f.kind()));
        return rows;
    }

    /** A row for each key: the key, and how many were noticed, missed, have a reason, are equal and are not reached, and the score. */
    public List<List<String>> rows(Function<Fate, String> key) {
        List<List<String>> rows = new ArrayList<>();
        by(key).forEach((name, t) -> rows.add(List.of(name, Numbers.number(t.noticed()), Numbers.number(t.missed()), Numbers.number(t.reasoned()),
                Numbers.number(t.of(Fate.Kind.EQUAL)), Numbers.number(t.of(Fate.Kind.NOT_REACHED)), t.score())));
        return rows;
    }

    /** Whether it counts as missed. */
    public static boolean isMissed(Fate.Kind kind) {
        return kind == Fate.Kind.SURVIVED || kind == Fate.Kind.CUT_SHORT || kind == Fate.Kind.WRONG_REASON;
    }

    /** The fate in one or two words; what is to be done something about is in capitals. */
    public static String word(Fate.Kind kind) {
        return switch (kind) {
            case SURVIVED -> "SURVIVED";
            case WRONG_REASON -> "REASON";
            case CUT_SHORT -> "BOUNDED";
            case ERROR -> "ERROR";
            case REASONED -> "reasoned";
            case NOT_REACHED -> "not reached";
            case EQUAL -> "equal";
            case NOTICED -> "noticed";
            case INVALID -> "no Java";
        };
    }

    /** The fate as documents have it. */
    static String id(Fate.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
