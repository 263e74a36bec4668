package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Golden;
import org.sockrace.report.html.Pages;

/** {@code sockrace diff}, with the real engine. */
class DiffCommandTest extends RealCli {

    private static final String UNLOAD = "inet-vs-rmmod:0x24,1x46,0";

    @Test
    void theClosestExecutionIsShownBeside() {
        assertThat(run("diff", "inet-vs-rmmod")).isEqualTo(ExitCode.MET);
        Golden.check("diff-closest.txt", out);
        String text = out;
        assertThat(run("diff", UNLOAD)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("Point of no return: after step 57 left").isEqualTo(text.replaceFirst(";\\s+minimal:[^/]*?steps\n", "\n"));
    }

    @Test
    void aScenarioFollowsTheScheduleOfAnother() {
        assertThat(run("diff", UNLOAD, "inet-vs-rmmod-pinned")).isEqualTo(ExitCode.MET);
        Golden.check("diff-pinned.txt", out);
        assertThat(run("diff", UNLOAD, UNLOAD)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("The two do the same");
    }

    @Test
    void narrowAndInAscii() {
        run("diff", UNLOAD, "--width", "80");
        Golden.check("diff-width-80.txt", out);
        run("diff", UNLOAD, "--ascii");
        Golden.check("diff-ascii.txt", out);
        assertThat(out.chars()).allMatch(c -> c < 0x80);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 99, 100, 120})
    void noLineIsTooLong(int width) {
        for (String level : new String[] {"summary", "calls", "steps"}) {
            run("diff", UNLOAD, "--width", String.valueOf(width), "--level", level);
            assertThat(out.lines().filter(l -> !l.contains("sockrace replay"))).isNotEmpty().allMatch(l -> l.length() <= width);
        }
    }

    @Test
    void theDocument() throws IOException {
        assertThat(run("diff", "--json", UNLOAD)).isEqualTo(ExitCode.MET);
        JsonNode json = new ObjectMapper().readTree(out);
        assertThat(json.at("/left/property").asText()).isEqualTo("no-use-after-unload");
        assertThat(json.at("/right/property").isNull()).isTrue();
        assertThat(json.at("/no_return/step").asInt()).isEqualTo(json.at("/first/left").asInt()).isEqualTo(57);
        assertThat(json.at("/no_return/certain").asBoolean()).isTrue();
        assertThat(json.at("/rows/0/left/step").isInt()).isTrue();
        run("replay", json.at("/right/replay").asText().replace("sockrace replay ", ""));
        assertThat(out).contains("no property is broken");
    }

    @Test
    void theDocumentHasTheOptionsOfAllCommands(@TempDir Path folder) throws IOException {
        assertThat(run("diff", "--format", "json", UNLOAD)).isEqualTo(ExitCode.MET);
        String document = out;
        Path file = folder.resolve("d.json");
        assertThat(run("diff", "--format", "json", "--output", file.toString(), UNLOAD)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("Point of no return");
        assertThat(Files.readString(file)).isEqualTo(document);
        assertThat(run("diff", "--format", "text", UNLOAD)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("Point of no return");
    }

    @Test
    void thePageHasBothExecutions(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("d.html");
        assertThat(run("diff", UNLOAD, "inet-vs-rmmod-pinned", "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(out).contains("First difference").endsWith(" page " + page + "\n");
        assertThat(Pages.written(page)).contains("\"kind\":\"replay\",\"title\":\"inet-vs-rmmod, which breaks no-use-after-unload\"")
                .contains("\"kind\":\"other\",\"title\":\"inet-vs-rmmod-pinned, which breaks nothing\"").contains("\"beside\":1")
                .contains("  - First difference: left, step 24");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "diff --format junit inet-vs-rmmod | 2 | error: diff has --format text and json: junit is for findings, as check has them",
        "diff --html nowhere/x.html inet-vs-rmmod | 2 | error: cannot write nowhere/x.html: there is no folder",
        "diff | 2 | error: no scenario: give NAME",
        "diff nope | 2 | error: no scenario matches 'nope'",
        "diff inet-vs-rmmod:z | 2 | error: 'z' is no step",
        "diff inet-vs-rmmod: | 2 | error: '' is no step",
        "diff rmmod-vs-socket | 2 | error: rmmod-vs-socket holds: it has no execution that breaks",
        "diff rmmod-vs-socket:0x3 | 2 | error: this execution breaks nothing: give a second one",
        "diff inet-vs-rmmod:1x200 | 4 | diverged at step",
        "diff inet-vs-rmmod socket-alone | 2 | error: executions of inet-vs-rmmod and socket-alone cannot be compared: the threads' names differ",
        "diff inet-vs-rmmod:0 inet-vs-rmmod:9 | 4 | diverged at step 1: there is no thread 9",
        "diff callback-* | 2 | error: a schedule is for one scenario, but",
        "diff inet-vs-rmmod x y | 2 | error: ",
        "diff --max-states 3 inet-vs-rmmod | 3 | no execution of inet-vs-rmmod that breaks something was found within the limits: --max-states 3",
        "diff register-sloppy 41 --width 3 | 2 | error: --width must be"})
    void whatCannotBeIsSaidInOneLine(String command, int code, String message) {
        assertThat(run(command.split(" "))).isEqualTo(code);
        assertThat(err).startsWith(message).hasLineCount(1);
        assertThat(out).isEmpty();
    }

    @Test
    void programsAndFilesWork() {
        String program = "module toy family=PF_TOY owner=none; setup: s = socket(PF_TOY); T0: c = close(s) || T1: r = rmmod(toy)";
        assertThat(run("diff", "-e", program)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("sockrace replay -e '" + program + "' ").contains("Point of no return");
        assertThat(run("diff", "-e", "module toy family=PF_TOY; T0: s = socket(PF_TOY); never fd")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("every execution of ad-hoc breaks something").hasLineCount(1);
    }
}
