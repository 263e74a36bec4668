package org.sockrace.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.compare.ObservedOutcomes;
import org.sockrace.lab.Lab;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What jcstress saw of a test, as tables that {@code sockrace compare} and {@code sockrace predict} read. */
final class Observed {

    private Observed() { }

    /** Writes the table, and returns the file. */
    static Path write(Path file, String program, Tally tally) throws IOException {
        Scenario scenario = ScenarioParser.parse(program, "", tally.test());
        ObservedOutcomes observed = new ObservedOutcomes(scenario);
        tally.outcomes().forEach((result, samples) -> observed.add(columns(result), samples));
        Files.createDirectories(file.getParent());
        observed.write(file);
        return file;
    }

    /** Writes all results, those that were no race marked, as a table that {@code sockrace predict} reads. */
    static void writeResults(Path file, Tally tally) throws IOException {
        Map<String, Long> results = new TreeMap<>();
        tally.forks().forEach(fork -> fork.seen().forEach(seen -> results.merge(seen.result(), seen.samples(), Long::sum)));
        StringBuilder text = new StringBuilder("RESULT\tSAMPLES\n");
        results.forEach((result, samples) -> text.append(result).append('\t').append(samples).append('\n'));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The columns of a result: what comes before {@code ok}. Where something is broken there is no outcome to compare. */
    private static List<String> columns(String result) {
        List<String> fields = List.of(result.split(", "));
        if (!fields.get(fields.size() - 1).equals(Lab.OK)) {
            throw new IllegalArgumentException("not an outcome of a sound kernel: " + result);
        }
        return fields.subList(0, fields.size() - 1);
    }
}
