package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Golden;

/** {@code sockrace litmus}. */
class LitmusCommandTest extends RealCli {

    private static final Path TESTS = Path.of("src", "test", "resources", "litmus");

    @TempDir
    private Path folder;

    private static String file(String name) {
        return TESTS.resolve(name + ".litmus").toString();
    }

    @Test
    void printsTheLinesOfHerd() {
        assertThat(run("litmus", file("SB"), "--no-times")).isEqualTo(ExitCode.MET);
        assertThat(out).isEqualTo("""
                Test SB Allowed
                States 4
                0:r0=0; 1:r0=0;
                0:r0=0; 1:r0=1;
                0:r0=1; 1:r0=0;
                0:r0=1; 1:r0=1;
                Ok
                Witnesses
                Positive: 1 Negative: 3
                Condition exists (0:r0=0 /\\ 1:r0=0)
                Observation SB Sometimes 1 3

                """);
        run("litmus", file("race-mp"));
        assertThat(out).contains("\nPositive: 1 Negative: 2\nFlag data-race\nCondition exists")
                .containsPattern("\nTime race-mp [0-9]+\\.[0-9]{2}\n");
    }

    /** Where all is forbidden, what speaks for the answer is what does not satisfy the condition. */
    @Test
    void namesTheKindsOfQuestionsAsHerdDoes() {
        run("litmus", file("atomic-add-unless"), file("atomic-dec-and-test"), file("CoWW"), "--no-times");
        assertThat(out).contains("Test atomic-add-unless Forbidden\n", "\nOk\nWitnesses\nPositive: 2 Negative: 0\nCondition ~exists (",
                "Observation atomic-add-unless Never 0 2\n", "Test atomic-dec-and-test Required\n", "Observation atomic-dec-and-test Always 2 0\n",
                "Test CoWW Allowed\nStates 1\n[x]=2;\nNo\nWitnesses\nPositive: 0 Negative: 1\n");
    }

    @Test
    void otherModels() {
        assertThat(run("litmus", "--model", "sc", file("LB"))).isEqualTo(ExitCode.MET);
        assertThat(out).contains("Observation LB Never 0 3");
        run("litmus", "--model", "lkmm-porf", file("LB"), file("SB"));
        assertThat(out).contains("Observation LB Never 0 3", "Observation SB Sometimes 1 3");
        assertThat(run("litmus", "--model", "lkm", file("LB"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown memory model 'lkm'; did you mean 'lkmm'?");
    }

    @Test
    void otherEngine() {
        assertThat(run("litmus", "--engine", "explore", "--model", "lkmm-porf", file("LB"), file("SB"))).isEqualTo(ExitCode.MET);
        assertThat(out).contains("Observation LB Never 0 3", "Observation SB Sometimes 1 3");
        assertThat(run("litmus", "--engine", "explore", "--model", "sc", "--json", file("SB"))).isEqualTo(ExitCode.MET);
        assertThat(out).contains("\"engine\" : \"explore\"", "\"never\"");
        assertThat(run("litmus", "--engine", "explore", file("LB"))).isEqualTo(ExitCode.USAGE);
        assertThat(out).isEmpty();
        assertThat(err).contains("--engine explore leaves load buffering out: say --model lkmm-porf, or --model sc");
        assertThat(run("litmus", "--engine", "explor", file("LB"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown engine 'explor'; did you mean 'explore'?");
    }

    @Test
    void explains() {
        StringBuilder all = new StringBuilder();
        for (String name : new String[] {"SB", "MP+wmb+rmb", "SB+mbs", "Z6+mbs", "WRC+rel+rmb", "CoRR", "RCU-free", "RCU-4.LB-two-gps", "SRCU-MP",
            "atomic-increments", "race-none", "SB+inside-lock"}) {
            assertThat(run("litmus", "--explain", "--no-times", file(name))).isEqualTo(ExitCode.MET);
            all.append(out.replaceFirst("(?s)^.*Observation", "Observation"));
        }
        for (String model : new String[] {"sc", "lkmm-porf"}) {
            run("litmus", "--explain", "--no-times", "--model", model, file("LB"));
            all.append(out.replaceFirst("(?s)^.*Observation", "Observation"));
        }
        Golden.check("litmus-explain.txt", all.toString());
        assertThat(run("litmus", "--explain", file("LB+data"))).isEqualTo(ExitCode.MET);
        assertThat(err).contains("LB+data: no execution was found that ends so, be it allowed or forbidden");
    }

    @Test
    void writesADocument() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.litmus"), "C T\n{}\nP0(int *x)\n{\n    call_rcu(x);\n}\nexists (x=1)\n");
        assertThat(run("litmus", "--json", "--no-times", "--explain", file("race-mp"), bad.toString())).isEqualTo(ExitCode.USAGE);
        JsonNode document = new ObjectMapper().readTree(out);
        JsonNode first = document.get("tests").get(0);
        assertThat(first.get("observation").asText()).isEqualTo("sometimes");
        assertThat(first.get("positive").asInt()).isEqualTo(1);
        assertThat(first.get("flags").get(0).asText()).isEqualTo("data-race");
        assertThat(first.get("explanation")).isNotEmpty();
        assertThat(document.get("tests").get(1).get("error").asText()).isEqualTo(bad + ":5: the primitive call_rcu is not supported");
    }

    @Test
    void whatCannotBeReadIsNamedAndTheOthersAreJudged() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.litmus"), "C T\n{}\nP0(int *x)\n{\n    call_rcu(x);\n}\nexists (x=1)\n");
        assertThat(run("litmus", bad.toString(), file("SB"), folder.toString(), folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(out).contains("Observation SB Sometimes 1 3");
        assertThat(err).contains("error: " + bad + ":5: the primitive call_rcu is not supported\n", "error: cannot read " + folder
                + ": it is a folder\n", "error: cannot read " + folder.resolve("none") + ": no such file\n");
    }

    @Test
    void saysWhatItLeavesOut() throws IOException {
        Path wild = Files.writeString(folder.resolve("wild"), "C T\n{}\nP0(int **p) { int *r0 = READ_ONCE(*p); WRITE_ONCE(*r0, 1); }\nexists (0:r0=0)");
        assertThat(run("litmus", wild.toString())).isEqualTo(ExitCode.MET);
        assertThat(err).contains("warning: " + wild + ": executions that use as an address what is none, such as NULL, are left out");
    }

    @Test
    void aTestThatIsCutShortHasNoVerdict() throws IOException {
        StringBuilder text = new StringBuilder("C T\n{}\n");
        for (int t = 0; t < 6; t++) {
            text.append("P").append(t).append("(int *x) { WRITE_ONCE(*x, 1); WRITE_ONCE(*x, 2); WRITE_ONCE(*x, 3); }\n");
        }
        Path large = Files.writeString(folder.resolve("large"), text + "exists (x=1)");
        assertThat(run("litmus", large.toString(), "--time", "100ms")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("inconclusive: T was cut short after ");
    }

    @Test
    void readsTheStandardInput() throws IOException {
        assertThat(runOn(Files.readAllBytes(TESTS.resolve("MP.litmus")), "litmus", "-")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("Observation MP Sometimes 1 3");
        assertThat(runOn("\0".getBytes(StandardCharsets.UTF_8), "litmus", "-")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("error: standard input:1: a test in C begins with the word C and its name");
    }
}
