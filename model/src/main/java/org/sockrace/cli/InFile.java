package org.sockrace.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.sockrace.scenario.ScenarioParts;
import org.sockrace.scenario.Suggest;

/**
 * What stands for the scenarios of a file: {@code FILE}, or {@code FILE:NAME} for one of them.
 *
 * @param file the file or folder, or the standard input
 * @param name the scenario's name, or an empty string for all
 */
record InFile(Path file, String name) {

    /** Those of a file; a file whose name has a colon is itself. */
    static InFile of(Path given) {
        return Files.exists(given) ? new InFile(given, "") : of(given.toString());
    }

    /** The same of a word, which need not be the name of a file at all. */
    static InFile of(String given) {
        try {
            Path whole = Path.of(given);
            int colon = given.lastIndexOf(':');
            if (Files.exists(whole) || colon <= 0) {
                return new InFile(whole, "");
            }
            Path file = Path.of(given.substring(0, colon));
            boolean can = file.equals(Converters.STANDARD_INPUT) || Files.exists(file) && !Files.isDirectory(file);
            return can ? new InFile(file, given.substring(colon + 1)) : new InFile(whole, "");
        } catch (InvalidPathException e) {
            return new InFile(Path.of(""), "");
        }
    }

    /** Whether that scenario of the file is asked for. */
    boolean isWanted(ScenarioParts.Part part) {
        return name.isEmpty() || name.equals(part.name());
    }

    /** That the file has other scenarios. */
    UsageException unknown(List<ScenarioParts.Part> parts) {
        List<String> names = parts.stream().map(ScenarioParts.Part::name).toList();
        return new UsageException(file + " has no scenario '" + name + "': "
                + Suggest.nearest(name, names).map(near -> "did you mean '" + near + "'?").orElse("it has " + String.join(", ", names)));
    }
}
