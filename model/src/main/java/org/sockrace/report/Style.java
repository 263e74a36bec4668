package org.sockrace.report;

/**
 * How text is laid out.
 *
 * @param width the columns that a line may take
 * @param ascii whether only ASCII is written, and traces have one column
 * @param color whether verdicts are coloured; nothing depends on it
 */
public record Style(int width, boolean ascii, boolean color) {

    /** The width unless another is asked for. */
    public static final int WIDTH = 120;
    /** The least width that is used, whatever is asked for. */
    public static final int LEAST = 40;
    /** Without colour. */
    public static final Style PLAIN = new Style(WIDTH, false, false);

    /** Makes the width usable. */
    public Style {
        width = Math.max(LEAST, width);
    }

    /** The same with colours, or without. */
    public Style colored(boolean on) {
        return new Style(width, ascii, on);
    }

    /** The text in characters that may be written. */
    public String text(String text) {
        if (!ascii) {
            return text;
        }
        String known = text.replace(" · ", " - ").replace("…", "...").replace("→", "->").replace("×", "x");
        StringBuilder plain = new StringBuilder();
        known.codePoints().forEach(c -> plain.appendCodePoint(c < 0x80 ? c : '?'));
        return plain.toString();
    }

    public String good(String text) {
        return paint(text, 32);
    }

    public String bad(String text) {
        return paint(text, 31);
    }

    public String doubtful(String text) {
        return paint(text, 33);
    }

    private String paint(String text, int colour) {
        return color ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
