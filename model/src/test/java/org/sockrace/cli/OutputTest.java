package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.check.Verdict;
import org.sockrace.explore.ModelTooLargeException;

/** Output that fails fails: nobody gets exit code 0 for results that were lost. */
class OutputTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "real-kernel");
    private final FakeEngine engine = new FakeEngine();
    private final StringWriter err = new StringWriter();

    /** A disk with room for so many bytes. */
    private static final class Disk extends OutputStream {

        private final String complaint;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int room;

        Disk(int room, String complaint) {
            this.room = room;
            this.complaint = complaint;
        }

        @Override
        public void write(int b) throws IOException {
            if (room-- <= 0) {
                throw new IOException(complaint);
            }
            written.write(b);
        }
    }

    private int run(Output out, Output errors, String... args) {
        return Main.run(new Session(engine, InputStream.nullInputStream(), out, errors, new AtomicBoolean(), Terminal.NONE), args);
    }

    private int run(OutputStream out, String... args) {
        return run(Output.of(out), Output.of(new PrintWriter(err)), args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check 10", "check --all", "check 10 --format json", "explain inet-vs-rmmod", "list", "list switches", "show 10",
        "replay rmmod-vs-socket:0x4", "bench --threads 1", "odds 10", "odds 10 --format json",
        "times --from-ftrace RECORDED/l2tp_ip_unload.trace", "compare 10 --observed FOLDER/observed.tsv",
        "compare 10 --observed FOLDER/observed.tsv --format json",
        "conform errno RECORDED/errno-6.1-a.tsv", "conform ftrace RECORDED/l2tp_ip_unload.trace", "scenario --from-ftrace RECORDED/l2tp_ip_unload.trace",
        "--help", "--version", "check --help", "conform ftrace --help", "help", "help check"})
    void aFullDiskIs74(String line, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("observed.tsv"), "s\tr\tsamples\nfd\tEWOULDBLOCK\t5\n");
        String[] args = line.replace("FOLDER", folder.toString()).replace("RECORDED", RECORDED.toString()).split(" ");
        for (int room : new int[] {0, 7}) {
            Disk disk = new Disk(room, "No space left on device");
            assertThat(run(disk, args)).isEqualTo(ExitCode.NOT_WRITTEN);
            assertThat(disk.written.size()).isEqualTo(room);
        }
        assertThat(err.toString().lines()).containsExactly("error: cannot write the output: No space left on device",
                "error: cannot write the output: No space left on device");
    }

    @Test
    void whatBreaksIsNoExcuse() {
        engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BREAKS));
        assertThat(run(new Disk(0, "No space left on device"), "check", "10")).isEqualTo(ExitCode.NOT_WRITTEN);
    }

    @Test
    void nothingMoreIsDoneWhenNobodyReads() {
        Disk pipe = new Disk(100, "Broken pipe");
        assertThat(run(pipe, "check", "--all")).isEqualTo(ExitCode.PIPE_CLOSED);
        assertThat(engine.checked).hasSizeLessThan(5);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anErrorThatNobodyIsToldIsNoSuccess() {
        engine.answers.put("rmmod-vs-socket", s -> {
            throw new ModelTooLargeException("too many threads");
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(Output.of(out), Output.of(new Disk(0, "full")), "check", "10", "--bound-ok")).isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(run(Output.of(out), Output.of(new Disk(0, "full")), "check", "nope")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void progressMayGetLost() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Session session = new Session(engine, InputStream.nullInputStream(), Output.of(out), Output.of(new Disk(0, "full")), new AtomicBoolean(),
                Terminal.PLAIN);
        try (ProgressLine line = new ProgressLine.Rewritten(session, new java.util.concurrent.atomic.AtomicLong()::get)) {
            line.begin("x");
        }
        assertThat(Main.run(session, "check", "10")).isEqualTo(ExitCode.MET);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("holds");
    }

    @Test
    void aWriterOfSomebodyElseCanFailToo() {
        assertThat(Main.run(new PrintWriter(new Disk(0, "full"), false, StandardCharsets.UTF_8), new PrintWriter(err), "list")).isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(err.toString().lines()).containsExactly("error: cannot write the output: it cannot be written");
    }

    /** The real process, with what only a system has: a device that is full, a descriptor that is closed, a pipe. */
    @ParameterizedTest
    @ValueSource(strings = {"> /dev/full|74|1", ">&-|74|1", "2> /dev/full >&-|74|0", "I true|141|0"})
    void processes(String what, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")) && Files.isExecutable(Path.of("/bin/bash")), "needs Linux");
        String[] parts = what.split("\\|");
        Path errors = folder.resolve("err");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of("/bin/bash", "-c", "\"$0\" -cp \"$1\" org.sockrace.cli.Main list " + parts[0].replace('I', '|')
                + "; exit ${PIPESTATUS[0]}", java, System.getProperty("java.class.path"))).redirectError(errors.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Integer.parseInt(parts[1]));
        assertThat(Files.readString(errors)).hasLineCount(Integer.parseInt(parts[2]));
    }
}
