package org.sockrace.odds;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.conform.Lines;

/**
 * Reads a table of durations: a heading of column names and then rows, with tabs between columns. {@code operation} says what a row is for; its time is {@code
 * mean}, or {@code p50} and {@code p99} together; {@code distribution} says of which kind it is, {@code source} where it is from. Lines that begin with # say
 * more; the first that begins with {@code # machine: } says on which machine that is.
 */
public final class TimeTableFile {

    private static final List<String> COLUMNS = List.of("operation", "mean", "p50", "p99", "distribution", "samples", "source");
    private static final String MACHINE = "# machine:";
    private static final String BUNDLED = "/odds/linux-6.1-qemu.tsv";

    private final Lines lines;
    private final Vocabulary vocabulary;
    private final Map<String, TimeTable.Row> rows = new LinkedHashMap<>();
    private List<String> columns;
    private String machine = "";

    private TimeTableFile(Lines lines, Vocabulary vocabulary) {
        this.lines = lines;
        this.vocabulary = vocabulary;
    }

    /**
     * The table in that file.
     *
     * @param vocabulary what rows may be for
     * @throws org.sockrace.conform.FileFormatException if it is none; the message says where
     */
    public static TimeTable read(Path file, Vocabulary vocabulary) {
        try (Lines lines = Lines.of(file)) {
            return new TimeTableFile(lines, vocabulary).read(lines.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table that is used if no other one is given. */
    public static TimeTable bundled(Vocabulary vocabulary) {
        InputStream in = TimeTableFile.class.getResourceAsStream(BUNDLED);
        String name = BUNDLED.substring(BUNDLED.lastIndexOf('/') + 1);
        try (Lines lines = new Lines(name, in)) {
            return new TimeTableFile(lines, vocabulary).read(name + " (bundled)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The table that a text says, as {@link TimeTableWriter} writes it.
     *
     * @param name what it is to be called
     * @throws org.sockrace.conform.FileFormatException if it is none
     */
    public static TimeTable of(String name, String text, Vocabulary vocabulary) {
        try (Lines lines = new Lines(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            return new TimeTableFile(lines, vocabulary).read(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TimeTable read(String name) {
        for (String line = lines.nextUtf8(); line != null; line = lines.nextUtf8()) {
            if (line.startsWith(MACHINE) && machine.isEmpty()) {
                machine = line.substring(MACHINE.length()).strip();
            } else if (!line.isBlank() && line.charAt(0) != '#') {
                line(line);
            }
        }
        if (rows.isEmpty()) {
            throw lines.error(columns == null ? "the table is empty: it begins with the names of its columns, operation and mean" : "the table has no row");
        }
        if (!rows.containsKey(TimeTable.OTHER)) {
            throw lines.error("there is no row '" + TimeTable.OTHER + "', which says how long every other operation takes");
        }
        return new TimeTable(name, machine.isEmpty() ? "a machine of which the table says nothing" : machine, rows);
    }

    private void line(String line) {
        List<String> cells = List.of(line.split("\t", -1));
        if (columns == null) {
            heading(cells);
            return;
        }
        if (cells.size() != columns.size()) {
            throw lines.error(cells.size() + (cells.size() == 1 ? " column" : " columns") + ", but the heading has " + columns.size());
        }
        String operation = cell(cells, "operation");
        String problem = vocabulary.problem(operation);
        if (problem != null) {
            throw lines.error(problem);
        }
        String source = cell(cells, "source");
        TimeTable.Row row = new TimeTable.Row(duration(cells), source.isEmpty() ? lines.name() : source);
        if (rows.put(operation, row) != null) {
            throw lines.error("there are two rows for '" + operation + "'");
        }
    }

    private void heading(List<String> cells) {
        for (String column : cells) {
            if (!COLUMNS.contains(column)) {
                throw lines.error("unknown column '" + column + "': there are " + String.join(", ", COLUMNS));
            }
        }
        if (!cells.contains("operation") || !cells.contains("mean") && !(cells.contains("p50") && cells.contains("p99"))) {
            throw lines.error("the heading must have the columns operation, and mean or both p50 and p99");
        }
        if (cells.stream().distinct().count() < cells.size()) {
            throw lines.error("a column is there twice");
        }
        columns = cells;
    }

    private String cell(List<String> cells, String column) {
        int at = columns.indexOf(column);
        return at < 0 ? "" : cells.get(at).strip();
    }

    private Duration duration(List<String> cells) {
        try {
            String kind = cell(cells, "distribution");
            if (cell(cells, "mean").isEmpty()) {
                double median = Times.parse(cell(cells, "p50"));
                double p99 = Times.parse(cell(cells, "p99"));
                if (p99 < median) {
                    throw new IllegalArgumentException("p99 is less than p50");
                }
                return kind.isEmpty() ? Duration.logNormal(median, p99) : Times.distribution(kind, Duration.logNormal(median, p99).mean());
            }
            return Times.distribution(kind, Times.parse(cell(cells, "mean")));
        } catch (IllegalArgumentException e) {
            throw lines.error(e.getMessage());
        }
    }
}
