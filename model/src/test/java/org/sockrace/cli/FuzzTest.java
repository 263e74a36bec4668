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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Schemas;

/**
 * Whatever is typed works, or is answered: no internal error, no stack trace, nothing that hangs, a document where one was asked for. With the real engine,
 * and with every kind of input: command lines, options, scenarios, schedules, tables, recordings, releases of kernels. {@code -Dfuzz=100000} gives so many,
 * {@code -Dfuzz.seed=7} others, {@code -Dfuzz.first=4711} those from that number on.
 */
class FuzzTest {

    private static final int INPUTS = Integer.getInteger("fuzz", 2_000);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final List<Integer> CODES = List.of(ExitCode.MET, ExitCode.UNEXPECTED, ExitCode.USAGE, ExitCode.INCONCLUSIVE, ExitCode.STALE);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    /** A scenario's mistake is shown with its line and a caret; all else is one line. A command line may name several scenarios. */
    private static final int MOST_LINES = 10;
    private static final int MOST_WRONG = 20;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> wrong = new ArrayList<>();

    private Session session(byte[] in) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Session(Engines.standard(), new ByteArrayInputStream(in), Output.of(new PrintWriter(out)), Output.of(new PrintWriter(err)),
                new AtomicBoolean(), Terminal.NONE);
    }

    @Test
    void everyInputIsAnswered(@TempDir Path folder) throws IOException {
        CommandLineGenerator lines = new CommandLineGenerator(folder, Main.commandLine(session(new byte[0])));
        InputGenerator generator = new InputGenerator(Long.getLong("fuzz.seed", 1), folder, lines);
        Map<InputGenerator.Kind, Map<Integer, Integer>> codes = new EnumMap<>(InputGenerator.Kind.class);
        Map<InputGenerator.Kind, Long> millis = new EnumMap<>(InputGenerator.Kind.class);
        for (int i = FIRST; i < FIRST + INPUTS && wrong.size() < MOST_WRONG; i++) {
            InputGenerator.Input input = generator.input(i);
            long start = System.nanoTime();
            int code = answer(input);
            millis.merge(input.kind(), (System.nanoTime() - start) / 1_000_000, Long::sum);
            codes.computeIfAbsent(input.kind(), k -> new TreeMap<>()).merge(code, 1, Integer::sum);
        }
        String tally = INPUTS + " inputs, how many ended with which exit code: " + codes + "; milliseconds: " + millis;
        System.getLogger("fuzz").log(System.Logger.Level.INFO, tally);
        assertThat(wrong).as(tally).isEmpty();
        for (InputGenerator.Kind kind : INPUTS < 500 ? new InputGenerator.Kind[0] : InputGenerator.Kind.values()) {
            Map<Integer, Integer> of = codes.get(kind);
            int all = of.values().stream().mapToInt(n -> n).sum();
            int refused = of.getOrDefault(ExitCode.USAGE, 0);
            assertThat(all - refused).as(kind + ": what works; " + tally).isGreaterThan(all / 20);
            assertThat(refused).as(kind + ": what is refused; " + tally).isGreaterThan(all / 20);
        }
    }

    private int answer(InputGenerator.Input input) {
        byte[] in = input.file() == null ? "T0: close(3)\n".getBytes(StandardCharsets.UTF_8) : input.file();
        try {
            int code = assertTimeoutPreemptively(LONGEST, () -> Main.run(session(in), input.words().toArray(String[]::new)), "it hangs");
            check(code, input.kind() == InputGenerator.Kind.COMMAND_LINE ? Integer.MAX_VALUE : MOST_LINES);
            return code;
        } catch (AssertionError e) {
            wrong.add(input + "\n" + e.getMessage());
            return -1;
        }
    }

    private void check(int code, int mostLines) {
        String said = "exit code " + code + "\n" + err;
        assertThat(CODES).as(said).contains(code);
        assertThat(out + "\n" + err).as(said).doesNotContain("internal error").doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("Error:");
        // What is indented is the user's: a scenario may have the word.
        assertThat(err.toString().lines().filter(line -> !line.startsWith("  "))).as(said).noneMatch(line -> line.contains(" null") || line.contains("(null"));
        if (code == ExitCode.USAGE) {
            assertThat(err.toString()).as(said).isNotBlank();
            assertThat(err.toString().lines().count()).as(said).isLessThanOrEqualTo(mostLines);
            assertThat(err.toString().chars().filter(c -> c != '\n' && c != '\t')).as("controls in\n" + said).noneMatch(Character::isISOControl);
        }
        Schemas.check(out.toString());
    }
}
