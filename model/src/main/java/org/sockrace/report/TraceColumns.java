package org.sockrace.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sockrace.explain.Counterexample;

/** Lays the rows of a trace out: a column for each thread that moves, or one for all of them if there is not enough room. */
final class TraceColumns {

    private static final int NARROWEST = 27;
    private static final int ROOM_FOR_COLUMNS = 100;
    private static final int ROOM_FOR_CHANGES = 80;
    private static final String GAP = "  ";

    private final Counterexample trace;
    private final List<TraceRow> rows;
    private final List<Integer> threads;
    private final boolean single;
    private final boolean changesBelow;
    private final int numbers;
    private final int changes;
    private final int column;

    TraceColumns(Style style, Counterexample trace, List<TraceRow> rows) {
        this.trace = trace;
        this.rows = rows;
        this.threads = IntStream.range(0, trace.threads().size()).filter(t -> rows.stream().anyMatch(r -> r.thread() == t)).boxed()
                .toList();
        this.numbers = rows.stream().mapToInt(r -> r.number().length()).max().orElse(1);
        int wanted = Math.max(20, Math.min(threads.size() > 2 ? 24 : 30, style.width() / 4));
        int room = style.width() - numbers - GAP.length() - wanted;
        int each = room / Math.max(1, threads.size()) - GAP.length();
        this.single = style.ascii() || style.width() < ROOM_FOR_COLUMNS || each < NARROWEST;
        this.changesBelow = single && style.width() < ROOM_FOR_CHANGES;
        this.changes = changesBelow ? 0 : wanted;
        this.column = !single ? each : changesBelow ? style.width() - numbers - GAP.length() : room - GAP.length();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        heading(text);
        rows.forEach(row -> row(text, row));
        return text.toString();
    }

    private void heading(StringBuilder text) {
        List<String> names = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int thread : single ? List.<Integer>of(-1) : threads) {
            String name = thread < 0 ? "step" : trace.threads().get(thread) + "  " + trace.calls().get(thread);
            names.add(Wrap.pad(Wrap.cut(name, column), column));
            lines.add("-".repeat(column));
        }
        if (!changesBelow) {
            names.add("changed");
            lines.add("-".repeat(changes));
        }
        text.append(Wrap.right("#", numbers)).append(GAP).append(String.join(GAP, names).stripTrailing()).append('\n');
        text.append("-".repeat(numbers)).append(GAP).append(String.join(GAP, lines)).append('\n');
    }

    private void row(StringBuilder text, TraceRow row) {
        List<String> cell = cell(row);
        List<String> changed = new ArrayList<>();
        for (String change : row.changes()) {
            if (changesBelow) {
                Wrap.lines(prefix(row) + "    * " + change, column, prefix(row) + "      ").forEach(cell::add);
            } else {
                changed.addAll(Wrap.lines(change, changes, "  "));
            }
        }
        for (int i = 0; i < Math.max(cell.size(), changed.size()); i++) {
            StringBuilder line = new StringBuilder(Wrap.right(i == 0 ? row.number() : "", numbers));
            for (int thread : single ? List.of(row.thread()) : threads) {
                boolean here = thread == row.thread() || row.thread() < 0 && thread == threads.get(0);
                line.append(GAP).append(Wrap.pad(here && i < cell.size() ? cell.get(i) : "", column));
            }
            line.append(GAP).append(i < changed.size() ? changed.get(i) : "");
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private String prefix(TraceRow row) {
        return single && row.thread() >= 0 ? trace.threads().get(row.thread()) + "| " : "";
    }

    private List<String> cell(TraceRow row) {
        List<String> lines = new ArrayList<>();
        String indent = prefix(row) + " ".repeat(row.indent());
        for (String line : row.text()) {
            lines.addAll(Wrap.lines(indent + line, column, indent + "     "));
        }
        return lines.isEmpty() ? new ArrayList<>(Collections.singletonList(indent)) : lines;
    }
}
