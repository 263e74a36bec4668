package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.scenario.Catalogue;
import picocli.CommandLine;

/** What is at hand beside the jar: completion, the manual, the launcher. All commands are asked of the parser: none is listed here. */
@EnabledOnOs(OS.LINUX)
class AtHandTest {

    private static final Path LAUNCHER = Path.of(System.getProperty("basedir", ""), "src", "main", "launcher", "sockrace");
    private final CliFixture cli = new CliFixture();

    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) { }

    private Ran run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    /** bash itself says what it would complete. */
    @Test
    void bashCompletesWhatTheParserKnows() throws IOException, InterruptedException {
        assertThat(cli.run("completion", "bash")).isEqualTo(ExitCode.MET);
        Path script = Files.writeString(folder.resolve("completion"), cli.out);
        assertThat(completed(script, "sockrace", "")).containsAll(cli.commandLine().getSubcommands().keySet());
        assertThat(completed(script, "sockrace", "check", "")).containsAll(Catalogue.load().names());
        assertThat(completed(script, "sockrace", "check", "--max-")).contains("--max-states", "--max-memory").doesNotContain("--all");
        assertThat(completed(script, "sockrace", "check", "-p", "no-dead")).containsExactly("no-deadlock");
        assertThat(completed(script, "sockrace", "list", "switch")).containsExactly("switches");
        for (Map.Entry<String, CommandLine> sub : cli.commandLine().getSubcommands().entrySet()) {
            List<String> options = sub.getValue().getCommandSpec().options().stream().filter(o -> !o.hidden()).map(o -> o.longestName()).toList();
            assertThat(completed(script, "sockrace", sub.getKey(), "-")).as(sub.getKey()).containsAll(options);
        }
    }

    private List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String typed = String.join(" ", Stream.of(words).map(w -> "'" + w + "'").toList());
        String line = "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + typed + "); COMP_CWORD=" + (words.length - 1)
                + "; _complete_sockrace; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Ran ran = run(Map.of(), "bash", "-c", line);
        assertThat(ran.err()).as(ran.toString()).isEmpty();
        return ran.out().lines().map(String::strip).toList();
    }

    @Test
    void bothShellsReadTheSameAndNoOthers() {
        cli.run("completion", "bash");
        String bash = cli.out;
        assertThat(bash).doesNotContain("# Date:");
        assertThat(cli.run("completion", "zsh")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).isEqualTo(bash);
        assertThat(cli.run("completion", "fish")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("bash, zsh").hasLineCount(1);
        assertThat(cli.run("completion")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theManualHasEveryCommandAndOption() {
        assertThat(cli.run("man")).isEqualTo(ExitCode.MET);
        String page = cli.out.replace("\\-", "-");
        assertThat(page).startsWith(".TH \"SOCKRACE\" \"1\"").contains(".SH \"EXIT STATUS\"\n", "\\fB130\\fR");
        every(cli.commandLine(), page);
    }

    private static void every(CommandLine command, String page) {
        if (command.getSubcommands().isEmpty()) {
            assertThat(page).contains(".SS \"\\fB" + command.getCommandSpec().qualifiedName() + "\\fR");
            command.getCommandSpec().options().forEach(option -> assertThat(page).contains("\\fB" + option.longestName() + "\\fR"));
        }
        command.getSubcommands().values().forEach(sub -> every(sub, page));
    }

    /** groff warns of macros and characters that it does not know. */
    @Test
    void theManualIsGoodRoff() throws IOException, InterruptedException {
        assumeTrue(has("groff"), "there is no groff");
        assertThat(cli.run("man")).isEqualTo(ExitCode.MET);
        Path page = Files.writeString(folder.resolve("sockrace.1"), cli.out);
        Ran ran = run(Map.of("LC_ALL", "C.UTF-8"), "groff", "-man", "-Tutf8", "-P-cbou", "-ww", page.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("sockrace conform ftrace").contains("--max-states");
    }

    /** Another Java says what it is given. */
    private Ran launch(String... files) throws IOException, InterruptedException {
        return launch(List.of("check", "a b", ""), files);
    }

    private Ran launch(List<String> words, String... files) throws IOException, InterruptedException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.copy(LAUNCHER, there.resolve("sockrace"));
        for (String file : files) {
            Files.writeString(there.resolve(file), "");
        }
        Path bin = Files.createDirectories(folder.resolve("java home").resolve("bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 3\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), there.resolve("sockrace"));
        return run(Map.of("JAVA_HOME", bin.getParent().toString()), Stream.concat(Stream.of("sh", link.toString()), words.stream()).toArray(String[]::new));
    }

    @Test
    void theLauncherPassesEverythingOn() throws IOException, InterruptedException {
        Ran ran = launch();
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).isEqualTo("-jar\n" + folder.resolve("there").resolve("sockrace.jar") + "\ncheck\na b\n\n");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void theLauncherUsesTheArchiveThatIsThere() throws IOException, InterruptedException {
        Ran ran = launch("sockrace.jsa");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).startsWith("-XX:SharedArchiveFile=" + folder.resolve("there").resolve("sockrace.jsa") + "\n").endsWith("\ncheck\na b\n\n");
    }

    /** Searches are long enough for the second compiler; logs are not. */
    @Test
    void theLauncherReadsALogWithoutTheSecondCompiler() throws IOException, InterruptedException {
        assertThat(launch(List.of("conform", "ftrace", "a b"), "sockrace.jsa").out())
                .startsWith("-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n-XX:SharedArchiveFile=").endsWith("\nconform\nftrace\na b\n");
    }

    /** A Java that does not know the options would not start. */
    @Test
    void theLauncherShowsMistakesWithOptionsThatThisJavaKnows() throws IOException, InterruptedException {
        List<String> words = launch(List.of("mutate", "--all"), "sockrace.jsa").out().lines().toList();
        List<String> options = words.stream().takeWhile(word -> !word.startsWith("-XX:SharedArchiveFile=")).toList();
        assertThat(options).hasSize(5).allMatch(option -> option.startsWith("-XX:"));
        assertThat(words).endsWith("mutate", "--all");
        Ran ran = run(Map.of(), Stream.of(Stream.of(System.getProperty("java.home") + "/bin/java"), options.stream(), Stream.of("-version"))
                .flatMap(part -> part).toArray(String[]::new));
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).doesNotContain("arning");
    }

    /** What is no archive, or one of another Java or another jar, is passed over without a word. */
    @Test
    void anArchiveThatDoesNotFitIsPassedOver() throws IOException, InterruptedException {
        String options = Files.readAllLines(LAUNCHER).stream().filter(line -> line.contains("-XX:SharedArchiveFile")).findFirst().orElseThrow();
        List<String> log = Stream.of(options.strip().split(" ")).filter(word -> word.startsWith("-X") && !word.contains("SharedArchiveFile")).toList();
        Path archive = Files.writeString(folder.resolve("sockrace.jsa"), "no archive");
        List<String> command = Stream.of(Stream.of(System.getProperty("java.home") + "/bin/java", "-XX:SharedArchiveFile=" + archive), log.stream(),
                Stream.of("-version")).flatMap(words -> words).toList();
        Ran ran = run(Map.of(), command.toArray(String[]::new));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Server VM").doesNotContain("rchive file");
    }
}
