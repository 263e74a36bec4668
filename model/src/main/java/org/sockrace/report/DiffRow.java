package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;

/**
 * A row of two executions side by side.
 *
 * @param mark how the two differ there
 * @param left a step of the one, or null
 * @param right a step of the other, or null
 */
public record DiffRow(Mark mark, Step left, Step right) {

    /** How two executions differ in a row. */
    public enum Mark {
        /** The same step, which sees and changes the same. */
        SAME(' '),
        /** The same step, which sees or changes something else. */
        OTHER_VALUE('|'),
        /** A step of the one only, at this place. */
        LEFT('<'),
        /** A step of the other only, at this place. */
        RIGHT('>');

        private final char sign;

        Mark(char sign) {
            this.sign = sign;
        }

        /** The sign between the columns: the one that diff has for it. */
        public char sign() {
            return sign;
        }

        /** As documents have it. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Longer executions are compared by the steps that others can notice only: the table of all pairs would be too large. */
    private static final long MOST_PAIRS = 4_000_000;

    /**
     * The rows of two executions: what both begin with, and of the ways to lay the rest beside each other that keep both orders, one with the most steps that
     * are the same.
     *
     * @param every whether steps are shown that no other thread can notice
     */
    public static List<DiffRow> of(Counterexample one, Counterexample other, boolean every) {
        List<Step> left = one.steps().stream().filter(s -> s.number() > 0).toList();
        List<Step> right = other.steps().stream().filter(s -> s.number() > 0).toList();
        List<DiffRow> rows = new ArrayList<>();
        int begin = 0;
        while (begin < Math.min(left.size(), right.size()) && same(left.get(begin), right.get(begin))) {
            rows.add(new DiffRow(Mark.SAME, left.get(begin), right.get(begin++)));
        }
        left = left.subList(begin, left.size());
        right = right.subList(begin, right.size());
        boolean all = (long) left.size() * right.size() <= MOST_PAIRS;
        rows.addAll(rest(all ? left : telling(left), all ? right : telling(right)));
        return every ? rows : rows.stream().filter(row -> tells(row.left()) || tells(row.right())).toList();
    }

    private static List<DiffRow> rest(List<Step> left, List<Step> right) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] = alike(left.get(i), right.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<DiffRow> rows = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && alike(left.get(i), right.get(j))) {
                rows.add(new DiffRow(same(left.get(i), right.get(j)) ? Mark.SAME : Mark.OTHER_VALUE, left.get(i++), right.get(j++)));
            } else if (j == right.size() || i < left.size() && common[i + 1][j] >= common[i][j + 1]) {
                rows.add(new DiffRow(Mark.LEFT, left.get(i++), null));
            } else {
                rows.add(new DiffRow(Mark.RIGHT, null, right.get(j++)));
            }
        }
        return rows;
    }

    private static List<Step> telling(List<Step> steps) {
        return steps.stream().filter(DiffRow::tells).toList();
    }

    private static boolean tells(Step step) {
        return step != null && (step.telling() || step.kind() == Kind.BROKEN);
    }

    private static boolean alike(Step a, Step b) {
        return a.thread() == b.thread() && what(a).equals(what(b)) && function(a).equals(function(b));
    }

    /** Steps that break something have no result. */
    private static boolean same(Step a, Step b) {
        return a.thread() == b.thread() && a.kind() == b.kind() && function(a).equals(function(b)) && a.operation().equals(b.operation()) && a.changes().equals(b.changes());
    }

    /** The operation without what came of it. */
    private static String what(Step step) {
        int result = step.operation().lastIndexOf(" = ");
        return result < 0 ? step.operation() : step.operation().substring(0, result);
    }

    private static String function(Step step) {
        return step.functions().isEmpty() ? "" : step.functions().get(0);
    }
}
