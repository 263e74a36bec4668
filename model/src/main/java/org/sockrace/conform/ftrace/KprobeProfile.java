package org.sockrace.conform.ftrace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;

/** A copy of {@code kprobe_profile}: how often each probe was hit, and how often it was missed. */
final class KprobeProfile {

    private KprobeProfile() { }

    /**
     * Reads it: how often each probe of ours was missed.
     *
     * @throws FileFormatException if it is no such file
     */
    static Map<EventKind, Long> read(Path file) {
        Map<EventKind, Long> missed = new EnumMap<>(EventKind.class);
        try (Lines lines = Lines.of(file)) {
            for (String line = lines.nextUtf8(); line != null; line = lines.nextUtf8()) {
                String[] fields = line.strip().split("\\s+");
                if (line.isBlank()) {
                    continue;
                }
                if (fields.length != 3 || !fields[1].matches("\\d{1,18}") || !fields[2].matches("\\d{1,18}")) {
                    throw lines.error("this is no line of kprobe_profile, which reads: probe hits misses");
                }
                EventKind kind = EventKind.of(fields[0]);
                if (kind != null && missed.put(kind, Long.parseLong(fields[2])) != null) {
                    throw lines.error(fields[0] + " stands above already: give one copy of kprobe_profile");
                }
            }
        } catch (IOException e) {
            throw new FileFormatException(Lines.name(file) + ": cannot be read: " + e.getMessage());
        }
        return missed;
    }
}
