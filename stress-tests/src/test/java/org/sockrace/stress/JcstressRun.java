package org.sockrace.stress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** One run of jcstress in a process of its own, in its own directory. */
final class JcstressRun {

    /** How a run failed as a whole. */
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    /**
     * What a run left behind.
     *
     * @param exitCode of the process: 0 unless something was forbidden or went wrong
     * @param results of all forks of all tests
     */
    record Ended(int exitCode, List<TestResult> results) { }

    private static final String RESULTS = ".bin.gz";
    private static final int SHOWN = 20;
    private final Path directory;

    JcstressRun(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        for (Path old : resultFiles()) {
            Files.delete(old);
        }
    }

    /** Runs the command; nothing of it is left when this returns. */
    Ended run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(console().toFile()).start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FailedException("jcstress was still running after " + limit.toSeconds() + " s and was stopped" + consoleTail());
            }
        } finally {
            stop(process);
        }
        return new Ended(process.exitValue(), results());
    }

    private static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private Path console() {
        return directory.resolve("console.txt");
    }

    private List<Path> resultFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(RESULTS)).toList();
        }
    }

    private List<TestResult> results() throws IOException {
        List<Path> files = resultFiles();
        if (files.size() != 1) {
            throw new FailedException("jcstress left " + files.size() + " result files" + consoleTail());
        }
        return read(files.get(0));
    }

    /** Reads a result file, which must be complete: jcstress itself ignores that its end is missing. */
    static List<TestResult> read(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new FailedException("the result file " + file.getFileName() + " is not complete: " + e);
        }
        InProcessCollector collector = new InProcessCollector();
        DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
        try {
            reader.dump();
        } catch (ClassNotFoundException e) {
            throw new FailedException("the result file " + file.getFileName() + " is of another jcstress: " + e);
        } finally {
            reader.close();
        }
        return List.copyOf(collector.getTestResults());
    }

    /** The last lines that jcstress printed. */
    String consoleTail() {
        try {
            List<String> lines = Files.readAllLines(console()).stream().filter(line -> !line.isBlank()).toList();
            return ". " + directory.getFileName() + "/" + console().getFileName() + " ends with:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
