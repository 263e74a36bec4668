package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

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
        JsonNode busy = json("simulate", "inet-vs-rmmod", "--attempts", "20k", "--seed", "7", "--preempt-every", "10ms", "--preempt-for",
                "400ms", "--json");
        assertThat(quiet.get("hits").asInt()).isZero();
        assertThat(quiet.get("preemptions").asInt()).isZero();
        assertThat(busy.get("preemptions").asInt()).isPositive();
        assertThat(busy.get("hits").asInt()).isPositive();
        assertThat(window(busy).get("count").asInt()).isGreaterThan(19_000);
        assertThat(window(busy).get("longest").asDouble()).isGreaterThan(0.1).isGreaterThan(1000 * window(quiet).get("longest").asDouble());
        assertThat(window(busy).get("median").asDouble()).isLessThan(1e-6).isLessThan(window(busy).get("p99").asDouble());
    }

    private static JsonNode window(JsonNode simulated) {
        JsonNode last = simulated.get("waits").get(simulated.get("waits").size() - 1);
        assertThat(last.get("what").asText()).isEqualTo("windows");
        return last;
    }

    /** On a machine of 4,096 processors attempts are as many as it has processors for, and each is as long as on any other. */
    @Test
    void fourThousandProcessors() throws IOException {
        JsonNode few = json("simulate", "inet-vs-rmmod", "--attempts", "4k", "--json");
        JsonNode many = json("simulate", "inet-vs-rmmod", "--cpus", "4096", "--for", "50ms", "--json");
        assertThat(many.get("at_once").asInt()).isEqualTo(2048);
        assertThat(many.get("attempts").asInt()).isGreaterThan(10_000);
        assertThat(many.get("waits").get(0).get("median").asDouble()).isCloseTo(few.get("waits").get(0).get("median").asDouble(), withinPercentage(5));
    }

    /** Threads that share processors wait in the queues of those, which takes long if there are few. */
    @Test
    void threadsWaitInRunQueues() throws IOException {
        JsonNode own = json("simulate", "inet-vs-rmmod", "--attempts", "2k", "--json").get("waits");
        JsonNode four = json("simulate", "inet-vs-rmmod", "--attempts", "2k", "--cpus", "4", "--at-once", "8", "--json").get("waits").get(1);
        JsonNode one = json("simulate", "inet-vs-rmmod", "--attempts", "2k", "--cpus", "1", "--at-once", "8", "--json").get("waits").get(1);
        assertThat(own.findValuesAsText("what")).containsExactly("attempts", "locks", "grace periods", "windows");
        assertThat(one.get("what").asText()).isEqualTo("run queues");
        assertThat(one.get("count").asInt()).isGreaterThan(2000);
        assertThat(one.get("median").asDouble()).isGreaterThan(2 * four.get("median").asDouble());
    }

    /** The exact figure is that of phases; the estimate knows nothing of them. */
    @Test
    void whatIsRareIsEstimated() throws IOException {
        String slow = "inet_create/read(l2tp_ip_prot.slab)=10ms";
        double exact = json("odds", "inet-vs-rmmod", "--slow", slow, "--slow", "synchronize_rcu=30ms", "--json").get("goal").get("probability").asDouble();
        JsonNode rare = json("simulate", "inet-vs-rmmod", "--rare", "--slow", slow, "--slow", "synchronize_rcu=30ms", "--json");
        assertThat(rare.get("low").asDouble()).isLessThan(exact);
        assertThat(rare.get("high").asDouble()).isGreaterThan(exact).isLessThan(2 * exact);
        assertThat(rare.get("splitting").get("exponential").asDouble()).isCloseTo(exact, withinPercentage(1e-6));
        assertThat(rare.get("splitting").get("levels").size()).isGreaterThan(2);
        assertThat(rare.get("goal").get("probability").asDouble()).isBetween(rare.get("low").asDouble(), rare.get("high").asDouble());
        String[] replay = rare.get("replay").asText().split(" ");
        assertThat(run(replay[1], replay[2], "--level", "summary")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("use-after-unload");
    }

    /** A long tail makes likely what were out of the question without it; and of outcomes as of properties. */
    @Test
    void otherTimesOtherOdds() throws IOException {
        JsonNode tail = json("simulate", "inet-vs-rmmod", "--rare", "--slow", "inet_create/read(l2tp_ip_prot.slab)=lognormal 1us 5ms", "--json");
        assertThat(tail.get("low").asDouble()).isGreaterThan(100 * tail.get("splitting").get("exponential").asDouble());
        String constant = "choice=1ns constant";
        double exact = json("odds", "rmmod-vs-socket", "--goal", "EAFNOSUPPORT, *", "--json").get("goal").get("probability").asDouble();
        JsonNode outcome = json("simulate", "rmmod-vs-socket", "--goal", "EAFNOSUPPORT, *", "--rare", "--slow", constant, "--seed", "3", "--json");
        assertThat(outcome.get("low").asDouble()).isLessThan(exact);
        assertThat(outcome.get("high").asDouble()).isGreaterThan(exact);
    }

    @Test
    void whatIsRareAsText() {
        assertThat(run("simulate", "inet-vs-rmmod", "--rare", "--slow", SLOW, "--replications", "5", "--effort", "200")).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith(" estimated inet-vs-rmmod · a processor for each thread · ").contains("linux-6.1-qemu.tsv",
                " no-use-after-unload: a probability of ", " with 95 % confidence", " if all times were exponential ones of the same means, it would be ",
                "one of them: sockrace replay inet-vs-rmmod:").doesNotContain(" hits");
        assertThat(run("simulate", "rmmod-vs-socket", "--goal", "fd, 0", "--rare")).isEqualTo(ExitCode.MET);
        assertThat(out).endsWith(" s = fd, r = 0: never; every execution was looked at\n");
    }

    @Test
    void whatIsNotKnownIsSaid() {
        assertThat(run("simulate", "inet-vs-rmmod", "--rare", "--max-states", "100")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out.replaceAll("\\s+", " ")).isEqualTo(" nothing was simulated of inet-vs-rmmod: --rare needs all states, to tell which are near the goal, "
                + "and not all are known: --max-states 100; raise that limit, or leave --rare out ");
        assertThat(run("simulate", "inet-vs-rmmod", "--rare", "--slow", "inet_create/read(l2tp_ip_prot.slab)=1us constant", "--effort", "5")).isEqualTo(
                ExitCode.INCONCLUSIVE);
        assertThat(out).endsWith(" no-use-after-unload: no replication met it, so nothing is known of its probability; give each level more --effort\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rmmod-vs-socket             | nothing breaks in rmmod-vs-socket, so there is nothing to wait for: give --goal an outcome
            inet-vs-rmmod --cpus 0      | --cpus must be 1 to 100000, not 0
            inet-vs-rmmod --at-once -1  | --at-once must be 1 to 100000, not -1
            inet-vs-rmmod --goal rolbak | --goal: unknown property 'rolbak'; did you mean 'rollback'?
            inet-vs-rmmod --times nope  | nope: cannot be read: no such file
            inet-vs-rmmod --rare --replications 0 | --replications must be 2 to 10000, not 0
            inet-vs-rmmod --rare --effort 0 | --effort must be 1 to 1000000, not 0
            inet-vs-rmmod --effort 5    | --effort is for --rare
            inet-vs-rmmod --rare --cpus 2 | --cpus is not for --rare: each thread has a processor of its own there, and --effort says how much is done
            inet-vs-rmmod --rare --preempt-every 1ms | --preempt-every is not for --rare: no levels lead up to an interruption in a window; leave --rare out
            rmmod-vs-socket --rare      | nothing breaks in rmmod-vs-socket, so there is nothing to wait for: give --goal an outcome
            10 --slow read=-1us         | --slow: '-1us' is no time: it must be more than 0
            10 --slow read=             | --slow: there is no time: write 200ns, 15us, 1.5ms or 2s
            10 --slow reed=1us          | --slow: unknown operation 'reed'; did you mean 'read'?
            """)
    void mistakesAreOneLine(String args, String message) {
        assertThat(run(("simulate " + args).split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + message + "\n");
    }

    /** Whatever is wrong with a goal, the first line says it; the others show where, and what there is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nope   | unknown result 'nope'
            fd     | 1 result for 2 columns
            fd,0,0 | 3 results for 2 columns
            ,      | expected
            """)
    void unknownGoals(String goal, String message) {
        for (String command : new String[] {"odds", "simulate"}) {
            assertThat(run(command, "10", "--goal", goal)).isEqualTo(ExitCode.USAGE);
            assertThat(err).startsWith("error: " + message);
            assertThat(out).isEmpty();
        }
    }
}
