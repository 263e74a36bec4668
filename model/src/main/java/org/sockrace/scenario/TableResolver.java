package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;

/** Looks up which results an outcome table is about. */
final class TableResolver {

    private final Source source;
    private final Draft draft;
    private final List<ThreadDecl> threads;
    private final List<Call> setup;

    TableResolver(Source source, Draft draft, List<ThreadDecl> threads, List<Call> setup) {
        this.source = source;
        this.draft = draft;
        this.threads = threads;
        this.setup = setup;
    }

    OutcomeTable table() {
        List<OutcomeColumn> columns = draft.columns == null ? allVariables() : draft.columns.stream().map(this::column).toList();
        List<OutcomeRow> rows = new ArrayList<>();
        for (Draft.RawRow row : draft.rows) {
            if (row.values().size() != columns.size()) {
                String names = String.join(", ", columns.stream().map(OutcomeColumn::name).toList());
                throw source.error(row.first(), count(row.values().size(), "result") + " for " + count(columns.size(), "column")
                        + (columns.isEmpty() ? "" : " (" + names + ")"));
            }
            rows.add(new OutcomeRow(row.values(), row.grade(), row.description()));
        }
        return new OutcomeTable(columns, rows, draft.columns != null && !rows.isEmpty());
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private List<OutcomeColumn> allVariables() {
        List<OutcomeColumn> columns = new ArrayList<>();
        for (ThreadDecl thread : threads) {
            for (int copy = 0; copy < thread.copies(); copy++) {
                for (Call call : thread.calls()) {
                    if (!call.result().isEmpty()) {
                        columns.add(column(call.result(), thread, copy));
                    }
                }
            }
        }
        return columns;
    }

    private static OutcomeColumn column(String variable, ThreadDecl thread, int copy) {
        return new OutcomeColumn(thread.copies() == 1 ? variable : variable + "[" + copy + "]", variable, thread.name(), copy);
    }

    private OutcomeColumn column(Draft.RawColumn raw) {
        Token at = raw.variable();
        ThreadDecl thread = threads.stream().filter(t -> sets(t.calls(), at.text())).findFirst().orElseThrow(() -> unknown(at));
        if (raw.copy() == null) {
            if (thread.copies() > 1) {
                throw source.error(at, "there are " + thread.copies() + " threads " + thread.name() + ": write " + at.text() + "[0] to "
                        + at.text() + "[" + (thread.copies() - 1) + "]");
            }
            return column(at.text(), thread, 0);
        }
        int copy = Constants.number(raw.copy().text()).orElse(-1);
        if (copy < 0 || copy >= thread.copies()) {
            throw source.error(raw.copy(), "'" + raw.copy().text() + "' is none of the " + count(thread.copies(), "thread") + " "
                    + thread.name() + ", which are counted from 0");
        }
        return column(at.text(), thread, copy);
    }

    private ScenarioSyntaxException unknown(Token at) {
        if (sets(setup, at.text())) {
            return source.error(at, "'" + at.text() + "' is set before the threads start, so it never varies");
        }
        List<String> valid = threads.stream().flatMap(t -> t.calls().stream()).map(Call::result).filter(r -> !r.isEmpty()).toList();
        return source.unknown(at, "no thread sets '" + at.text() + "'", "variables", valid);
    }

    private static boolean sets(List<Call> calls, String variable) {
        return calls.stream().anyMatch(c -> c.result().equals(variable));
    }
}
