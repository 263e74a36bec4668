package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Looks up which results an outcome table is about. */
final class TableResolver {

    /** Nothing has failed. */
    private static final String NONE = "none";

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
        List<OutcomeColumn> columns = draft.columns == null ? allVariables() : chosen();
        List<OutcomeRow> rows = new ArrayList<>();
        for (Draft.RawRow row : draft.rows) {
            if (row.values().size() != columns.size()) {
                String names = String.join(", ", columns.stream().map(OutcomeColumn::name).toList());
                throw source.error(row.words().get(0), count(row.values().size(), "result") + " for " + count(columns.size(), "column")
                        + (columns.isEmpty() ? "" : " (" + names + ")"));
            }
            for (int c = 0; c < columns.size(); c++) {
                Token word = row.words().get(c);
                String problem = row.values().get(c).equals(Values.ANY) ? null
                        : Values.problem(columns.get(c).name(), returns(columns.get(c)), word.text(), "");
                if (problem != null) {
                    throw source.error(word, problem);
                }
            }
            rows.add(new OutcomeRow(row.values(), row.grade(), by(row), clean(row), row.description(), source.where(row.words().get(0))));
        }
        covered(rows);
        return new OutcomeTable(columns, rows, draft.columns != null && !rows.isEmpty(),
                draft.once.containsKey("outcome") ? source.where(draft.once.get("outcome")) : Where.NOWHERE);
    }

    private Set<Fault> by(Draft.RawRow row) {
        Set<Fault> by = EnumSet.noneOf(Fault.class);
        for (Token word : row.by()) {
            if (!word.text().equals(NONE)) {
                by.add(fault(word));
            }
        }
        return by;
    }

    private Fault fault(Token word) {
        List<String> valid = new ArrayList<>(List.of(NONE));
        valid.addAll(Fault.ids());
        Fault fault = Fault.of(word.text()).orElseThrow(() -> source.unknown(word, "unknown fault '" + word.text() + "'", "faults", valid));
        boolean declared = EnumSet.of(Fault.MODULE_INIT, Fault.MODULE_INIT_LATE).contains(fault) && !draft.modules.isEmpty();
        if (!declared && !draft.faults.contains(fault)) {
            throw source.error(word, "nothing lets " + fault.id() + " happen: add 'faults " + fault.id() + "'");
        }
        return fault;
    }

    /** Whether nothing need have failed. */
    private static boolean clean(Draft.RawRow row) {
        return row.by().isEmpty() || row.by().stream().anyMatch(word -> word.text().equals(NONE));
    }

    private Returns returns(OutcomeColumn column) {
        return threads.stream().filter(t -> t.name().equals(column.thread())).flatMap(t -> t.calls().stream())
                .filter(c -> c.result().equals(column.variable())).findFirst().orElseThrow().kind().returns();
    }

    /** Refuses rows that no outcome could ever belong to: what is forbidden is forbidden, else the first row counts. */
    private void covered(List<OutcomeRow> rows) {
        for (int r = 0; r < rows.size(); r++) {
            OutcomeRow row = rows.get(r);
            for (int other = 0; other < rows.size(); other++) {
                boolean forbids = rows.get(other).grade() == Grade.FORBIDDEN;
                boolean wins = row.grade() == Grade.FORBIDDEN ? forbids && other < r : forbids || other < r;
                if (other != r && wins && Values.fit(rows.get(other).values(), row.values())) {
                    Token at = draft.rows.get(other).words().get(0);
                    throw source.error(draft.rows.get(r).words().get(0), "this row can never match: row " + (other + 1) + " (line " + at.line() + ": "
                            + String.join(", ", rows.get(other).values()) + " " + rows.get(other).grade().id() + ") covers it");
                }
            }
        }
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

    private List<OutcomeColumn> chosen() {
        List<OutcomeColumn> columns = new ArrayList<>();
        for (Draft.RawColumn raw : draft.columns) {
            OutcomeColumn column = column(raw);
            if (columns.contains(column)) {
                throw source.error(raw.variable(), "the column '" + column.name() + "' is there twice");
            }
            columns.add(column);
        }
        return columns;
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
