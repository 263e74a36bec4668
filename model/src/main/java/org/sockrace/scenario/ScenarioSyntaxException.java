package org.sockrace.scenario;

import java.util.List;

/**
 * A scenario's text is wrong, or what a {@link ScenarioBuilder} was told. The message is for users: the problem, the line with a caret under
 * the place, the word that was probably meant, and the words that are valid there.
 */
public final class ScenarioSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 120;

    private final String problem;
    private final transient Place place;
    private final String suggestion;
    private final transient List<String> valid;

    /**
     * Where the problem is.
     *
     * @param file the file, or an empty string
     * @param line the line, from 1
     * @param column the column, from 1
     * @param length how many columns are meant
     * @param text the line's text
     */
    public record Place(String file, int line, int column, int length, String text) { }

    ScenarioSyntaxException(String problem, Place place, String suggestion, String validName, List<String> valid) {
        super(render(problem, place, suggestion, validName, valid));
        this.problem = problem;
        this.place = place;
        this.suggestion = suggestion;
        this.valid = List.copyOf(valid);
    }

    /** What is wrong, in one line. */
    public String problem() {
        return problem;
    }

    /** Where. */
    public Place place() {
        return place;
    }

    /** The word that was probably meant, or an empty string. */
    public String suggestion() {
        return suggestion;
    }

    /** The words that are valid there, if they can be listed. */
    public List<String> valid() {
        return valid;
    }

    private static String render(String problem, Place place, String suggestion, String validName, List<String> valid) {
        String prefix = place.file().isEmpty() ? "" : place.file() + ":" + place.line() + ":" + place.column() + ": ";
        StringBuilder text = new StringBuilder(prefix).append("error: ").append(problem).append('\n');
        text.append("  ").append(place.text().replace('\t', ' ')).append('\n');
        StringBuilder last = new StringBuilder("  ").append(" ".repeat(place.column() - 1)).append("^".repeat(place.length()));
        if (!suggestion.isEmpty()) {
            last.append("  did you mean '").append(suggestion).append("'?");
        }
        if (!valid.isEmpty()) {
            addValid(last, validName, valid);
        }
        return text.append(last).toString();
    }

    private static void addValid(StringBuilder last, String validName, List<String> valid) {
        String list = validName + ": " + String.join(" ", valid);
        if (last.length() + 3 + list.length() <= WIDTH) {
            last.append("   ").append(list);
            return;
        }
        last.append("\n  ").append(validName).append(':');
        int column = 3 + validName.length();
        for (String word : valid) {
            if (column + 1 + word.length() > WIDTH) {
                last.append("\n   ");
                column = 3;
            }
            last.append(' ').append(word);
            column += 1 + word.length();
        }
    }
}
