package org.sockrace.cli;

import org.sockrace.report.Style;
import picocli.CommandLine.Option;

/** How lists look. */
final class ListOptions {

    /** Nobody reads wider lines. */
    private static final int MOST = 10_000;

    static final String WIDTH = "The width of text; without, that of the terminal, or " + Style.WIDTH + " if the output does not go to one.";

    @Option(names = "--ascii", description = "ASCII only.")
    private boolean ascii;

    @Option(names = "--width", paramLabel = "N", description = WIDTH)
    private Integer width;

    private final Session session;

    ListOptions(Session session) {
        this.session = session;
    }

    Style style() {
        return style(width, ascii, false, session);
    }

    /** The style that such options ask for; {@code width} is null if they do not say. */
    static Style style(Integer width, boolean ascii, boolean color, Session session) {
        if (width != null && (width < Style.LEAST || width > MOST)) {
            throw new UsageException("--width must be " + Style.LEAST + " to " + MOST + ", not " + width);
        }
        return new Style(width == null ? session.terminal().columns().getAsInt() : width, ascii, color);
    }
}
