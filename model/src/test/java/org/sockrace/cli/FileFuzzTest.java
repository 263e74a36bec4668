package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.conform.Damage;

/** Whatever is in a file that a user gives, the answer is one of those that are declared, and comes soon: see {@link Damage} for more files. */
class FileFuzzTest {

    private static final Path RECORDED = Path.of("src/test/resources/real-kernel");
    private static final int FILES = Damage.files(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** One command and what it usually reads. */
    private record Target(List<String> command, List<List<String>> files, List<Integer> codes) { }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(RECORDED.resolve(name));
    }

    private List<Target> targets() throws IOException {
        String trace = RECORDED.resolve("can_raw_create_close.trace").toString();
        List<List<String>> traces = List.of(lines("can_raw_unload.trace"), lines("l2tp_ip_unload.trace"), lines("phonet_unload.trace"),
                lines("ax25_unload.trace"), lines("pppoe_excerpt.trace"));
        List<List<String>> modules = List.of(lines("can_raw_unload.modules-before"), lines("l2tp_ip_unload.modules-before"));
        List<Integer> validated = List.of(ExitCode.MET, ExitCode.UNEXPECTED, ExitCode.USAGE, ExitCode.INCONCLUSIVE);
        return List.of(
                new Target(List.of("conform", "ftrace", "FILE"), traces, validated),
                new Target(List.of("conform", "ftrace", "FILE"), traces, validated),
                new Target(List.of("scenario", "--from-ftrace", "FILE"), traces, List.of(ExitCode.MET, ExitCode.USAGE)),
                new Target(List.of("conform", "ftrace", trace, "--modules-before", "FILE"), modules, validated),
                new Target(List.of("conform", "ftrace", trace, "--modules-after", "FILE"), modules, validated),
                new Target(List.of("conform", "errno", "FILE"), List.of(lines("errno-6.1-a.tsv")), validated),
                new Target(List.of("compare", "rmmod-vs-socket", "-q", "--observed", "FILE"),
                        List.of(List.of("s\tr\tsamples", "fd\tEWOULDBLOCK\t10", "EAFNOSUPPORT\t0\t7", "# a comment", "fd\t0\t1")), validated),
                new Target(List.of("predict", "rmmod-vs-socket", "--attempts", "50", "--jcstress", "FILE"),
                        List.of(List.of("  RESULT  SAMPLES  FREQ", "fd, EWOULDBLOCK, ok  1,210  5%", "EAFNOSUPPORT, 0, ok, alone\t7", "",
                                "fd, 0, rollback\t1")), validated));
    }

    @Test
    void everyFileIsAnswered() throws IOException {
        List<Target> targets = targets();
        for (int i = 0; i < FILES; i++) {
            Random random = Damage.random(i);
            Target target = targets.get(random.nextInt(targets.size()));
            Path file = Files.write(folder.resolve("fuzz"), Damage.some(target.files().get(random.nextInt(target.files().size())), random));
            ask(target, file, Damage.name(i));
        }
    }

    private static void ask(Target target, Path file, String which) {
        String[] arguments = target.command().stream().map(word -> word.equals("FILE") ? file.toString() : word).toArray(String[]::new);
        StringWriter err = new StringWriter();
        long start = System.nanoTime();
        int code = Main.run(new Session(new FakeEngine(), new PrintWriter(new StringWriter()), new PrintWriter(err), new AtomicBoolean(), false), arguments);
        assertThat(code).as(which + ": " + String.join(" ", target.command()) + "\n" + err).isIn(target.codes());
        assertThat(err.toString().lines().count()).as(which + ": " + err).isLessThanOrEqualTo(code == ExitCode.USAGE ? 1 : 0);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(which).isLessThan(PATIENCE);
    }
}
