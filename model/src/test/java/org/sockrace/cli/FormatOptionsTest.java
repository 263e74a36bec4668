package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Golden;
import org.sockrace.Schemas;
import org.sockrace.check.Verdict;
import org.sockrace.format.JUnitDocument;
import org.sockrace.machine.Property;

/** {@code --format}, {@code --output}: what goes where, and what cannot. */
class FormatOptionsTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "real-kernel");

    @TempDir
    private Path folder;
    private final CliFixture cli = new CliFixture();

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private void broken() {
        cli.engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
    }

    @Test
    void aDocumentInAFileLeavesTheTerminalItsText() throws Exception {
        broken();
        assertThat(cli.run("check", "10")).isEqualTo(ExitCode.UNEXPECTED);
        String text = cli.out;
        assertThat(cli.run("check", "10", "--format", "junit", "--output", file("new/folder/report.xml"))).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(cli.out).isEqualTo(text).contains("BREAKS");
        assertThat(cli.err).isEmpty();
        assertThat(JUnitDocument.parse(read("new/folder/report.xml")).all("failure")).hasSize(1);
    }

    @Test
    void severalDocumentsAreWrittenAtOnce() throws Exception {
        broken();
        assertThat(cli.run("check", "10", "--format", "github", "--format", "junit", "--output", file("r.xml"), "--output", file("r.sarif"), "--format=sarif",
                "--json", "--output", file("r.json"))).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(cli.out).startsWith("::error file=F.java,line=1,title=").hasLineCount(1);
        JUnitDocument.parse(read("r.xml"));
        for (String name : List.of("r.sarif", "r.json")) {
            assertThat(read(name)).startsWith("{");
            Schemas.check(read(name));
        }
    }

    @Test
    void jsonHasAShortForm() {
        cli.run("check", "10", "--format", "json");
        String document = cli.out;
        assertThat(cli.run("check", "10", "--json")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).isEqualTo(document).startsWith("{");
        assertThat(cli.run("check", "10", "--json", "--output", "-")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).as("- is the standard output").isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--format json --format junit | error: --format json and --format junit cannot both go to the standard output",
        "--format text --format github | error: --format text and --format github cannot both go to the standard output",
        "--output x | error: --output x does not say in which format: add --format json, junit, sarif or github",
        "--format text --output x | error: --output is for json, junit, sarif and github: text goes to the terminal",
        "--json --format junit | error: --format json and --format junit cannot both",
        "--format xml | error: invalid value for option '--format'",
        "--json --output TO --format sarif --output TO | error: two documents cannot go to the same file",
        "--json --output TO --format sarif --output ./TO | error: two documents cannot go to the same file"})
    void whatCannotBeIsRefusedBeforeTheSearch(String options, String message) {
        String[] words = ("check 10 " + options).split(" ");
        assertThat(cli.run(words)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).hasLineCount(1).contains(message);
        assertThat(cli.engine.checked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-file/report.xml"})
    void whatIsNoFileIsRefusedBeforeTheSearch(String name) throws IOException {
        Files.writeString(folder.resolve("a-file"), "");
        assertThat(cli.run("check", "10", "--json", "--output", folder.resolve(name).toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).hasLineCount(1).startsWith("error: cannot write ");
        assertThat(cli.engine.checked).isEmpty();
    }

    @Test
    void whatIsReadIsNotWritten() throws IOException {
        String text = "T0: s = socket(PF_INET)\n";
        Files.writeString(folder.resolve("a.race"), text);
        assertThat(cli.run("check", "-f", file("a.race"), "--json", "--output", folder.resolve("./a.race").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("a.race: the command reads it").hasLineCount(1);
        assertThat(cli.run("conform", "errno", file("a.race"), "--json", "--output", file("a.race"))).isEqualTo(ExitCode.USAGE);
        assertThat(cli.run("compare", "10", "--observed", file("a.race"), "--json", "--output", file("a.race"))).isEqualTo(ExitCode.USAGE);
        assertThat(read("a.race")).isEqualTo(text);
    }

    /** A disk that is full: the other documents and the text are written all the same. */
    @Test
    void whatCannotBeWrittenIsSaidAndTheRestIsWritten() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        broken();
        assertThat(cli.run("check", "10", "--json", "--output", full.toString(), "--format", "junit", "--output", file("r.xml")))
                .isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(cli.err).startsWith("error: cannot write /dev/full: ").hasLineCount(1);
        assertThat(cli.out).contains("BREAKS");
        assertThat(read("r.xml")).endsWith("</testsuites>\n");
    }

    /** Whatever ends a run before it can write: no older document is there that could be taken for its own. */
    @Test
    void whatAFormerRunHasWrittenGoesAwayAtTheBeginning() throws IOException {
        Files.writeString(folder.resolve("r.xml"), "old");
        cli.engine.answers.put("rmmod-vs-socket", s -> {
            assertThat(folder.resolve("r.xml")).doesNotExist();
            return FakeEngine.report(s, Verdict.HOLDS);
        });
        assertThat(cli.run("check", "10", "--format", "junit", "--output", file("r.xml"))).isEqualTo(ExitCode.MET);
        assertThat(read("r.xml")).startsWith("<?xml");
    }

    /** Text says both in lines of their own. */
    @Test
    void notesAndWhatWasNotAskedForAreInEveryFormat() throws Exception {
        String program = "kernel 6.1; module l2tp_ip; T0: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP) || T1: r = rmmod(l2tp_ip); T2: t = socket(PF_ALG)";
        String[] words = {"check", "-p", "rollback", "-e", program, "--format", "junit", "--output", file("r.xml"), "--format", "sarif",
            "--output", file("r.sarif"), "--format", "github"};
        cli.environment = Map.of("GITHUB_STEP_SUMMARY", file("r.md"));
        StringWriter out = new StringWriter();
        Session real = new Session(Engines.standard(), InputStream.nullInputStream(), Output.of(new PrintWriter(out)),
                Output.of(nothing()), cli.cancelled, Terminal.NONE, cli.environment);
        assertThat(Main.run(real, words)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out.toString()).startsWith("::warning title=ad-hoc::bounded: executions ended at a violation that is not checked").hasLineCount(1);
        String asked = "broken, but not asked for: no-use-after-unload: ";
        assertThat(JUnitDocument.parse(read("r.xml")).all("property")).extracting(p -> p.getAttribute("value")).anyMatch(v -> v.startsWith(asked));
        assertThat(read("r.sarif")).contains("ad-hoc: " + asked);
        assertThat(read("r.md")).contains("<br>note: " + asked);
        Schemas.check(read("r.sarif"));
    }

    @Test
    void theStepSummaryIsAppendedWhereGitHubWantsIt() throws IOException {
        broken();
        Files.writeString(folder.resolve("summary.md"), "before\n");
        cli.environment = Map.of("GITHUB_STEP_SUMMARY", file("summary.md"));
        assertThat(cli.run("check", "10", "--format", "junit", "--output", file("r.xml"))).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(read("summary.md")).as("not with other formats").isEqualTo("before\n");
        assertThat(cli.run("check", "10", "--format", "github")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(read("summary.md")).startsWith("before\n## sockrace check\n").contains("\nBUG: sockrace: incomplete rollback in f / g\n");
        assertThat(cli.run("check", "10", "--format", "github")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(read("summary.md").split("## sockrace check\n", -1)).hasSize(3);
        cli.environment = Map.of("GITHUB_STEP_SUMMARY", folder.resolve("no/where.md").toString());
        assertThat(cli.run("check", "10", "--format", "github")).isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(cli.err).startsWith("error: cannot write ").contains("no/where.md: no such folder").hasLineCount(1);
        assertThat(cli.out).startsWith("::error ");
    }

    @Test
    void withoutTimesTheSameResultsAreTheSameBytes() throws IOException {
        String[] formats = {"json", "junit", "sarif", "github"};
        for (String format : formats) {
            assertThat(Main.run(nothing(), nothing(), "check", "10", "12", "50", "--no-times", "--format", format, "--output", file("1." + format)))
                    .isEqualTo(ExitCode.MET);
            assertThat(Main.run(nothing(), nothing(), "check", "10", "12", "50", "--no-times", "--format", format, "--output", file("2." + format),
                    "--jobs", "1", "--color", "always", "--width", "50")).isEqualTo(ExitCode.MET);
            assertThat(read("2." + format)).isEqualTo(read("1." + format));
            Schemas.check(read("1." + format));
        }
        assertThat(new ObjectMapper().readTree(read("1.json")).at("/scenarios/0/seconds").isNull()).isTrue();
        JUnitDocument xml = parse(read("1.junit"));
        assertThat(xml.all("failure")).isEmpty();
        assertThat(xml.all("system-out")).as("the properties that 50 breaks").hasSize(4);
    }

    private static JUnitDocument parse(String text) {
        try {
            return JUnitDocument.parse(text);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static PrintWriter nothing() {
        return new PrintWriter(Writer.nullWriter());
    }

    @ParameterizedTest
    @CsvSource({"errno,errno-6.1-a.tsv,4.4", "ftrace,short.trace,6.1", "source,linux-6.1.txt,6.1"})
    void conformHasAllFormats(String what, String name, String kernel) throws Exception {
        Path file = switch (what) {
            case "errno" -> RECORDED.resolve(name);
            case "source" -> changed(name);
            default -> damaged(name);
        };
        for (String format : List.of("json", "junit", "sarif", "github")) {
            cli.environment = Map.of("GITHUB_STEP_SUMMARY", file(what + ".md"));
            Files.deleteIfExists(folder.resolve(what + ".md"));
            String[] only = what.equals("source") ? new String[] {"--function", "sock_close"} : new String[0];
            List<String> words = new ArrayList<>(List.of("conform", what, file.toString(), "--kernel", kernel, "--format", format));
            words.addAll(List.of(only));
            assertThat(cli.run(words.toArray(String[]::new))).isEqualTo(ExitCode.UNEXPECTED);
            String document = withoutLines(what, cli.out);
            Golden.check("conform-" + what + "." + (format.equals("junit") ? "junit.xml" : format.equals("github") ? "github.txt" : format), document);
            if (format.equals("junit")) {
                assertThat(JUnitDocument.parse(cli.out).all("failure")).isNotEmpty();
            }
        }
        Golden.check("conform-" + what + ".summary.md", withoutLines(what, read(what + ".md")));
    }

    /** Lines of the modelled kernel change with it. */
    private String withoutLines(String what, String text) {
        String anywhere = text.replace(folder.toString(), "/folder");
        return !what.equals("source") ? anywhere : anywhere.replaceAll("(SocketCore\\.java(:|,line=)|startLine\" : )\\d+", "$1N");
    }

    /** A kernel whose sock_close does something else. */
    private Path changed(String name) throws IOException {
        String text = Files.readString(RECORDED.resolve("skeletons").resolve(name));
        String other = text.replaceFirst("(function sock_close .*\n.*)__sock_release", "$1iput");
        assertThat(other).isNotEqualTo(text);
        return Files.writeString(folder.resolve(name), other);
    }

    /** A recording in which one module_put is missing. */
    private Path damaged(String name) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(RECORDED.resolve("can_raw_create_close.trace")));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("module_put")) {
                lines.remove(i);
                break;
            }
        }
        return Files.write(folder.resolve(name), lines);
    }

    @Test
    void aWordThatIsNoneOfThoseThereAreIsSaidInOurVoice() {
        assertThat(cli.run("completion", "fish")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: unknown argument 'fish'; there are bash, zsh (sockrace completion --help shows usage)\n");
        assertThat(cli.run("check", "--format", "jsn")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("error: invalid value for option '--format': unknown value 'jsn'; did you mean 'json'? (");
    }
}
