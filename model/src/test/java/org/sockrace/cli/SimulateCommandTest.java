package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sockrace simulate}, with the real engine. */
class SimulateCommandTest extends RealCli {

    private static final String SLOW = "inet_create/read(l2tp_ip_prot.slab)=100ms";

    private JsonNode json(String... args) throws IOException {
        assertThat(run(args)).as(err).isEqualTo(ExitCode.MET);
        return new ObjectMapper().readTree(out);
    }

    /** The figure is the exact one, and the first hit is an execution that breaks what it should. */
    @Test
    void theFirstHitCanBeReplayed() throws IOException {
        double exact = json("odds", "inet-vs-rmmod", "--slow", SLOW, "--json").get("goal").get("probability").asDouble();
        JsonNode simulated = json("simulate", "inet-vs-rmmod", "--slow", SLOW, "--attempts", "3000", "--seed", "1", "--json");
        assertThat(simulated.get("low").asDouble()).isLessThan(exact);
        assertThat(simulated.get("high").asDouble()).isGreaterThan(exact);
        assertThat(simulated.get("attempts").asInt()).isEqualTo(3000);
        String[] replay = simulated.get("replay").asText().split(" ");
        assertThat(run(replay[1], replay[2], "--level", "summary")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("use-after-unload");
    }

    @Test
    void anOutcomeIsReplayedToo() throws IOException {
        JsonNode simulated = json("simulate", "rmmod-vs-socket", "--goal", "EAFNOSUPPORT, *", "--attempts", "2000", "--json");
        double exact = json("odds", "rmmod-vs-socket", "--goal", "EAFNOSUPPORT, *", "--json").get("goal").get("probability").asDouble();
        assertThat(simulated.get("low").asDouble()).isLessThan(exact);
        assertThat(simulated.get("high").asDouble()).isGreaterThan(exact);
        String[] replay = simulated.get("replay").asText().split(" ");
        assertThat(run(replay[1], replay[2])).isEqualTo(ExitCode.MET);
    }

    @Test
    void textSaysWhatItRestsOn() {
        assertThat(run("simulate", "inet-vs-rmmod", "--slow", SLOW, "--cpus", "128", "--for", "2s", "--ascii")).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith(" simulated inet-vs-rmmod - 128 processors, 64 attempts at once - 2 s of virtual time, ").contains("linux-6.1-qemu.tsv",
                " no-use-after-unload: ", " with 95 % confidence", "sockrace replay inet-vs-rmmod:", "TIME OF", "grace periods");
        assertThat(run("simulate", "rmmod-vs-socket", "--goal", "fd, 0", "--attempts", "50")).isEqualTo(ExitCode.MET);
        assertThat(out).contains(" s = fd, r = 0: 0 hits, so the probability is 0 to 0.0").doesNotContain("replay");
    }

    @Test
    void interruptionsOpenTheWindow() throws IOException {
        JsonNode quiet = json("simulate", "inet-vs-rmmod", "--attempts", "3000", "--json");
        JsonNode busy = json("simulate", "inet-vs-rmmod", "--attempts", "10k", "--preempt-every", "10ms", "--preempt-for", "400ms", "--json");
        assertThat(quiet.get("hits").asInt()).isZero();
        assertThat(quiet.get("preemptions").asInt()).isZero();
        assertThat(busy.get("preemptions").asInt()).isPositive();
        assertThat(busy.get("hits").asInt()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rmmod-vs-socket             | nothing breaks in rmmod-vs-socket, so there is nothing to wait for: give --goal an outcome
            inet-vs-rmmod --cpus 0      | --cpus must be 1 to 100000, not 0
            inet-vs-rmmod --at-once -1  | --at-once must be 1 to 100000, not -1
            inet-vs-rmmod --goal rolbak | --goal: unknown property 'rolbak'; did you mean 'rollback'?
            inet-vs-rmmod --times nope  | nope: cannot be read: no such file
            """)
    void mistakesAreOneLine(String args, String message) {
        assertThat(run(("simulate " + args).split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + message + "\n");
    }
}
