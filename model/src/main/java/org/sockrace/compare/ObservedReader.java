package org.sockrace.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.scenario.Suggest;

/** Reads observed outcomes from a file, and says what is wrong with it. Not thread-safe. */
final class ObservedReader {

    private final Lines lines;
    private final ObservedOutcomes into;
    /** The columns of the file, as the first line names them. */
    private List<String> head;

    private ObservedReader(Lines lines, ObservedOutcomes into) {
        this.lines = lines;
        this.into = into;
    }

    static ObservedOutcomes read(Path file, ObservedOutcomes into) {
        try (Lines lines = Lines.of(file)) {
            new ObservedReader(lines, into).rows();
        } catch (IOException e) {
            throw new FileFormatException(Lines.name(file) + ": cannot be read: " + e.getMessage());
        }
        return into;
    }

    private void rows() {
        String line = next();
        if (line == null) {
            throw new FileFormatException(lines.name() + ": nothing was observed: there are no lines, or only comments; " + expected());
        }
        head = cells(line);
        checkHead();
        for (line = next(); line != null; line = next()) {
            row(cells(line));
        }
        if (into.total() == 0) {
            throw new FileFormatException(lines.name() + ": nothing was observed: there is no row after the names of the columns");
        }
    }

    /** The next line that says something, or null after the last. */
    private String next() {
        for (String line = lines.nextUtf8(); line != null; line = lines.nextUtf8()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                return line;
            }
        }
        return null;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\t", -1)).map(String::strip).toList();
    }

    private String expected() {
        return "its first line names the columns, separated by tabs: " + String.join(" ", columns());
    }

    private List<String> columns() {
        List<String> all = new ArrayList<>(into.columns());
        all.add(ObservedOutcomes.SAMPLES);
        return all;
    }

    private void checkHead() {
        List<String> missing = new ArrayList<>(columns());
        missing.removeAll(head);
        List<String> seen = new ArrayList<>();
        for (String name : head) {
            if (!columns().contains(name)) {
                throw lines.error("unknown column '" + name + "'" + Suggest.nearest(name, missing).map(near -> "; did you mean '" + near + "'?")
                        .orElse("; " + expected()));
            }
            if (seen.contains(name)) {
                throw lines.error("there are two columns '" + name + "'; " + expected());
            }
            seen.add(name);
        }
        if (!missing.isEmpty()) {
            throw lines.error("there is no column '" + missing.get(0) + "'; " + expected());
        }
    }

    private void row(List<String> cells) {
        if (cells.size() != head.size()) {
            throw lines.error((cells.size() == 1 ? "there is 1 value" : "there are " + cells.size() + " values") + " for " + head.size()
                    + " columns; they are separated by tabs: " + String.join(" ", head));
        }
        List<String> values = into.columns().stream().map(column -> cells.get(head.indexOf(column))).toList();
        long samples = samples(cells.get(head.indexOf(ObservedOutcomes.SAMPLES)));
        try {
            into.add(values, samples);
        } catch (IllegalArgumentException e) {
            throw lines.error(e.getMessage());
        }
    }

    private long samples(String text) {
        if (!text.matches("[0-9]+")) {
            throw lines.error(ObservedOutcomes.SAMPLES + " is '" + text + "', which is no count: write a positive number, digits only");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw lines.error(ObservedOutcomes.SAMPLES + " is '" + text + "', which is more than " + Long.MAX_VALUE);
        }
    }
}
