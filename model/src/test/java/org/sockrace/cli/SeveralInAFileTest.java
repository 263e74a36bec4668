package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.testing.Race;

/** A bug and its repair in one file: all are checked, and one can be chosen. */
class SeveralInAFileTest {

    private static final String TEXT = """
            scenario bug "no owner"
              expect breaks unregister-contract, no-use-after-unload
              repaired-by repair
              module toy family=PF_TOY owner=none
              T0: s = socket(PF_TOY); close(s)
              T1: r = rmmod(toy)

            scenario repair
              module toy family=PF_TOY
              T0: s = socket(PF_TOY); close(s)
              T1: r = rmmod(toy)
            """;

    @TempDir
    private Path folder;
    private Path file;
    private String out;
    private String err;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("two.race"), TEXT);
    }

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new PrintWriter(o), new PrintWriter(e), args);
        out = o.toString();
        err = e.toString();
        assertThat(err).doesNotContain("\tat ").doesNotContain("internal error");
        return code;
    }

    private static String changed(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    @Test
    void allAreCheckedInTheirOrder() {
        assertThat(run("check", file.toString())).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).containsSubsequence("breaks   bug", "holds    repair", "2 scenarios", "bug: holds in repair\n");
        assertThat(run("check", "-f", folder.toString())).isEqualTo(ExitCode.MET);
        assertThat(out).contains("2 scenarios");
    }

    /** Nothing is said to hold that does not, or was not checked. */
    @Test
    void aRepairIsWhatItWasFoundToBe() throws IOException {
        assertThat(run("check", file + ":bug")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("bug: is repaired by repair, which was not checked").doesNotContain("holds in");
        String repair = "scenario repair\n  module toy family=PF_TOY";
        Files.writeString(file, changed(Files.readString(file), repair, repair + " owner=none"));
        assertThat(run("check", file.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("bug: breaks in repair, too").doesNotContain("holds in");
        assertThat(run("check", "--max-states=5", file.toString())).isNotEqualTo(ExitCode.MET);
        assertThat(out).doesNotContain("holds in");
    }

    /** What is printed to see it again does so. */
    @Test
    void aReplayNamesTheOne() {
        run("explain", "-f", file.toString());
        String replay = out.lines().filter(l -> l.startsWith("replay ")).findFirst().orElseThrow();
        assertThat(replay).contains("two.race:bug ");
        String[] words = replay.replaceAll("^replay +sockrace ", "").split(" ");
        assertThat(run(words)).as(err).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(run("replay", file + ":bug:" + words[words.length - 1])).as(err).isEqualTo(ExitCode.UNEXPECTED);
    }

    @Test
    void oneOfThemCanBeChosen() {
        assertThat(run("check", "-f", file + ":repair")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("holds    repair").doesNotContain("breaks");
        assertThat(run("witness", file + ":repair", "fd, EWOULDBLOCK")).as(err).isEqualTo(ExitCode.MET);
        assertThat(run("prove", file + ":repair")).as(err).isEqualTo(ExitCode.MET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay %s:0x4", "replay -f %s 0x4", "witness %s fd,0", "simulate %s"})
    void whatIsForOneSaysHowToChoose(String command) {
        assertThat(run(command.replace("%s", file.toString()).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains(" is for one scenario, and ").contains(" has 2: give ").contains("two.race:bug or ", "two.race:repair").hasLineCount(1);
    }

    @Test
    void aNameThatItDoesNotHaveIsAnswered() {
        assertThat(run("check", "-f", file + ":repar")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("two.race has no scenario 'repar': did you mean 'repair'?").hasLineCount(1);
        assertThat(run("replay", file + ":bug")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("names no schedule").hasLineCount(1);
    }

    /** One that is wrong does not keep the other from being checked. */
    @Test
    void aMistakeInOneIsSaidAndTheOtherIsChecked() throws IOException {
        Files.writeString(file, changed(Files.readString(file), "scenario repair", "scenario bug"));
        assertThat(run("check", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("two.race:3:15: error: the file has no other scenario 'repair'",
                "two.race:8:10: error: the file has a scenario 'bug' already");
        write();
        Files.writeString(file, changed(Files.readString(file), "scenario repair\n", "scenario repair\n  modul toy\n"));
        assertThat(run("check", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("two.race:9:3: error: unknown statement 'modul'");
        assertThat(out).contains("breaks   bug").contains("bug: is repaired by repair, which was not checked");
    }

    @Test
    void everyFormatNamesEach() throws IOException {
        assertThat(run("check", file.toString(), "--format", "json")).as(err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("\"bug\"", "\"repair\"", "two.race\"").doesNotContain("two.race:bug\"").containsPattern("\"repairedBy\" ?: ?\"repair\"");
        assertThat(run("check", file.toString(), "--format", "junit")).as(err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("<testsuite name=\"bug\"", "<testsuite name=\"repair\"");
        Files.writeString(file, changed(Files.readString(file), "  expect breaks unregister-contract, no-use-after-unload\n", ""));
        assertThat(run("check", file.toString(), "--format", "sarif")).as(err).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("two.race:bug 0x").doesNotContain("two.race:bug\"");
    }

    @Test
    void testsHaveThemAll() {
        assertThat(Race.allIn(file)).hasSize(2).first().satisfies(r -> assertThat(r.get().scenario().name()).isEqualTo("bug"));
        assertThat(Race.file(file, "repair").scenario().name()).isEqualTo("repair");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Race.file(file)).hasMessageContaining("has 2 scenarios");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Race.file(file, "x")).hasMessageContaining("it has bug, repair");
    }
}
