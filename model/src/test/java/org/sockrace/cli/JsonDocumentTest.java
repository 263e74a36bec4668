package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.check.Verdict;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.SetupException;

/** With {@code --format json} there is one document, with an entry for each scenario that was asked for, whatever becomes of it. */
class JsonDocumentTest {

    private final CliFixture cli = new CliFixture();

    private JsonNode document(int code, String... args) throws IOException {
        assertThat(cli.run(args)).isEqualTo(code);
        return new ObjectMapper().readTree(cli.out);
    }

    private void answer(String scenario, Throwable failure) {
        cli.engine.answers.put(scenario, s -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
    }

    @Test
    void whatFailsIsAnEntryWithItsError() throws IOException {
        answer("rmmod-vs-socket", new IllegalStateException("a bug\nof ours"));
        answer("rmmod-vs-close", new OutOfMemoryError("Java heap space"));
        answer("rmmod-vs-two-sockets", new ModelTooLargeException("too many threads"));
        answer("ad-hoc", new SetupException("insmod(x) fails: ENOENT"));
        JsonNode all = document(ExitCode.INTERNAL, "check", "rmmod-vs-socket", "rmmod-vs-close", "rmmod-vs-two-sockets", "inet-vs-rmmod", "-e", "T0: close(3)",
                "--format", "json").get("scenarios");
        assertThat(all).extracting(n -> n.get("name").asText()).containsExactly("rmmod-vs-socket", "rmmod-vs-close", "rmmod-vs-two-sockets", "inet-vs-rmmod",
                "ad-hoc");
        assertThat(all).extracting(n -> n.get("verdict").asText(null)).containsExactly(null, null, null, "breaks", null);
        assertThat(all).extracting(n -> n.get("error").asText(null)).containsExactly("internal error: IllegalStateException: a bug",
                "rmmod-vs-close: out of memory (java -Xmx gives more)", "rmmod-vs-two-sockets is too large: too many threads", null,
                "ad-hoc cannot be set up: insmod(x) fails: ENOENT");
        assertThat(cli.err).hasLineCount(4);
    }

    @Test
    void whatIsNoScenarioIsAnEntryTooAndTheOthersAreChecked(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("b.race"), "T0: s = sockett(PF_INET)\n");
        Files.writeString(folder.resolve("a.race"), "T0: s = socket(PF_INET)\n");
        JsonNode all = document(ExitCode.USAGE, "check", "-f", folder.toString(), "-e", "module toy", "--format", "json").get("scenarios");
        assertThat(all).extracting(n -> n.get("name").asText()).containsExactly("a", "b", "ad-hoc");
        assertThat(all).extracting(n -> n.get("verdict").asText(null)).containsExactly("holds", null, null);
        assertThat(all.get(1).get("file").asText()).isEqualTo(wrong.toString());
        assertThat(all.get(1).get("error").asText()).contains("unknown call 'sockett'").doesNotStartWith("error: ");
        assertThat(cli.err).contains("sockett").contains("^^^^^^^");
        assertThat(cli.run("check", "-f", wrong.toString(), "--format", "json")).as("one alone is wrong usage").isEqualTo(ExitCode.USAGE);
        assertThat(cli.out).isEmpty();
    }

    @Test
    void whatWasNotReachedIsAnEntryToo() throws IOException {
        cli.engine.answers.put("rmmod-vs-socket", s -> {
            cli.cancelled.set(true);
            return FakeEngine.report(s, Verdict.BOUNDED);
        });
        JsonNode all = document(ExitCode.INTERRUPTED, "check", "10", "12", "--format", "json").get("scenarios");
        assertThat(all).hasSize(2);
        assertThat(all.get(0).get("verdict").asText()).isEqualTo("bounded");
        assertThat(all.get(1).get("error").asText()).isEqualTo("not checked: interrupted");
    }

    @Test
    void theReplayIsACommandThatCanBeRun(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("my race.race"), "T0: s = socket(PF_INET)\n");
        for (String name : new String[] {"ad-hoc", "my race", "rmmod-vs-socket"}) {
            cli.engine.answers.put(name, s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
        }
        String program = " scenario ad-hoc \"it's\"; T0: close(3) || T1: close(3)\n";
        JsonNode all = document(ExitCode.UNEXPECTED, "check", "10", "-e", program, "-f", file.toString(), "--format", "json").get("scenarios");
        assertThat(all).extracting(n -> n.get("file").asText(null)).containsExactly(null, file.toString(), null);
        assertThat(all).extracting(n -> n.get("program").asText(null)).containsExactly(null, null, program.strip());
        assertThat(all).extracting(n -> n.get("violations").get(0).get("schedule").asText()).containsOnly("0x4,1x9,0");
        assertThat(all).extracting(n -> n.get("violations").get(0).get("replay").asText()).containsExactly(
                "sockrace replay rmmod-vs-socket:0x4,1x9,0", "sockrace replay -f '" + file + "' 0x4,1x9,0",
                "sockrace replay -e 'scenario ad-hoc \"it'\\''s\"; T0: close(3) || T1: close(3)' 0x4,1x9,0");
        JsonNode violation = all.get(0).get("violations").get(0);
        assertThat(violation.get("message").asText()).isEqualTo("it is broken");
        assertThat(violation.get("function").asText()).isEqualTo("f");
        assertThat(violation.get("file").asText()).isEqualTo("F.java");
        assertThat(violation.get("line").asInt()).isEqualTo(1);
    }
}
