package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;

/** The scenarios of a file: the second statement {@code scenario NAME} begins the second one, and so on. */
public final class ScenarioParts {

    private static final String SCENARIO = Statement.SCENARIO.id();

    private ScenarioParts() { }

    /**
     * One scenario of a file.
     *
     * @param name its name, or an empty string where a name should stand and does not
     * @param text its text, where it stands in the file: what is before it is blank
     * @param earlier the names of those before it
     * @param later the names of those behind it
     */
    public record Part(String name, String text, List<String> earlier, List<String> later) {

        /** Its text from the line on in which it begins. */
        public String own() {
            return text.replaceFirst("^[\r\n]+", "");
        }

        /** Whether it is not alone. */
        public boolean several() {
            return !earlier.isEmpty() || !later.isEmpty();
        }
    }

    /**
     * The scenarios of that text, in its order; at least one. A text that cannot be cut into words is one: whoever reads it says why.
     *
     * @param text the text
     * @param defaultName what the first is called if it does not say it
     */
    public static List<Part> of(String text, String defaultName) {
        Source source = Source.of("", text);
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(source);
        } catch (ScenarioSyntaxException e) {
            return List.of(new Part(defaultName, text, List.of(), List.of()));
        }
        List<Integer> begins = begins(tokens);
        if (begins.size() < 2) {
            return List.of(new Part(begins.isEmpty() ? defaultName : name(tokens, begins.get(0)), text, List.of(), List.of()));
        }
        List<String> names = begins.stream().map(at -> name(tokens, at)).toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < begins.size(); i++) {
            Token from = i == 0 ? null : tokens.get(begins.get(i));
            Token to = i + 1 == begins.size() ? null : tokens.get(begins.get(i + 1));
            parts.add(new Part(names.get(i), between(source.lines(), from, to), names.subList(0, i), names.subList(i + 1, names.size())));
        }
        return parts;
    }

    /** Where a statement begins with that keyword: the numbers of these words. */
    private static List<Integer> begins(List<Token> tokens) {
        List<Integer> begins = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean first = i == 0 || tokens.get(i - 1).endsStatement();
            boolean call = tokens.get(i + 1).is("=") || tokens.get(i + 1).is("(");
            if (first && tokens.get(i).isWord() && tokens.get(i).text().equals(SCENARIO) && !call) {
                begins.add(i);
            }
        }
        return begins;
    }

    private static String name(List<Token> tokens, int scenario) {
        Token name = tokens.get(scenario + 1);
        return name.isWord() ? name.text() : "";
    }

    /** The lines from one word to before the other, from the first line or to the last if it is null; what is before is blank. */
    private static String between(List<String> lines, Token from, Token to) {
        StringBuilder text = new StringBuilder();
        int last = to == null ? lines.size() : to.line();
        for (int n = 1; n <= last; n++) {
            String line = lines.get(n - 1);
            String end = to != null && n == to.line() ? line.substring(0, to.column() - 1) : line;
            boolean before = from != null && n < from.line();
            int blanks = from != null && n == from.line() ? from.column() - 1 : 0;
            text.append(before ? "" : " ".repeat(blanks) + end.substring(blanks)).append(n == last ? "" : "\n");
        }
        return text.toString();
    }
}
