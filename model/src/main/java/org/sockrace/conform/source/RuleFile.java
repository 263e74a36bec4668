package org.sockrace.conform.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.conform.FileFormatException;

/** A resource of lines {@code keyword words = words : reason}; # begins a comment line, an indented line continues the one before. */
final class RuleFile {

    private static final String FOLDER = "/conform-source/";

    /**
     * A line.
     *
     * @param number its number
     * @param left the words before =
     * @param right the words behind it
     * @param reason the text behind " : "
     */
    record Line(int number, String keyword, List<String> left, List<String> right, String reason) {
        FileFormatException error(String what) {
            return new FileFormatException("line " + number + ": " + what);
        }
    }

    private RuleFile() { }

    /** The lines of a bundled resource. */
    static List<Line> lines(String name) {
        return read(text(name));
    }

    /** The text of one. */
    static String text(String name) {
        try (InputStream in = RuleFile.class.getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    static List<Line> read(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            StringBuilder line = new StringBuilder(all.get(i));
            int number = i + 1;
            while (i + 1 < all.size() && all.get(i + 1).startsWith(" ")) {
                line.append(' ').append(all.get(++i).strip());
            }
            if (!line.toString().isBlank() && line.charAt(0) != '#') {
                lines.add(line(number, line.toString()));
            }
        }
        return lines;
    }

    private static Line line(int number, String line) {
        int colon = line.indexOf(" : ");
        String rule = colon < 0 ? line : line.substring(0, colon);
        int equals = rule.indexOf(" = ");
        List<String> left = words(equals < 0 ? rule : rule.substring(0, equals));
        return new Line(number, left.get(0), left.subList(1, left.size()), equals < 0 ? List.of() : words(rule.substring(equals + 3)),
                colon < 0 ? "" : line.substring(colon + 3).strip());
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }
}
