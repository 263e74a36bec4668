package org.sockrace.scenario;

import java.util.List;

/**
 * The text of a scenario.
 *
 * @param file where it is from, or an empty string
 * @param lines its lines; a builder's grow with each statement
 */
record Source(String file, List<String> lines) {

    private static final String BYTE_ORDER_MARK = "\ufeff";

    static Source of(String file, String text) {
        return new Source(file, List.of((text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).split("\r\n|\r|\n", -1)));
    }

    String line(int number) {
        return lines.get(number - 1);
    }

    ScenarioSyntaxException error(Token at, String problem) {
        return error(at, problem, "", List.of(), "");
    }

    /** An unknown word: says which ones there are and which was probably meant. */
    ScenarioSyntaxException unknown(Token at, String problem, String validName, List<String> valid) {
        return error(at, problem, validName, valid, Suggest.nearest(at.text(), valid).orElse(""));
    }

    ScenarioSyntaxException error(Token at, String problem, String validName, List<String> valid, String suggestion) {
        return new ScenarioSyntaxException(problem, place(at), suggestion, validName, valid);
    }

    private ScenarioSyntaxException.Place place(Token at) {
        return new ScenarioSyntaxException.Place(file, at.line(), at.column(), Math.max(1, at.length()), line(at.line()));
    }

    /** Where that is, for messages that come later. */
    Where where(Token at) {
        return new Where(place(at));
    }
}
