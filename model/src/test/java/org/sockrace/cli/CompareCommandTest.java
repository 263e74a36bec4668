package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Schemas;
import org.sockrace.check.Verdict;
import org.sockrace.compare.ObservedOutcomes;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.report.Samples;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** {@code sockrace compare}: its exit codes, and what goes where. */
class CompareCommandTest {

    private static final String PROGRAM = "module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet)";

    @TempDir
    private Path folder;
    private final FakeEngine engine = new FakeEngine();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private String out;
    private String err;
    private String possible;
    private String impossible;

    @BeforeEach
    void files() throws IOException {
        engine.answers.put("rmmod-vs-socket", s -> Samples.report(s, Verdict.HOLDS, Samples.rows(), List.of()));
        possible = file("possible.tsv", "s\tr\tsamples\nfd\tEAGAIN\t5\n");
        impossible = file("impossible.tsv", "s\tr\tsamples\nfd\tEAGAIN\t5\nfd\t0\t1\n");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new Session(engine, new PrintWriter(o), new PrintWriter(e), cancelled, false), args);
        return ended(code, o, e);
    }

    private int ended(int code, StringWriter o, StringWriter e) {
        out = o.toString().replace("\r\n", "\n");
        Schemas.check(out);
        err = e.toString().replace("\r\n", "\n");
        return code;
    }

    @Test
    void whatAgreesIs0() {
        assertThat(run("compare", "rmmod-vs-socket", "--observed", possible)).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  rmmod-vs-socket: 1 of 1 observed outcome is possible in the model, 1 more was not seen · 1,187 states,\n"
                + "        exhaustive\n");
        assertThat(err).isEmpty();
        assertThat(engine.options.counterexamples()).isFalse();
    }

    @Test
    void whatIsImpossibleIs1() {
        assertThat(run("compare", "10", "--observed", impossible)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("DIFFERS  rmmod-vs-socket: ").contains("\n    !  fd ").contains("\n   sockrace check rmmod-vs-socket\n");
        assertThat(run("compare", "10", "--observed", impossible, "-q", "--ascii", "--width", "60", "--color", "always")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("\u001b[31mDIFFERS\u001b[0m").contains(" - 1,187").doesNotContain("·");
    }

    @Test
    void aSearchCutShortIs3UnlessItReachedEverything() {
        engine.answers.put("rmmod-vs-socket", s -> Samples.report(s, Verdict.BOUNDED, Samples.rows(), List.of()));
        assertThat(run("compare", "10", "--observed", impossible, "--max-states", "200k")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(engine.options.maxStates()).isEqualTo(200_000);
        assertThat(out).startsWith("inconclusive  rmmod-vs-socket: 1 of 2 ").contains("not reached: the search was cut short");
        assertThat(run("compare", "10", "--observed", possible)).isEqualTo(ExitCode.MET);
    }

    @Test
    void executionsThatEndAtAViolationAre3() {
        engine.answers.put("rmmod-vs-socket", s -> Samples.report(s, Verdict.BREAKS, Samples.rows(), List.of(Samples.unload())));
        assertThat(run("compare", "10", "--observed", impossible)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).contains("not reached: executions that break no-use-after-unload end there").contains("UNEXPECTEDLY; how:\n   sockrace explain ");
        assertThat(run("compare", "10", "--observed", possible)).isEqualTo(ExitCode.MET);
        assertThat(out).contains(" so more may be possible").contains("UNEXPECTEDLY");
    }

    @Test
    void quietSaysNothingIfItAgrees() {
        assertThat(run("compare", "10", "--observed", possible, "-q")).isEqualTo(ExitCode.MET);
        assertThat(out + err).isEmpty();
    }

    @Test
    void jsonIsAllOfStdout() throws IOException {
        assertThat(run("compare", "10", "--observed", impossible, "--format", "json", "-q")).isEqualTo(ExitCode.UNEXPECTED);
        JsonNode root = new ObjectMapper().readTree(out);
        assertThat(root.get("verdict").asText()).isEqualTo("differs");
        assertThat(root.get("samples").asLong()).isEqualTo(6);
    }

    @Test
    void interruptedIs130WithWhatIsKnown() {
        engine.answers.put("rmmod-vs-socket", s -> {
            cancelled.set(true);
            return Samples.report(s, Verdict.BOUNDED, Samples.rows(), List.of());
        });
        assertThat(run("compare", "10", "--observed", possible)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(engine.options.cancelled().getAsBoolean()).isTrue();
        assertThat(out).startsWith("agrees  rmmod-vs-socket");
        assertThat(err).isEqualTo("interrupted: the scenario was searched in part\n");
    }

    @Test
    void aModelThatIsTooLargeIs3() {
        engine.answers.put("rmmod-vs-socket", s -> {
            throw new ModelTooLargeException("too many threads");
        });
        assertThat(run("compare", "10", "--observed", possible)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(err).isEqualTo("error: the scenario is too large: too many threads\n");
    }

    @Test
    void aSetUpThatFailsIs2() {
        engine.answers.put("rmmod-vs-socket", s -> {
            throw new SetupException("insmod(x) fails: ENOENT");
        });
        assertThat(run("compare", "10", "--observed", possible)).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: the scenario cannot be set up: insmod(x) fails: ENOENT\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--verbose", "-qv"})
    void anInternalErrorIs70(String verbose) {
        engine.answers.put("rmmod-vs-socket", s -> {
            throw new IllegalArgumentException("a bug");
        });
        assertThat(run("compare", "10", "--observed", possible)).isEqualTo(ExitCode.INTERNAL);
        assertThat(err).startsWith("internal error: IllegalArgumentException: a bug");
        assertThat(run("compare", "10", "--observed", possible, verbose)).isEqualTo(ExitCode.INTERNAL);
        assertThat(err).contains("\tat org.sockrace");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --observed FILE                  | no scenario: give a name, -e or -f (sockrace list shows the catalogue)
            rmod-vs-socket --observed FILE   | no scenario matches 'rmod-vs-socket'; did you mean 'rmmod-vs-socket'?
            10 11 --observed FILE            | a file of observed outcomes is for one scenario, but 2 were given
            10 -e T0:close(3) --observed FILE| a file of observed outcomes is for one scenario, but 2 were given
            -e T0:close(3) --observed FILE   | ad-hoc has no outcomes to compare: name a result, as in s = socket(PF_UNIX)
            10 --observed no-such.tsv        | no-such.tsv: cannot be read: no such file
            10 --observed FILE --width 5     | --width must be 40 to 10000, not 5
            10 --observed FILE --jobs 0      | --jobs must be 1 to 1024, not 0
            10                               | nothing to compare with: give --observed FILE (sockrace compare --help says what is in it)
            10 --observd FILE                | unknown option '--observd'; did you mean '--observed'? (sockrace compare --help shows usage)
            """)
    void wrongUsageIs2AndOneLine(String args, String message) {
        String line = "compare " + args;
        assertThat(run(java.util.stream.Stream.of(line.split(" ")).map(w -> w.equals("FILE") ? possible : w).toArray(String[]::new)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + message + "\n");
        assertThat(out).isEmpty();
        assertThat(engine.checked).isEmpty();
    }

    @Test
    void aDamagedFileIs2AndNothingIsSearched() throws IOException {
        String damaged = file("x.tsv", "s\tr\tsamples\nfd\tEAGAIN\tmany\n");
        assertThat(run("compare", "10", "--observed", damaged)).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + damaged + ":2: samples is 'many', which is no count: write a positive number, digits only\n");
        assertThat(run("compare", "10", "--observed", "")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: invalid value for option '--observed': the name of the file is empty (sockrace compare --help shows usage)\n");
        assertThat(engine.checked).isEmpty();
    }

    /** As another module does it: with the real engine, in this process. */
    @Nested
    class InProcess {

        private final Scenario scenario = ScenarioParser.parse(PROGRAM, "", "x");
        private final ObservedOutcomes observed = new ObservedOutcomes(scenario);

        private int compare(String... options) throws IOException {
            Path file = folder.resolve("observed.tsv");
            observed.write(file);
            StringWriter o = new StringWriter();
            StringWriter e = new StringWriter();
            List<String> args = new java.util.ArrayList<>(List.of("compare", "-e", PROGRAM, "--observed", file.toString()));
            args.addAll(List.of(options));
            return ended(Main.run(new PrintWriter(o), new PrintWriter(e), args.toArray(String[]::new)), o, e);
        }

        @Test
        void itAgrees() throws IOException {
            observed.add(List.of("fd", "EWOULDBLOCK"), 3);
            observed.add(List.of("EAFNOSUPPORT", "0"), 1);
            assertThat(compare()).isEqualTo(ExitCode.MET);
            assertThat(out).startsWith("agrees  ad-hoc: 2 of 2 observed outcomes are possible in the model · 66 states, exhaustive\n");
            assertThat(err).isEmpty();
        }

        @Test
        void itDiffers() throws IOException {
            observed.add(List.of("fd", "0"), 1);
            assertThat(compare()).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(out).contains("\n    !  fd            0                  1  100.00%  IMPOSSIBLE  unspecified\n")
                    .contains("\n   sockrace check -e '" + PROGRAM + "'\n");
        }

        @Test
        void itIsCutShort() throws IOException {
            observed.add(List.of("fd", "0"), 1);
            assertThat(compare("--max-states", "1")).isEqualTo(ExitCode.INCONCLUSIVE);
        }
    }
}
