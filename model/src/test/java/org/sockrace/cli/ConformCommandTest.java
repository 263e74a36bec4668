package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Schemas;
import org.sockrace.kernel.KernelVersion;

/** The commands that read what a real kernel did: their exit codes, and that their files are checked. */
class ConformCommandTest {

    private static final Path RECORDED = Path.of("src/test/resources/real-kernel");
    private static final String ERRNO = RECORDED.resolve("errno-6.1-a.tsv").toString();
    private static final String TRACE = RECORDED.resolve("can_raw_create_close.trace").toString();

    @TempDir
    private Path folder;
    private String out;
    private String err;

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new Session(new FakeEngine(), new PrintWriter(o), new PrintWriter(e), new AtomicBoolean(), false), args);
        out = o.toString().replace("\r\n", "\n");
        Schemas.check(out);
        err = e.toString().replace("\r\n", "\n");
        return code;
    }

    private String file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines).toString();
    }

    @Test
    void resultsThatAgreeAre0() {
        assertThat(run("conform", "errno", ERRNO)).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  errno-6.1-a.tsv: 15,844 of 15,844 rows are what the modelled kernel 6.1 does\n")
                .contains("    PF_CAN (29)        1,186       -             -\n");
        assertThat(err).isEmpty();
    }

    @Test
    void quietMeansSilentWhereAllAgrees() {
        assertThat(run("conform", "errno", ERRNO, "-q")).isEqualTo(ExitCode.MET);
        assertThat(out).isEmpty();
        assertThat(run("conform", "ftrace", TRACE, "--quiet", "--html", folder.resolve("log.html").toString())).isEqualTo(ExitCode.MET);
        assertThat(out).isEmpty();
        assertThat(folder.resolve("log.html")).exists();
        String skeleton = RECORDED.resolve("skeletons/linux-6.1.txt").toString();
        assertThat(run("conform", "source", skeleton, "--kernel", "6.1", "-q")).isEqualTo(ExitCode.MET);
        assertThat(out).isEmpty();
        assertThat(run("conform", "errno", ERRNO, "--kernel", "4.4", "-q")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("DIFFERS  errno-6.1-a.tsv: ");
    }

    @Test
    void resultsThatDifferAre1() {
        assertThat(run("conform", "errno", ERRNO, "--kernel", "4.4")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("DIFFERS  errno-6.1-a.tsv: 15,610 of 15,844 rows").contains("""
                  PF_INET (2): 6 rows differ
                    recorded   OK
                    modelled   EINVAL
                    types      SOCK_STREAM SOCK_RAW
                    protocols  262
                """);
    }

    @Test
    void resultsOfWhatIsNotModelledAre3() throws IOException {
        String table = file("x.tsv", List.of("family\ttype\tprotocol\tresult", "38\t5\t0\tOK"));
        assertThat(run("conform", "errno", table)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith("bounded  x.tsv: nothing was compared: the modelled kernel 6.1 cannot speak of its one row\n");
    }

    /** The first line says how much of the table it is about. */
    @Test
    void theFirstLineSaysHowMuchWasNotCompared() throws IOException {
        String head = "family\ttype\tprotocol\tresult";
        String there = "38\t5\t0\tOK";
        String agrees = "2\t1\t0\tOK";
        assertThat(run("conform", "errno", file("x.tsv", List.of(head, there, there)))).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith("bounded  x.tsv: nothing was compared: the modelled kernel 6.1 cannot speak of any of its 2 rows\n");
        assertThat(run("conform", "errno", file("x.tsv", List.of(head, there, agrees)))).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  x.tsv: 1 of 1 row is what the modelled kernel 6.1 does; 1 more row was not compared, half of the table\n");
        assertThat(run("conform", "errno", file("x.tsv", List.of(head, there, there, "2\t1\t0\tEINVAL")))).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("DIFFERS  x.tsv: 0 of 1 row is what the modelled kernel 6.1 does; 2 more rows were not compared, 67% of the table\n");
        List<String> many = new java.util.ArrayList<>(java.util.Collections.nCopies(1_000, agrees));
        many.add(0, head);
        many.add(there);
        assertThat(run("conform", "errno", file("x.tsv", many))).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  x.tsv: 1,000 of 1,000 rows are what the modelled kernel 6.1 does; 1 more row was not compared, "
                + "less than 1% of the table\n");
    }

    @Test
    void whatIsBuiltInCanBeSaid() throws IOException {
        String table = file("x.tsv", List.of("family\ttype\tprotocol\tresult", "16\t3\t6\tOK", "2\t1\t0\tOK"));
        assertThat(run("conform", "errno", table)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("netlink:xfrm is a matter of configuration: see --built-in\n");
        assertThat(run("conform", "errno", table, "--built-in", "netlink:xfrm")).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  x.tsv: 2 of 2 rows are what the modelled kernel 6.1 does\n");
        assertThat(run("conform", "errno", table, "--built-in", "unix,netlink:audit")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(run("conform", "errno", table, "--built-in", "netlink:xfmr")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown built-in 'netlink:xfmr'; did you mean 'netlink:xfrm'?").hasLineCount(1);
        assertThat(run("list", "built-in")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("  netlink:xfrm            xfrm_user             XFRM_USER          as recorded  IPsec\n");
    }

    @Test
    void aRecordingThatIsABehaviourOfTheModelIs0() {
        assertThat(run("conform", "ftrace", TRACE, "--modules-before", TRACE.replace(".trace", ".modules-before"),
                "--modules-after", TRACE.replace(".trace", ".modules-after"))).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("explained  can_raw_create_close.trace: ").contains(" a behaviour of the modelled kernel 6.1\n");
    }

    @Test
    void aRecordingThatIsNoneIs1() throws IOException {
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(Path.of(TRACE)));
        int put = lines.size() - 1;
        while (!lines.get(put).contains(" module_put:")) {
            put--;
        }
        lines.remove(put);
        assertThat(run("conform", "ftrace", file("x.trace", lines))).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("NOT EXPLAINED  x.trace:").contains("broken rule").contains("  state there\n");
    }

    @Test
    void aRecordingWithGapsIs3() throws IOException {
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(Path.of(TRACE)));
        lines.add(100, "CPU:1 [LOST 12 EVENTS]");
        assertThat(run("conform", "ftrace", file("x.trace", lines))).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith("has gaps  x.trace: ");
    }

    @Test
    void damagedFilesAre2() throws IOException {
        String text = file("x", List.of("hello"));
        assertThat(run("conform", "errno", text)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: ").contains("x:1: there is no column 'family'");
        assertThat(run("conform", "ftrace", text)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("x:1: this is no line of a recording");
        assertThat(run("scenario", "--from-ftrace", text)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("x:1: this is no line of a recording");
        assertThat(run("conform", "errno", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).endsWith("none: cannot be read: no such file\n");
    }

    @Test
    void theStandardInputIsOneFile() {
        assertThat(run("conform", "ftrace", "-", "--modules-after", "-")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: the standard input (-) can be one file only\n");
        assertThat(ConformCommand.title(Converters.STANDARD_INPUT)).isEqualTo("standard input");
    }

    /** What comes through a pipe comes once. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNamedPipeIsRead() throws IOException, InterruptedException {
        for (List<String> command : List.of(List.of("ftrace", TRACE), List.of("errno", ERRNO))) {
            Path pipe = folder.resolve(command.get(0));
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
            Process writer = new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", command.get(1), pipe.toString()).start();
            assertThat(run("conform", command.get(0), pipe.toString())).isEqualTo(ExitCode.MET);
            assertThat(writer.waitFor()).isZero();
        }
    }

    @Test
    void wrongUsageIs2() {
        assertThat(run("conform")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: conform needs to know with what: use errno, ftrace or source (sockrace conform --help shows usage)\n");
        assertThat(run("conform", "errno")).isEqualTo(ExitCode.USAGE);
        assertThat(run("conform", "errno", ERRNO, "--kernel", "6,1")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("'6,1' is no release of a kernel; give what uname -r says, or one of 2.6.32, ")
                .contains("; did you mean '6.1'?").hasLineCount(1);
        assertThat(run("conform", "errno", ERRNO, "--kernel", "2.6.18-8.el5")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("kernel 2.6.18-8.el5 is older than the oldest that is modelled, " + KernelVersion.texts().get(0)).hasLineCount(1);
        assertThat(run("conform", "errno", ERRNO, "--built-in", "packed")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown built-in 'packed'; did you mean 'packet'?");
        assertThat(run("scenario", "--from-ftrace", TRACE, "--around", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: --around must be the number of a line, from 1, not 0\n");
        assertThat(run("scenario", "--from-ftrace", TRACE, "--around", "999999")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains(":999999: no call was going on here");
    }

    /** What uname says of a kernel is accepted, and the version that stands for it is said, unless it is exactly that. */
    @ParameterizedTest
    @ValueSource(strings = {"2.6.32-754.el6.x86_64", "3.10.0-1160.el7.x86_64", "3.16.0-4-amd64", "4.4", "6.1", "6.1.0-56-amd64",
        "6.12.117+deb12-amd64", "6.18.44-fc-v657", "6.19-rc1", "4.19.0", "99.0", "5.14.0-427.el9.x86_64"})
    void aKernelIsWhatUnameSays(String release) throws IOException {
        String version = KernelVersion.of(release).orElseThrow().text();
        String said = version.equals(release) ? version : version + " for " + release;
        String table = file("x.tsv", List.of("family\ttype\tprotocol\tresult", "2\t1\t0\tOK"));
        assertThat(run("conform", "errno", table, "--kernel", release)).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  x.tsv: 1 of 1 row is what the modelled kernel " + said + " does\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.12.117+deb12-amd64", "6.18.44-fc-v657"})
    void aTableOfAnotherKernelAgreesWithTheVersionThatStandsForIt(String release) {
        assertThat(run("conform", "errno", RECORDED.resolve("errno-6.18-a.tsv").toString(), "--kernel", release)).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  errno-6.18-a.tsv: 354 of 354 rows are what the modelled kernel ");
        assertThat(run("conform", "errno", ERRNO, "--kernel", release)).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  errno-6.1-a.tsv: 15,844 of 15,844 rows are what the modelled kernel ");
    }

    @Test
    void recordingsAreOfKernelsAsUnameSaysIt() {
        assertThat(run("conform", "ftrace", TRACE, "--kernel", "6.1.0-56-amd64")).isEqualTo(ExitCode.MET);
        assertThat(out).contains(" a behaviour of the modelled kernel 6.1 for 6.1.0-56-amd64\n");
        assertThat(run("scenario", "--from-ftrace", TRACE, "--around", "200", "--kernel", "6.1.0-56-amd64")).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("# Kernel 6.1 for 6.1.0-56-amd64.\n# Lines ").contains("\n  kernel 6.1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "6", "six", "6.", ".1", "6.1/", "-6.1", "6.1.0-56-amd64\nx", "v6.1", "6.1 6.19", "99999.1"})
    void whatIsNoReleaseIsAnsweredWithOneLine(String text) {
        assertThat(run("conform", "errno", ERRNO, "--kernel", text)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: ").contains("is no release of a kernel; ").hasLineCount(1);
    }

    @Test
    void aLongReleaseIsCut() {
        assertThat(run("conform", "errno", ERRNO, "--kernel", "6.1-" + "x".repeat(5_000))).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("is no release of a kernel; give what uname -r says").hasLineCount(1).hasSizeLessThan(400);
    }

    @Test
    void aScenarioIsPrinted() {
        assertThat(run("scenario", "--from-ftrace", TRACE, "--around", "200")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("\nscenario from-can-raw-create-close-195\n").contains("socket(PF_CAN, SOCK_RAW, 1)  # line 195: returned a socket\n");
    }
}
