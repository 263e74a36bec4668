package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.Golden;

/** {@code sockrace odds} and {@code sockrace times}, with the real engine. */
class OddsCommandTest extends RealCli {

    private static final String RECORDING = "src/test/resources/real-kernel/l2tp_ip_unload.trace";
    private static final String BUNDLED = "src/main/resources/odds/linux-6.1-qemu.tsv";

    @TempDir
    private Path folder;

    private JsonNode json(String... args) throws IOException {
        assertThat(run(Stream.concat(Stream.of("odds", "--json"), Stream.of(args)).toArray(String[]::new))).isEqualTo(ExitCode.MET);
        return new ObjectMapper().readTree(out);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.tsv"), text).toString();
    }

    @Test
    void figuresWithWhatTheyRestOn() {
        assertThat(run("odds", "inet-vs-rmmod")).isEqualTo(ExitCode.MET);
        Golden.check("odds.txt", out);
        assertThat(run("odds", "inet-vs-rmmod", "--ascii", "--width", "80", "--goal", "ENOBUFS, *")).isEqualTo(ExitCode.MET);
        Golden.check("odds-ascii.txt", out);
    }

    @Test
    void somethingAlwaysComesOfIt() throws IOException {
        JsonNode odds = json("rmmod-vs-socket");
        double sum = 0;
        for (JsonNode one : odds.get("likelihoods")) {
            assertThat(one.get("property").isNull()).isTrue();
            sum += one.get("probability").asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(odds.get("times").get("table").asText()).isEqualTo("linux-6.1-qemu.tsv (bundled)");
    }

    /** Two identical threads: neither is luckier, and each outcome is shown once. */
    @Test
    void identicalThreadsShareARow() throws IOException {
        JsonNode two = json("-e", "module toy family=PF_TOY; T0 x2: s = socket(PF_TOY) || T1: r = rmmod(toy)", "--times", file("operation\tmean\n*\t1us\n"));
        double sum = 0;
        for (JsonNode one : two.get("likelihoods")) {
            sum += one.get("probability").asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        JsonNode apart = json("-e", "module toy family=PF_TOY; T0: s = socket(PF_TOY) || T2: t = socket(PF_TOY) || T1: r = rmmod(toy)", "--times",
                file("operation\tmean\n*\t1us\n"), "--goal", "fd, fd, *");
        JsonNode same = json("-e", "module toy family=PF_TOY; T0 x2: s = socket(PF_TOY) || T1: r = rmmod(toy)", "--times", file("operation\tmean\n*\t1us\n"),
                "--goal", "fd, fd, *");
        assertThat(same.get("states").asInt()).isLessThan(apart.get("states").asInt());
        assertThat(same.get("goal").get("probability").asDouble()).isCloseTo(apart.get("goal").get("probability").asDouble(), within(1e-12));
    }

    @Test
    void slowerIsLikelier() throws IOException {
        assertThat(json("inet-vs-rmmod").get("goal").get("probability").asDouble()).isLessThan(1e-100);
        JsonNode slow = json("inet-vs-rmmod", "--slow", "inet_create/read(l2tp_ip_prot.slab)=100ms");
        assertThat(slow.get("goal").get("property").asText()).isEqualTo("no-use-after-unload");
        assertThat(slow.get("goal").get("probability").asDouble()).isCloseTo(0.62, within(0.01));
        assertThat(slow.get("times").get("table").asText()).endsWith(" and --slow");
    }

    @Test
    void withoutAllStatesThereIsNoFigure() {
        assertThat(run("odds", "inet-vs-rmmod", "--max-states", "100")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith(" no figures: of inet-vs-rmmod not all states are known").contains("--max-states 100").doesNotContain("PROBABILITY");
        assertThat(run("odds", "inet-vs-rmmod", "--max-states", "100", "--json")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).contains("\"limit\" : \"--max-states 100\"", "\"likelihoods\" : [ ]", "\"goal\" : null");
    }

    @Test
    void whatNeverHappensIsSaid() {
        assertThat(run("odds", "rmmod-vs-socket", "--goal", "no-use-after-unload")).isEqualTo(ExitCode.MET);
        assertThat(out).endsWith("\n no-use-after-unload: never; every execution was looked at\n");
        assertThat(run("odds", "rmmod-vs-socket", "--goal", "fd, 0")).isEqualTo(ExitCode.MET);
        assertThat(out).endsWith("\n s = fd, r = 0: never; every execution was looked at\n");
    }

    @Test
    void theBundledTableIsMadeOfTheRecording() throws IOException {
        String machine = Files.readAllLines(Path.of(BUNDLED)).get(0).replaceFirst("# machine: ", "");
        assertThat(run("times", "--from-ftrace", RECORDING, "--machine", machine)).isEqualTo(ExitCode.MET);
        assertThat(out).isEqualTo(Files.readString(Path.of(BUNDLED)));
        assertThat(run("odds", "10", "--times", file(out))).isEqualTo(ExitCode.MET);
        String own = out;
        assertThat(run("odds", "10")).isEqualTo(ExitCode.MET);
        assertThat(own.replace(folder.resolve("t.tsv").toString(), "T")).isEqualTo(out.replace("linux-6.1-qemu.tsv (bundled)", "T"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read,1us                         | FILE:2: there is no row '*', which says how long every other operation takes
            reed,1us                         | FILE:2: unknown operation 'reed'; did you mean 'read'?
            inet_create/reed,1us             | FILE:2: unknown operation 'reed'; did you mean 'read'?
            inet_craete,1us                  | FILE:2: unknown operation 'inet_craete'; did you mean 'inet_create'?
            *,-1us                           | FILE:2: '-1us' is no time: it must be more than 0
            *,NaN                            | FILE:2: 'NaN' is no time: write 200ns, 15us, 1.5ms or 2s
            *,0us                            | FILE:2: '0us' is no time that an operation can take: it must be more than 0, and less than 30 years
            *,5                              | FILE:2: '5' is no time: write 200ns, 15us, 1.5ms or 2s
            *,1us;*,2us                      | FILE:3: there are two rows for '*'
            *,1us,x                          | FILE:2: 3 columns, but the heading has 2
            ''                               | FILE:1: the table has no row
            """)
    void aDamagedTableIs2AndOneLine(String rows, String message) throws IOException {
        String table = file("operation\tmean\n" + (rows.isEmpty() ? "" : rows.replace(';', '\n').replace(',', '\t') + "\n"));
        assertThat(run("odds", "10", "--times", table)).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + message.replace("FILE", table) + "\n");
    }

    @Test
    void otherMistakesToo() throws IOException {
        String empty = file("");
        assertThat(run("odds", "10", "--times", empty)).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + empty + ":0: the table is empty: it begins with the names of its columns, operation and mean\n");
        assertThat(run("odds", "10", "--times", file("operation\tmin\n"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains(":1: unknown column 'min': there are operation, mean");
        for (String shape : new String[] {"erlang 0", "erlang", "uniform 3us 2us", "gauss", "histogram", "histogram 1us:0", "constant 5us"}) {
            assertThat(run("odds", "10", "--times", file("operation\tmean\tdistribution\n*\t1us\t" + shape + "\n"))).as(shape).isEqualTo(ExitCode.USAGE);
            assertThat(err).matches("error: .*t\\.tsv:2: .*\\n");
        }
        assertThat(run("odds", "10", "--goal", "rolback")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: --goal: unknown property 'rolback'; did you mean 'rollback'?\n");
        assertThat(run("odds", "10", "--slow", "read")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: --slow 'read' is no OPERATION=TIME, as in inet_create/rcu_read_unlock=50ms\n");
        assertThat(run("odds", "10", "--slow", "read=lognormal 5us")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: --slow: 'lognormal 5us' has 1 parameter, not 2\n");
        assertThat(run("odds", "10", "--slow", "read=5us gauss")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: --slow: 'gauss' is no distribution: there are exponential, ");
        assertThat(run("times", "--from-ftrace", "src/test/resources/real-kernel/errno-6.1-a.tsv")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("errno-6.1-a.tsv:1: this is no line of a recording");
    }

    /** Exact figures are for phases: what is something else is taken for exponential, and that is said. */
    @Test
    void otherDistributionsAreApproximated() throws IOException {
        String constant = file("operation\tmean\tdistribution\n*\t1us\texponential\nread\t2us\tconstant\n");
        assertThat(run("odds", "10", "--times", constant)).isEqualTo(ExitCode.MET);
        assertThat(out).contains(" note: taken for exponential, although the table says otherwise: ");
        String same = file("operation\tp50\tp99\tdistribution\nread\t1us\t9us\texponential\n*\t1us\t1us\t\n");
        assertThat(run("odds", "10", "--times", same)).isEqualTo(ExitCode.MET);
    }
}
