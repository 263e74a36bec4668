package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two lists of rows side by side.
 *
 * @param rows the rows
 */
public record Alignment(List<Row> rows) {

    private static final int LONGEST = 1_500;

    /**
     * A row.
     *
     * @param c the row of the C; null if it has none here
     * @param java the row of the model; null if it has none here
     */
    public record Row(String c, String java) {
        /** Whether both are the same. */
        public boolean same() {
            return c != null && c.equals(java);
        }
    }

    /** With as many equal rows beside each other as possible; without that if they are very long, as no kernel's function is. */
    static Alignment of(List<String> c, List<String> java) {
        if (c.size() > LONGEST || java.size() > LONGEST) {
            return new Alignment(IntStream.range(0, Math.max(c.size(), java.size()))
                    .mapToObj(i -> new Row(i < c.size() ? c.get(i) : null, i < java.size() ? java.get(i) : null)).toList());
        }
        int[][] common = new int[c.size() + 1][java.size() + 1];
        for (int i = c.size() - 1; i >= 0; i--) {
            for (int j = java.size() - 1; j >= 0; j--) {
                common[i][j] = c.get(i).equals(java.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Row> rows = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < c.size() || j < java.size()) {
            if (i < c.size() && j < java.size() && c.get(i).equals(java.get(j))) {
                rows.add(new Row(c.get(i++), java.get(j++)));
            } else if (i < c.size() && (j == java.size() || common[i + 1][j] >= common[i][j + 1])) {
                rows.add(new Row(c.get(i++), null));
            } else {
                rows.add(new Row(null, java.get(j++)));
            }
        }
        return new Alignment(rows);
    }
}
