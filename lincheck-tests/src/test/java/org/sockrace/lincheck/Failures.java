package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Failures that Lincheck must find, held against files of {@code src/test/resources/golden}; {@code -Dgolden.update=true} writes the files
 * anew. Lincheck draws its executions with fixed seeds, so a failure is always the same.
 */
final class Failures {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden");

    private Failures() { }

    /** Runs Lincheck, whose verifier is a {@link Counted}, and checks what it finds, and when. */
    static void check(String file, ModelCheckingOptions options, Class<?> kernel) {
        Counted.reset();
        LincheckAssertionError failure = assertThrows(LincheckAssertionError.class, () -> options.check(kernel));
        compare(file, "Found in execution " + (Counted.sound() + 1) + ".\n" + text(failure));
    }

    /** Without what depends on the JDK or on line numbers: stack traces, and the trace in which every access is a line. */
    static String text(LincheckAssertionError failure) {
        String summary = failure.getMessage().split("Detailed trace:", 2)[0];
        return summary.lines().filter(line -> !line.startsWith("\tat ")).map(line -> line.replaceAll("[.]java:\\d+", ".java").stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    static void compare(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(file).as("write it with -Dgolden.update=true").exists();
            assertThat(text).as(name + " (-Dgolden.update=true accepts the new text)").isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
