package org.sockrace.format;

import java.util.Locale;

/** Text without what formats cannot carry or terminals would obey: control characters are written as escapes. */
final class Plain {

    private Plain() { }

    /** Text of several lines. */
    static String text(String text) {
        StringBuilder plain = new StringBuilder();
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || harmless(c)) {
                plain.appendCodePoint(c);
            } else {
                plain.append(c < 0x100 ? String.format(Locale.ROOT, "\\x%02x", c) : String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return plain.toString();
    }

    /** Text in one line. */
    static String line(String text) {
        return text(text).replace('\n', ' ').replace('\t', ' ').strip();
    }

    private static boolean harmless(int c) {
        boolean control = c < 0x20 || c >= 0x7f && c < 0xa0;
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !half && (c & 0xfffe) != 0xfffe && !redirects(c);
    }

    /** What changes the direction of writing: what is shown would not be what is there. */
    private static boolean redirects(int c) {
        return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x2028 || c == 0x2029;
    }
}
