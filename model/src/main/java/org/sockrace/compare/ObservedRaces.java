package org.sockrace.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sockrace.check.RaceChecker;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.scenario.Scenario;

/**
 * What jcstress has seen of two actors, from a table as it prints it: {@code RESULT  SAMPLES}, and whatever other columns there are, separated by tabs or two
 * blanks or more, up to the next blank line. A result is one value for each result of the scenario, then perhaps {@code ok} or the property that was broken,
 * and {@code alone} if only one of the actors was at work. Immutable.
 *
 * @param races how often each outcome was seen, results joined by {@code ", "}; what ends with a property is {@link RaceChecker#BROKEN}
 * @param alone how many samples were no races
 */
public record ObservedRaces(Map<String, Long> races, long alone) {

    private static final Pattern HEAD = Pattern.compile("\\s*RESULT\\s+SAMPLES\\b.*");
    private static final String OK = "ok";
    private static final String ALONE = "alone";

    /** Copies the map. */
    public ObservedRaces {
        races = Map.copyOf(races);
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException if the file cannot be read, has no table or several, or one of another scenario; the message is for users
     */
    public static ObservedRaces read(Path file, Scenario scenario) {
        try (Lines lines = Lines.of(file)) {
            return new Reader(lines, scenario).read();
        } catch (IOException e) {
            throw new FileFormatException(Lines.name(file) + ": cannot be read: " + e.getMessage());
        }
    }

    /** Reads one table. */
    private static final class Reader {

        private final Lines lines;
        private final Scenario scenario;
        private final ObservedOutcomes sound;
        private long broken;
        private long alone;

        Reader(Lines lines, Scenario scenario) {
            this.lines = lines;
            this.scenario = scenario;
            this.sound = new ObservedOutcomes(scenario);
        }

        private ObservedRaces read() {
            int head = 0;
            boolean inside = false;
            for (String line = lines.nextUtf8(); line != null; line = lines.nextUtf8()) {
                if (HEAD.matcher(line).matches()) {
                    if (head > 0) {
                        throw lines.error("here is a second table, and there is one in line " + head + ": leave that of one test");
                    }
                    head = lines.number();
                    inside = true;
                } else if (line.isBlank()) {
                    inside = false;
                } else if (inside && !line.startsWith("#")) {
                    row(line.strip().split("\t| {2,}"));
                }
            }
            if (head == 0) {
                throw new FileFormatException(lines.name() + ": there is no table of jcstress, which begins with RESULT and SAMPLES");
            }
            if (sound.total() + broken == 0) {
                throw new FileFormatException(lines.name() + ": no race was observed");
            }
            Map<String, Long> races = new TreeMap<>();
            sound.samples().forEach((values, times) -> races.put(String.join(", ", values), times));
            if (broken > 0) {
                races.put(RaceChecker.BROKEN, broken);
            }
            return new ObservedRaces(races, alone);
        }

        private void row(String[] cells) {
            String digits = cells.length < 2 ? "" : cells[1].replace(",", "");
            if (!digits.matches("[0-9]{1,15}")) {
                throw lines.error("a row of this table has a result and a number of samples, separated by a tab or two blanks");
            }
            long samples = Long.parseLong(digits);
            if (samples > 0) {
                add(new ArrayList<>(List.of(cells[0].split(",\\s*"))), samples);
            }
        }

        private void add(List<String> fields, long samples) {
            int columns = scenario.outcomes().names().size();
            if (fields.get(fields.size() - 1).equals(ALONE)) {
                alone += samples;
                return;
            }
            if (fields.size() == columns + 1 && !fields.get(columns).equals(OK)) {
                broken += samples;
                return;
            }
            try {
                sound.add(fields.size() == columns + 1 ? fields.subList(0, columns) : fields, samples);
            } catch (IllegalArgumentException e) {
                throw lines.error(e.getMessage());
            }
        }
    }
}
