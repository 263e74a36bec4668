package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells below each other. */
final class Table {

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

    /** The last column is wrapped into what is left of the width. */
    String text(int width) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int c = 0; c < columns - 1; c++) {
                line.append(Wrap.pad(c < row.size() ? row.get(c) : "", columnWidth(c))).append("  ");
            }
            String last = row.size() == columns ? row.get(columns - 1) : "";
            List<String> wrapped = Wrap.lines(last, Math.max(20, width - line.length()), "");
            String blanks = " ".repeat(line.length());
            for (int i = 0; i < wrapped.size(); i++) {
                text.append(((i == 0 ? line : blanks) + wrapped.get(i)).stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    private int columnWidth(int column) {
        return rows.stream().mapToInt(r -> column < r.size() ? r.get(column).length() : 0).max().orElse(0);
    }
}
