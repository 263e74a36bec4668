package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Golden;

class MutateCommandTest {

    private static final String GRACE = "SocketCore.java sock_unregister drop: synchronize_rcu();";
    private static final String MODPROBE = "SocketCore.java __sock_create drop: kernel.kmod.request_module(\"net-pf-\" + family);";
    private final CliFixture cli = new CliFixture();
    @TempDir
    private Path folder;

    private int mutate(String... more) {
        return cli.run(Stream.concat(Stream.of("mutate", "-q"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void documentsNameWhatWasMissed() {
        assertThat(mutate("rmmod-vs-socket", "--mistake", GRACE, "--mistake", MODPROBE, "--json")).isEqualTo(ExitCode.MISSED);
        Golden.check("mutate.json", cli.out.replaceAll("(?s)\"statements\" : .*", "..."));
        assertThat(cli.out).contains("\"onlyBreaking\"").contains("\"never\"");
        assertThat(mutate("rmmod-vs-socket", "--mistake", MODPROBE, "--format", "github")).isEqualTo(ExitCode.MISSED);
        assertThat(cli.out).contains("::error file=model/src/main/java/org/sockrace/kernel/SocketCore.java,line=").contains("request_module");
    }

    @Test
    void aPageHasThemAll() throws IOException {
        Path page = folder.resolve("page.html");
        assertThat(mutate("rmmod-vs-socket", "--mistake", GRACE, "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.out).endsWith(" page " + page + "\n");
        assertThat(Files.readString(page)).contains("<title>Mistakes · sockrace</title>").contains("1 noticed").doesNotContain("{{");
        assertThat(mutate("rmmod-vs-socket", "--html", folder.resolve("none/page.html").toString())).isEqualTo(ExitCode.USAGE);
    }

    /** What only another property would notice is missed. */
    @Test
    void onlyTheGivenPropertiesNotice() {
        assertThat(mutate("rmmod-vs-socket", "--mistake", GRACE, "-p", "no-use-after-unload")).isEqualTo(ExitCode.MET);
        assertThat(mutate("rmmod-vs-socket", "--mistake", GRACE, "-p", "no-deadlock")).isEqualTo(ExitCode.MISSED);
        assertThat(cli.out).contains("SURVIVED");
    }

    /** Either grace period does what the other would do. */
    @Test
    void twoAtOnceAreNoticedWhereNeitherIsAlone() {
        assertThat(mutate("inet-vs-rmmod-pinned", "--pairs", "--mistake", "AfInet.java inet_unregister_protosw drop: synchronize_rcu();",
                "--mistake", "InetProtos.java inet_del_protocol drop: kernel.dev.synchronize_net();")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).contains("  TOGETHER    AfInet.java:").contains(" 1 pair of which neither is noticed alone · 1 noticed together");
    }

    @Test
    void aWrittenMistakeRunsWhereItStandsFirst() throws Exception {
        Path written = folder.resolve("kernel");
        assertThat(mutate("--write", written.toString(), "--mistake", GRACE)).as(cli.err).isEqualTo(ExitCode.MET);
        assertThat(cli.out).contains("without synchronize_rcu();").contains("java -cp " + written);
        assertThat(written.resolve("org/sockrace/kernel/SocketCore.class")).exists();
        assertThat(Files.readString(written.resolve("SocketCore.java"))).contains("class SocketCore");
        Process process = java(written + System.getProperty("path.separator"), "check", "rmmod-vs-socket", "-q");
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(mutate("--write", written.toString(), "--mistake", GRACE)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("it is not empty");
        assertThat(mutate("--write", folder.resolve("x").toString(), "--site", "SocketCore.java")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("--write is for one mistake, or two at once, but").contains("--mistake names one");
    }

    private static Process java(String before, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                before + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "org.sockrace.cli.Main"));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Test
    void whatWasKilledGoesOn() throws Exception {
        Path work = folder.resolve("work");
        String[] command = {"rmmod-vs-socket", "--site", "SocketCore.java", "--operator", "label", "--operator", "flavour", "--jobs", "1", "-v"};
        Process process = java("", Stream.concat(Stream.of("mutate", "-q", "--work", work.toString()), Stream.of(command)).toArray(String[]::new));
        while (process.isAlive() && (!Files.exists(work) || Files.readAllLines(work).size() < 4)) {
            Thread.sleep(10);
        }
        process.destroyForcibly().waitFor();
        List<String> before = Files.readAllLines(work);
        assertThat(before.size()).isGreaterThanOrEqualTo(4);
        // Half of a line, as a process leaves it that is killed while it writes.
        Files.writeString(work, Files.readString(work) + "{\"mistake\":\"Sock");
        mutate(command);
        String fresh = cli.out;
        mutate(Stream.concat(Stream.of("--work", work.toString()), Stream.of(command)).toArray(String[]::new));
        assertThat(cli.out).isEqualTo(fresh);
        assertThat(cli.err).contains("note: the last line of " + work + " was damaged and is dropped");
        assertThat(Files.readAllLines(work).subList(0, before.size())).isEqualTo(before);
        assertThat(mutate("rmmod-vs-socket", "--work", work.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("is of other options").hasLineCount(1);
        assertThat(mutate("socket-alone", "--work", work.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("is of other scenarios").hasLineCount(1);
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThat(mutate("rmmod-vs-socket", "--mistake", GRACE.replace("rcu()", "rcuu()"))).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("did you mean '" + GRACE + "'?");
        for (String shard : List.of("1", "0/2", "3/2", "a/b")) {
            assertThat(mutate("rmmod-vs-socket", "--shard", shard)).as(shard).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err).contains("--shard");
        }
    }
}
