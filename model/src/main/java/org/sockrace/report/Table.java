package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells below each other. */
final class Table {

    /** Fewer columns are too few for prose. */
    private static final int LEAST = 24;

    private final List<List<String>> rows = new ArrayList<>();
    private final String indent;

    Table(String indent) {
        this.indent = indent;
    }

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    Table row(String... cells) {
        return row(List.of(cells));
    }

    /** The last column is wrapped into what is left of the width; if that is too little for what is below its head, it goes below the others. */
    String text(int width) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int others = indent.length() + IntStream.range(0, columns - 1).map(c -> columnWidth(c) + 2).sum();
        int longest = rows.stream().skip(1).mapToInt(row -> last(row, columns).length()).max().orElse(0);
        boolean below = width - others < Math.min(LEAST, longest);
        String blanks = below ? indent + "    " : " ".repeat(others);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int c = 0; c < columns - 1; c++) {
                line.append(Wrap.pad(c < row.size() ? row.get(c) : "", columnWidth(c))).append("  ");
            }
            List<String> wrapped = new ArrayList<>(Wrap.lines(last(row, columns), Math.max(LEAST, width - blanks.length()), ""));
            text.append((line + (below ? "" : wrapped.remove(0))).stripTrailing()).append('\n');
            wrapped.removeIf(String::isEmpty);
            wrapped.forEach(l -> text.append(blanks).append(l).append('\n'));
        }
        return text.toString();
    }

    private static String last(List<String> row, int columns) {
        return row.size() == columns ? row.get(columns - 1) : "";
    }

    private int columnWidth(int column) {
        return rows.stream().mapToInt(r -> column < r.size() ? r.get(column).length() : 0).max().orElse(0);
    }
}
