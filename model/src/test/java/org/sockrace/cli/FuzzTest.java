package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Schemas;

/**
 * Whatever is typed works, or is answered: no internal error, no stack trace, nothing that hangs, a document where one was asked for. With the real engine.
 * {@code -Dfuzz=20000} runs so many command lines, {@code -Dfuzz.seed=7} others.
 */
class FuzzTest {

    private static final List<Integer> CODES = List.of(ExitCode.MET, ExitCode.UNEXPECTED, ExitCode.USAGE, ExitCode.INCONCLUSIVE, ExitCode.STALE);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Session session() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Session(Engines.standard(), new ByteArrayInputStream("T0: close(3)\n".getBytes(StandardCharsets.UTF_8)), Output.of(new PrintWriter(out)),
                Output.of(new PrintWriter(err)), new AtomicBoolean(), Terminal.NONE);
    }

    @Test
    void commandLinesAreAnswered(@TempDir Path folder) throws IOException {
        CommandLineGenerator generator = new CommandLineGenerator(Long.getLong("fuzz.seed", 1), folder, Main.commandLine(session()));
        Map<Integer, Integer> codes = new TreeMap<>();
        int lines = Integer.getInteger("fuzz", 300);
        for (int i = 0; i < lines; i++) {
            List<String> words = generator.next();
            int code = assertTimeoutPreemptively(LONGEST, () -> Main.run(session(), words.toArray(String[]::new)), () -> "hangs: " + words);
            codes.merge(code, 1, Integer::sum);
            check(i, words, code);
        }
        assertThat(codes.getOrDefault(ExitCode.MET, 0)).as("lines that work, of " + lines).isGreaterThan(lines / 10);
        assertThat(codes.getOrDefault(ExitCode.USAGE, 0)).as("lines that are refused, of " + lines).isGreaterThan(lines / 10);
    }

    private void check(int number, List<String> words, int code) {
        String said = "line " + number + "\n" + words + "\nexit code " + code + "\n" + err;
        assertThat(CODES).as(said).contains(code);
        assertThat(out + "\n" + err).as(said).doesNotContain("internal error").doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("Error:");
        assertThat(err.toString()).as(said).doesNotContain(" null").doesNotContain("(null");
        if (code == ExitCode.USAGE) {
            assertThat(err.toString()).as(said).isNotBlank();
        }
        Schemas.check(out.toString());
    }
}
