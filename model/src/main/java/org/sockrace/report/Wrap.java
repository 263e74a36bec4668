package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Breaks text into lines. */
final class Wrap {

    /** In {@code SocketCore.java:139} the dot is a part of the name. */
    private static final Set<String> EXTENSIONS = Set.of("java", "c", "h", "race", "txt", "trace");

    private Wrap() { }

    /**
     * Lines of at most that many columns; all but the first begin with the indent. They are broken at blanks, or else where code may be: after a comma or an
     * opening parenthesis, before a dot or an arrow. A name is cut only if it takes more than a line.
     */
    static List<String> lines(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        String rest = text.stripLeading();
        String lead = fitting(rest, width, text.substring(0, text.length() - rest.length()));
        while (lead.length() + rest.length() > width) {
            int end = end(rest, width - lead.length());
            lines.add(lead + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
            lead = fitting(rest, width, indent.length() < width / 2 ? indent : "");
        }
        lines.add(lead + rest);
        return lines;
    }

    /** The indent, or as much of it as leaves room for what cannot be broken. */
    private static String fitting(String rest, int width, String lead) {
        int whole = 1;
        while (whole < rest.length() && !breaks(rest, whole)) {
            whole++;
        }
        return whole > width || whole <= width - lead.length() ? lead : lead.substring(0, width - whole);
    }

    /**
     * Where the line ends: at the last blank, or else at the last gap between arguments, or else before the last member, if that is not too far left; then even
     * if it is.
     */
    private static int end(String text, int room) {
        int indent = text.length() - text.stripLeading().length();
        int half = Math.max(indent, room / 2);
        int best = 0;
        for (Gap gap : List.<Gap>of((t, at) -> t.charAt(at) == ' ', Wrap::argument, Wrap::member)) {
            int at = room;
            while (at > indent && !gap.before(text, at)) {
                at--;
            }
            if (at > half) {
                return at;
            }
            best = Math.max(best, at);
        }
        return best > indent ? best : room;
    }

    /** Where a line may be broken. */
    private interface Gap {
        boolean before(String text, int at);
    }

    /** Whether a line may end before that character: what stands on both sides of it is no part of one name or number. */
    private static boolean breaks(String text, int at) {
        return text.charAt(at) == ' ' || argument(text, at) || member(text, at);
    }

    private static boolean argument(String text, int at) {
        char before = text.charAt(at - 1);
        return before == ',' || before == '(' && text.charAt(at) != ')';
    }

    private static boolean member(String text, int at) {
        char before = text.charAt(at - 1);
        boolean behind = before == ')' || before == ']' || Character.isJavaIdentifierPart(before);
        return behind && (text.startsWith("->", at) || text.startsWith("::", at) || text.charAt(at) == '.' && named(text, at + 1));
    }

    /** Whether a name stands there that is no file's extension. */
    private static boolean named(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end > at && Character.isJavaIdentifierStart(text.charAt(at)) && !EXTENSIONS.contains(text.substring(at, end));
    }

    /** The text with blanks after it, so that it takes that many columns. */
    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** The text with blanks before it. */
    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    /** The text, or its beginning and three dots. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
    }

    /** What stands before the first blank line, in one line. */
    static String head(String text) {
        return text.lines().takeWhile(line -> !line.isBlank()).map(String::strip).collect(Collectors.joining(" ")).replaceFirst("  +", " ");
    }
}
