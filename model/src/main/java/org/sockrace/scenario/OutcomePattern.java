package org.sockrace.scenario;

import java.util.List;

/** An outcome as users write it where one is asked for: {@code fd, EWOULDBLOCK}, or {@code *, 0} for any first result. */
public final class OutcomePattern {

    private OutcomePattern() { }

    /**
     * Reads one.
     *
     * @param text a result for each outcome column of the scenario, in their order, with commas between them; {@code *} is any result
     * @return the results, as outcomes have them
     * @throws ScenarioSyntaxException if it is none: the message says where, what was probably meant, and which columns there are
     */
    public static List<String> parse(Scenario scenario, String text) {
        Source source = Source.of("", text.strip());
        List<OutcomeColumn> columns = scenario.outcomes().columns();
        Cursor cursor = new Cursor(source);
        cursor.read(Lexer.tokens(source));
        if (columns.isEmpty()) {
            throw source.error(cursor.peek(), "the scenario " + scenario.name() + " has no outcomes: no thread keeps a result, as 's = socket(...)' does");
        }
        if (cursor.peek().endsStatement()) {
            throw source.error(cursor.peek(), "no outcome: write a result for each column", "columns", names(columns), "");
        }
        Draft draft = new Draft();
        new OutcomeSyntax(cursor, draft).never();
        Draft.RawRow row = draft.rows.get(0);
        if (!ends(cursor) || !row.description().isEmpty()) {
            throw source.error(row.description().isEmpty() ? cursor.peek() : cursor.previous(), "the outcome should end here", "columns", names(columns), "");
        }
        if (row.values().size() != columns.size()) {
            Token at = row.words().get(Math.min(row.values().size(), columns.size() + 1) - 1);
            throw source.error(at, count(row.values().size(), "result") + " for " + count(columns.size(), "column"), "columns", names(columns), "");
        }
        for (int c = 0; c < columns.size(); c++) {
            String word = row.words().get(c).text();
            String problem = row.values().get(c).equals(Values.ANY) ? null
                    : Values.problem(columns.get(c).name(), scenario.returns(columns.get(c)), word, "");
            if (problem != null) {
                throw source.error(row.words().get(c), problem, "columns", names(columns), "");
            }
        }
        return row.values();
    }

    /** Whether the text ends here, or its line does, and there is no other. */
    private static boolean ends(Cursor cursor) {
        Token.Kind last = cursor.peek().shown().equals("the end of the line") ? cursor.peek(1).kind() : cursor.peek().kind();
        return last == Token.Kind.END;
    }

    private static List<String> names(List<OutcomeColumn> columns) {
        return columns.stream().map(OutcomeColumn::name).toList();
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
