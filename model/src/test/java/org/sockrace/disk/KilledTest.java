package org.sockrace.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that searches is killed at random moments, and the next one goes on. {@code -Dkills=50} for more, {@code
 * -Dkills.seed=1} for other moments. */
class KilledTest {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final String PROGRAM = "module toy family=PF_TOY create=ok|-ENOMEM; T0 x2: s = socket(PF_TOY) || T1: r = rmmod(toy)";

    @TempDir
    private Path folder;

    private Process start(Path out, String... more) throws IOException {
        List<String> words = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "org.sockrace.cli.Main", "check", "-e", PROGRAM, "--no-por",
                "--no-symmetry", "--format", "json", "--jobs", "1"));
        words.addAll(List.of(more));
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(out.toFile()).start();
    }

    /** Without how long it took. */
    private static String result(Path file) throws IOException {
        return Files.readString(file).replaceAll("\"seconds\" : [0-9.E-]+", "");
    }

    @Test
    void theResultIsThatOfASearchThatNobodyDisturbed() throws IOException, InterruptedException {
        Random dice = new Random(Integer.getInteger("kills.seed", 0));
        Path expected = folder.resolve("expected");
        assertThat(start(expected).waitFor()).isZero();
        Path out = folder.resolve("out");
        int killed = 0;
        int finished = 0;
        String[] work = {"--work", folder.resolve("work0").toString(), "--max-memory", "100k"};
        while (killed < KILLS || finished == 0) {
            Process process = start(out, work);
            if (killed < KILLS && !process.waitFor(200 + dice.nextInt(2500), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                killed++;
                continue;
            }
            assertThat(process.waitFor()).as(Files.readString(out)).isZero();
            assertThat(result(out)).isEqualTo(result(expected));
            finished++;
            work[1] = folder.resolve("work" + finished).toString();
        }
    }
}
