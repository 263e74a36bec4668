package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Breaks text into lines. */
final class Wrap {

    private Wrap() { }

    /** Lines of at most that many columns, broken at blanks or punctuation if possible; all but the first begin with the indent. */
    static List<String> lines(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        String lead = "";
        while (lead.length() + rest.length() > width) {
            int room = width - lead.length();
            int end = end(rest, room);
            lines.add(lead + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
            lead = indent.length() < width / 2 ? indent : "";
        }
        lines.add(lead + rest);
        return lines;
    }

    /**
     * Where the line ends: at the last blank, or else after the last punctuation mark, if that is not too far left; then even if it is. A word is cut only
     * if it takes more than the line.
     */
    private static int end(String text, int room) {
        int indent = text.length() - text.stripLeading().length();
        int blank = text.lastIndexOf(' ', room);
        int mark = room - 1;
        while (mark > indent && "(.,:/".indexOf(text.charAt(mark)) < 0) {
            mark--;
        }
        int half = Math.max(indent, room / 2);
        if (blank > half) {
            return blank;
        }
        if (mark > half) {
            return mark + 1;
        }
        int best = Math.max(blank, mark > indent ? mark + 1 : 0);
        return best > indent ? best : room;
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
