package org.sockrace.scenario;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A scenario's text is wrong, or what a {@link ScenarioBuilder} was told. The message is for users: the problem, the line with a caret under
 * the place, the word that was probably meant, and the words that are valid there.
 */
public final class ScenarioSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 120;
    private static final Pattern LONG_WORD = Pattern.compile("(\\S{60})\\S{4,}");

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
    public record Place(String file, int line, int column, int length, String text) {

        private static final String CUT = "...";

        /** The line, cut around the place if it is long, and a caret under the place. */
        public String shown() {
            int from = text.length() <= WIDTH - 2 ? 0 : Math.max(0, Math.min(column - 1 - WIDTH / 3, text.length() - WIDTH / 2));
            int to = Math.min(text.length(), from + WIDTH - 2 - 2 * CUT.length());
            to = from == 0 && text.length() <= WIDTH - 2 ? text.length() : to;
            String begin = from == 0 ? "" : CUT;
            String line = begin + printable(text.substring(from, to)) + (to < text.length() ? CUT : "");
            int caret = begin.length() + column - 1 - from;
            int carets = Math.max(1, Math.min(length, begin.length() + to - from - caret));
            return "  " + line.stripTrailing() + "\n  " + " ".repeat(caret) + "^".repeat(carets);
        }
    }

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
        StringBuilder text = new StringBuilder(prefix).append("error: ").append(brief(problem)).append('\n');
        String[] shown = place.shown().split("\n");
        text.append(shown[0]).append('\n');
        StringBuilder last = new StringBuilder(shown[1]);
        if (!suggestion.isEmpty()) {
            String meant = "  did you mean '" + suggestion + "'?";
            last.append(last.length() + meant.length() > WIDTH ? "\n" : "").append(meant);
        }
        if (!valid.isEmpty()) {
            addValid(last, validName, valid);
        }
        return text.append(last).toString();
    }

    /** What a terminal can show, column by column. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(c == '\t' ? ' ' : Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : (char) c));
        return shown.toString();
    }

    /** The problem, without what makes it unreadable: words as long as a line, and what no terminal shows. */
    private static String brief(String problem) {
        return LONG_WORD.matcher(printable(problem)).replaceAll("$1...");
    }

    private static void addValid(StringBuilder last, String validName, List<String> valid) {
        String list = validName + ": " + String.join(" ", valid);
        if (last.length() - (last.lastIndexOf("\n") + 1) + 3 + list.length() <= WIDTH) {
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
