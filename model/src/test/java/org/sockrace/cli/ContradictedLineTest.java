package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A finding in a scenario of the user's own is annotated at a line of that scenario, and no other file. With the real engine. */
class ContradictedLineTest {

    private static final String BEGIN = "# A comment.\nscenario wrong\n\nmodule toy family=PF_TOY\n";
    private static final String THREADS = "T0: s = socket(PF_TOY, SOCK_STREAM, 0)\nT1: r = rmmod(toy)\n\n";

    @TempDir
    private Path folder;

    private String annotations(String text, String format) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.race"), text);
        StringWriter out = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "check", "-f", file.toString(), "--format", format);
        assertThat(code).isEqualTo(ExitCode.UNEXPECTED);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "outcome s, r~  fd, EAGAIN acceptable~  EAFNOSUPPORT, 0 forbidden ~ | 10 | forbidden outcome EAFNOSUPPORT, 0",
        "outcome s, r~  fd, EAGAIN acceptable~  EAFNOSUPPORT, 0~  fd, 0 acceptable~ | 11 | outcome fd, 0 is declared but never reached",
        "outcome s, r~  fd, EAGAIN acceptable~ | 8 | outcome EAFNOSUPPORT, 0 is not in the table",
        "faults none~never EAFNOSUPPORT, * | 9 | forbidden outcome EAFNOSUPPORT, 0"})
    void aWrongOutcomeIsAtTheRowThatItContradicts(String end, int line, String message) throws IOException {
        String github = annotations(BEGIN + THREADS + end.replace('~', '\n'), "github");
        assertThat(github).contains("wrong.race,line=" + line + ",").contains(message);
        JsonNode results = new ObjectMapper().readTree(annotations(BEGIN + THREADS + end.replace('~', '\n'), "sarif")).at("/runs/0/results");
        assertThat(results).hasSize(1);
        assertThat(results.at("/0/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(line);
    }

    @Test
    void whatHoldsAndShouldBreakIsAtTheExpectation() throws IOException {
        assertThat(annotations(BEGIN + "expect breaks rollback\n" + THREADS, "github")).contains("wrong.race,line=5,");
    }

    @ParameterizedTest
    @CsvSource({"no-use-after-unload, 3", "no-data-race, 4", "kernel-assertion, 4"})
    void whatBreaksInTheKernelIsAtTheThreadThatComesToIt(String property, int line) throws IOException {
        String program = "scenario wrong\nmodule l2tp_ip\nT0: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP)\nT1: r = rmmod(l2tp_ip)\nalways "
                + property + "\n";
        String github = annotations(program, "github");
        assertThat(github).contains("wrong.race,line=" + line + ",").doesNotContain("file=model/");
        JsonNode result = new ObjectMapper().readTree(annotations(program, "sarif")).at("/runs/0/results/0");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText()).endsWith("wrong.race");
        assertThat(result.at("/codeFlows/0/threadFlows/0/locations").toString()).contains("kernel/AfInet.java");
    }

    @Test
    void whatIsExpectedToBreakAndBreaksOtherwiseIsAtTheExpectation() throws IOException {
        assertThat(annotations("scenario wrong\nmodule l2tp_ip\nT0: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP)\nT1: r = rmmod(l2tp_ip)\n"
                + "expect breaks no-data-race\n", "github")).contains("wrong.race,line=5,");
    }
}
