package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;
import org.sockrace.conform.FileFormatException;

/**
 * Leaves of a C file what a configuration keeps: lines that are not compiled and directives become empty, so that lines keep their numbers. Macros are not
 * expanded.
 */
final class Preprocessor {

    private static final int DEEPEST = 64;
    private static final Pattern DIRECTIVE = Pattern.compile("^\\s*#\\s*(\\w+)(.*)", Pattern.DOTALL);

    private final String file;
    private final Map<String, Integer> macros;
    private final Deque<State> open = new ArrayDeque<>();
    private int line;

    /** Of one #if: whether lines count now, and whether a branch was chosen or must not be any more. */
    private record State(boolean active, boolean chosen, int line) { }

    /** {@code macros} are the values of those that are defined. */
    Preprocessor(String file, Map<String, Integer> macros) {
        this.file = file;
        this.macros = macros;
    }

    /**
     * The text that is left.
     *
     * @throws FileFormatException if an #if does not end, or ends that has not begun
     */
    String read(String text) {
        StringBuilder kept = new StringBuilder();
        String[] lines = text.split("\n", -1);
        boolean comment = false;
        for (int i = 0; i < lines.length; i++) {
            line = i + 1;
            int first = i;
            StringBuilder joined = new StringBuilder(lines[i]);
            var directive = DIRECTIVE.matcher(lines[i]);
            if (!comment && directive.matches()) {
                while (continues(lines[i]) && i + 1 < lines.length) {
                    joined.append('\n').append(lines[++i]);
                }
                directive = DIRECTIVE.matcher(joined.toString().replace("\\\r", " ").replace("\\\n", " "));
                if (directive.matches()) {
                    directive(directive.group(1), Condition.bare(directive.group(2)));
                }
                kept.append("\n".repeat(i - first + 1));
            } else {
                kept.append(active() ? lines[i] : "").append('\n');
                comment = active() && inComment(lines[i], comment);
            }
        }
        if (!open.isEmpty()) {
            throw new FileFormatException(file + ":" + open.peek().line() + ": the #if here has no #endif: the file is cut off");
        }
        return kept.toString();
    }

    private static boolean continues(String line) {
        return line.endsWith("\\") || line.endsWith("\\\r");
    }

    /** Whether the line ends within a comment. */
    private static boolean inComment(String line, boolean before) {
        boolean inside = before;
        for (int i = 0; i + 1 < line.length(); i++) {
            boolean end = inside && line.startsWith("*/", i);
            boolean begin = !inside && line.startsWith("/*", i);
            if (!inside && line.startsWith("//", i)) {
                return false;
            }
            inside = begin || inside && !end;
            i += end || begin ? 1 : 0;
        }
        return inside;
    }

    private boolean active() {
        return open.isEmpty() || open.peek().active();
    }

    private void directive(String name, String rest) {
        switch (name) {
            case "if", "ifdef", "ifndef" -> begin(name, rest);
            case "elif", "elifdef", "elifndef", "else" -> another(name, rest);
            case "endif" -> pop();
            default -> { }
        }
    }

    private void begin(String name, String rest) {
        if (open.size() == DEEPEST) {
            throw new FileFormatException(file + ":" + line + ": #if is nested more than " + DEEPEST + " levels deep");
        }
        boolean outer = active();
        boolean yes = outer && holds(name, rest);
        open.push(new State(yes, yes || !outer, line));
    }

    private void another(String name, String rest) {
        State last = pop();
        boolean yes = !last.chosen() && (name.equals("else") || holds(name.substring(2), rest));
        open.push(new State(yes, last.chosen() || yes, last.line()));
    }

    private State pop() {
        if (open.isEmpty()) {
            throw new FileFormatException(file + ":" + line + ": no #if belongs to this line: the file is cut off");
        }
        return open.pop();
    }

    private boolean holds(String name, String rest) {
        boolean defined = name.endsWith("def");
        String text = defined ? "defined(" + rest.strip().split("\\s", 2)[0] + ")" : rest;
        return new Condition(file, line, text, macros).holds() != name.equals("ifndef");
    }
}
