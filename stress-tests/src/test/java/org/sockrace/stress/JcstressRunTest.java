package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails as a whole is never taken for one that passed. */
class JcstressRunTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("jcstress.java"), "-cp",
                System.getProperty("surefire.test.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts itself once more and waits for ever, as jcstress does when an actor never returns. */
    static final class Hangs {
        private Hangs() { }

        public static void main(String[] arguments) throws Exception {
            if (arguments.length > 0) {
                Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                        System.getProperty("java.class.path"), Hangs.class.getName()).inheritIO().start();
                Files.writeString(Path.of(arguments[0]), Long.toString(child.pid()));
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Ends and leaves nothing. */
    static final class LeavesNothing {
        private LeavesNothing() { }

        public static void main(String[] arguments) { }
    }

    @Test
    void aRunThatHangsIsStoppedWithAllItsChildren() throws Exception {
        Path pid = directory.resolve("pid");
        JcstressRun run = new JcstressRun(directory);

        assertThatThrownBy(() -> run.run(java(Hangs.class, pid.toString()), Duration.ofSeconds(5)))
                .isInstanceOf(JcstressRun.FailedException.class).hasMessageContaining("still running after 5 s");
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(pid)));
        if (child.isPresent()) {
            assertThat(child.get().onExit()).succeedsWithin(LONG);
        }
    }

    @Test
    void aRunWithoutResultsHasFailed() throws IOException {
        JcstressRun run = new JcstressRun(directory);

        assertThatThrownBy(() -> run.run(java(LeavesNothing.class), LONG)).hasMessageContaining("0 result files");
    }

    @Test
    void resultsOfAnEarlierRunAreNotRead() throws IOException {
        Files.write(directory.resolve("earlier.bin.gz"), resultFile());

        JcstressRun run = new JcstressRun(directory);

        assertThatThrownBy(() -> run.run(java(LeavesNothing.class), LONG)).hasMessageContaining("0 result files");
    }

    @Test
    void aResultFileWithoutItsEndIsRefused() throws IOException {
        byte[] whole = resultFile();
        Path file = directory.resolve("cut.bin.gz");

        assertThat(JcstressRun.read(Files.write(file, whole))).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> JcstressRun.read(file)).isInstanceOf(JcstressRun.FailedException.class)
                    .hasMessageContaining("not complete");
        }
    }

    /** As jcstress writes it when no test has run. */
    private static byte[] resultFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(new GZIPOutputStream(bytes)).close();
        return bytes.toByteArray();
    }
}
