package org.sockrace.compare;

import static org.sockrace.scenario.Values.canonical;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.scenario.OutcomeColumn;
import org.sockrace.scenario.Returns;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Values;

/**
 * The outcomes of a scenario that a program on real threads has seen, and how often it saw each. Not thread-safe.
 *
 * <p>In a file they are UTF-8 text, columns separated by tabs (shown as blanks here), each line ended by a newline:
 *
 * <pre>
 * # lines that begin with # and blank lines are passed over
 * s             r            samples
 * fd            EWOULDBLOCK  41207
 * EAFNOSUPPORT  0            28913
 * </pre>
 *
 * <p>The first line names the columns, in any order: all of the scenario's outcome columns, and {@code samples}. Each further line is an outcome,
 * with results as scenarios write them ({@code fd}, {@code 0}, the name of an error), and how often it was seen: a positive decimal number without
 * separators, at most {@link Long#MAX_VALUE}, and so is the sum of all. Lines with the same outcome are added up. There must be at least one.
 */
public final class ObservedOutcomes {

    /** The name of the column of counts. */
    public static final String SAMPLES = "samples";

    private final List<String> columns;
    private final List<Returns> returns;
    private final Map<List<String>, Long> samples = new LinkedHashMap<>();
    private long total;

    /**
     * Nothing seen yet.
     *
     * @param scenario what the program does
     * @throws IllegalArgumentException if its outcomes cannot be compared; the message is for users
     */
    public ObservedOutcomes(Scenario scenario) {
        List<OutcomeColumn> all = scenario.outcomes().columns();
        this.columns = scenario.outcomes().names();
        this.returns = all.stream().map(scenario::returns).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(scenario.name() + " has no outcomes to compare: name a result, as in s = socket(PF_UNIX)");
        }
        if (columns.contains(SAMPLES)) {
            throw new IllegalArgumentException(scenario.name() + " names a result '" + SAMPLES + "', which is the column of counts: rename it");
        }
    }

    /**
     * Reads a file.
     *
     * @param scenario what the program does
     * @throws org.sockrace.conform.FileFormatException if the file cannot be read or is damaged; the message is for users
     * @throws IllegalArgumentException if the scenario's outcomes cannot be compared
     */
    public static ObservedOutcomes read(Path file, Scenario scenario) {
        return ObservedReader.read(file, new ObservedOutcomes(scenario));
    }

    /**
     * The outcome was seen so many times more.
     *
     * @param values one result for each of {@link #columns()}, in that order: {@code fd}, {@code 0} or the name of an error;
     *     {@link Values#of} makes them of what calls return
     * @param times how often; at least 1
     * @throws IllegalArgumentException if that cannot be; the message is for users
     */
    public void add(List<String> values, long times) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException("there are " + values.size() + " results for the columns " + String.join(", ", columns));
        }
        if (times <= 0) {
            throw new IllegalArgumentException(SAMPLES + " is " + times + ": leave out what was not seen");
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            row.add(value(i, values.get(i)));
        }
        if (total > Long.MAX_VALUE - times) {
            throw new IllegalArgumentException("the " + SAMPLES + " add up to more than " + Long.MAX_VALUE);
        }
        total += times;
        samples.merge(List.copyOf(row), times, Long::sum);
    }

    private String value(int column, String word) {
        String problem = Values.problem(columns.get(column), returns.get(column), word, "an observed result is one value");
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return canonical(word).orElse(word);
    }

    /** The text of a file that {@link #read} takes. */
    public String text() {
        StringBuilder text = new StringBuilder(String.join("\t", columns)).append('\t').append(SAMPLES).append('\n');
        samples.forEach((values, times) -> text.append(String.join("\t", values)).append('\t').append(times).append('\n'));
        return text.toString();
    }

    /** Writes a file that {@link #read} takes, if anything was seen. */
    public void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    /** The names of the results that make an outcome, in the scenario's order. */
    public List<String> columns() {
        return columns;
    }

    /** How often each outcome was seen, in the order in which they were first added. */
    public Map<List<String>, Long> samples() {
        return Collections.unmodifiableMap(samples);
    }

    /** How often all of them were seen together. */
    public long total() {
        return total;
    }
}
