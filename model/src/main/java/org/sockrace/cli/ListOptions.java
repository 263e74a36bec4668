package org.sockrace.cli;

import org.sockrace.report.Style;
import picocli.CommandLine.Option;

/** How lists look. */
final class ListOptions {

    @Option(names = "--ascii", description = "ASCII only.")
    private boolean ascii;

    @Option(names = "--width", paramLabel = "N", description = "The width of tables (${DEFAULT-VALUE}).")
    private int width = Style.WIDTH;

    Style style() {
        if (width < Style.LEAST) {
            throw new UsageException("--width must be at least " + Style.LEAST + ", not " + width);
        }
        return new Style(width, ascii, false);
    }
}
