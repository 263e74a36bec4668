package org.sockrace.conform.ftrace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;

/** A copy of {@code /proc/modules}. */
public final class ModulesFile {

    /**
     * A loaded module.
     *
     * @param users its references but the one of being loaded
     * @param usedBy the modules that use its symbols
     */
    record Loaded(int users, List<String> usedBy) { }

    private ModulesFile() { }

    /**
     * Reads it: module to what it says of it.
     *
     * @throws FileFormatException if it is no such file
     */
    static Map<String, Loaded> read(Path file) {
        Map<String, Loaded> modules = new LinkedHashMap<>();
        try (Lines lines = Lines.of(file)) {
            for (String line = lines.nextUtf8(); line != null; line = lines.nextUtf8()) {
                String[] fields = line.strip().split("\\s+");
                if (line.isBlank()) {
                    continue;
                }
                if (fields.length < 4 || !fields[1].matches("\\d+") || !fields[2].matches("-|\\d{1,9}")) {
                    throw lines.error("this is no line of /proc/modules, which reads: name size users used-by ...");
                }
                List<String> usedBy = new ArrayList<>();
                for (String user : fields[3].split(",")) {
                    if (!user.isEmpty() && !user.equals("-") && !user.startsWith("[")) {
                        usedBy.add(user);
                    }
                }
                if (modules.containsKey(fields[0])) {
                    throw lines.error(fields[0] + " stands above already: give one copy of /proc/modules");
                }
                modules.put(fields[0], new Loaded(fields[2].equals("-") ? 0 : Integer.parseInt(fields[2]), usedBy));
            }
        } catch (IOException e) {
            throw new FileFormatException(Lines.name(file) + ": cannot be read: " + e.getMessage());
        }
        return modules;
    }
}
