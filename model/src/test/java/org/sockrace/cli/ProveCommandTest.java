package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sockrace prove}, with the real engine. */
class ProveCommandTest extends RealCli {

    private static final String TOY = "module toy family=PF_TOY; T0 xN: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy)";

    @ParameterizedTest
    @ValueSource(strings = {"rmmod-vs-socket", "rmmod-vs-socket-close", "rmmod-vs-two-sockets-close", "inet-vs-rmmod-pinned",
        "socket-vs-insmod", "packet-6-19", "phonet-vs-rmmod"})
    void isProvenForEveryNumber(String name) {
        assertThat(run("prove", name)).as(out + "" + err).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("  proven for every N  " + name + "  T0 xN: ").contains("k = 1; searched: N = 1\n")
                .contains("no-deadlock").contains("refcount-balance").doesNotContain("searched for N");
    }

    /** What views do not follow is said, with the reason: a condition that is waited for, and what the many change of memory that all share. */
    @Test
    void whatIsSearchedOnlyIsSaid() {
        assertThat(run("prove", "rmmod-vs-insmod-vs-socket-6-1")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("searched for N = 1 to 2 only: no-deadlock (T2 may wait for others who wait in schedule WaitQueue.java:");
        assertThat(run("prove", "can-raw-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("searched for N = 1 to 2 only: refcount-balance at rest (T0 changes what kernel keeps, for all of them)");
    }

    private static final String MODULE = """
            import org.sockrace.kernel.*;
            import org.sockrace.machine.*;
            import org.sockrace.own.*;
            public final class Pair extends ProtocolModule {
                private final proto my_prot = proto("my_prot");
                private final proto_ops my_ops = proto_ops("my_ops", this::my_release);
                private final net_proto_family my_family = family("my_family", 18, this::my_create);
                private final Word busy = k.word(self.mem, "busy", 0);
                private final Mutex a = k.mutex(self.mem, "a");
                private final Mutex b = k.mutex(self.mem, "b");
                public Pair(Kernel kernel, module self) { super(kernel, self); }
                private int my_create(socket sock, int protocol, int kern) {
                    sock sk = kernel.sock.sk_alloc(18, my_prot, kern);
                    if (test(sk == null)) return -1;
                    kernel.sock.sock_init_data(sock, sk);
                    sock.ops.set(my_ops);
                    CREATE
                    return 0;
                }
                private int my_release(socket sock) { kernel.sock.sock_put(sock.sk.get()); return 0; }
                @Override protected int init() { return kernel.socket.sock_register(my_family); }
                @Override protected void exit() { kernel.socket.sock_unregister(18); }
            }
            """;

    /** One alone never meets another one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "if (test(busy.xchg(1) == 1)) kernel.sock.sk_alloc(18, my_prot, kern); busy.xchg(0); | refcount-balance | at rest: a sock is left, and nothing",
        "int o = k.choose(\"order\", \"ab\", \"ba\"); Mutex m = o == 0 ? a : b; Mutex n = o == 0 ? b : a; m.lock(); n.lock(); n.unlock(); m.unlock(); "
        + "| no-deadlock | no thread can move"})
    void whatOnlyTwoBreakInTheEnd(String create, String property, String message, @TempDir Path folder) throws IOException {
        Path module = folder.resolve("Pair.java");
        Files.writeString(module, MODULE.replace("CREATE", create));
        assertThat(run("prove", "--module", module.toString(), "-e", "T0 xN: s = socket(18); close(s) || T1: r = rmmod(pair)")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("  breaks at N = 2  ").contains(property).contains(message);
    }

    /** One alone cannot say that only one holds the lock. */
    @Test
    void moreThanOneIsLookedAtWhereOneIsNotEnough() {
        assertThat(run("prove", "rmmod-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("k = 2; searched: N = 1 to 3\n");
        assertThat(run("prove", "rmmod-vs-rmmod", "--views", "1")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith("  not proven (k = 1)  rmmod-vs-rmmod").contains("         views show ").contains("T0.1 at ");
    }

    @Test
    void whatBreaksIsShown() {
        assertThat(run("prove", "inet-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("  breaks at N = 1     inet-vs-rmmod").contains("as expected")
                .contains("replay    sockrace replay inet-vs-rmmod:");
        String toy = "module toy family=PF_TOY owner=none; T0 xN: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy)";
        assertThat(run("prove", "-e", toy)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("  breaks at N = 1     ad-hoc").contains("BUG: sockrace: ")
                .contains("replay    the scenario with 'T0:', and the schedule ");
    }

    @Test
    void anyNumberIsAWordOfTheLanguage() {
        assertThat(run("prove", "-e", TOY)).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("  proven for every N  ad-hoc  T0 xN: ");
        assertThat(run("check", "-e", TOY)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith("  bounded  ad-hoc").contains("every interleaving of 2 threads T0, no more: prove is for any number");
        assertThat(run("check", "-e", TOY + "; T2 xN: close(3)")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: there can be any number of one kind of threads, and T0 is that");
        assertThat(run("prove", "--thread", "T1", "-e", TOY)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith("  not proven          ad-hoc  T1 xN: there is any number of T0 as well: write a number for one of the two");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "prove accept-alone | T0 uses l, a reference that the set-up has taken",
        "prove autoload-alone | each T0 has a modprobe of its own (autoload)",
        "prove insmod-vs-insmod | other threads reach memory that one T0 has allocated, so they are not all alike",
        "prove dup2-vs-socket | T0 shares its descriptors with T1: how many there is room for depends on N",
        "prove pep-alone | what T0 changes depends on a reference of another one in try_release_module_ref KernelModule.java:",
        "prove rmmod-vs-socket --max-states 20 | the search of N = 1 is not complete: --max-states 20",
        "prove rmmod-vs-socket --max-states 100 | views of 1 thread: --max-states 100",
        "prove rmmod-vs-socket --engine random-walk | the search of N = 1 is not complete: 10,000 random executions, ",
        "prove rmmod-vs-socket --preemptions 1 | the search of N = 1 is not complete: all schedules with up to 1 preemption"})
    void whatIsNotProvenSaysWhyInALine(String command, String why) {
        assertThat(run(command.split(" "))).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out.replaceAll("\n +", " ")).startsWith("  not proven ").contains("T0 xN: " + why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "prove | error: no scenario: give names, --all, -e or -f",
        "prove nope | error: no scenario matches 'nope'",
        "prove rmmod-vs-socket --thread T7 | error: rmmod-vs-socket has no thread 'T7': it has T0, T1",
        "prove rmmod-vs-socket --views 0 | error: --views must be 1 to 4, not 0",
        "prove rmmod-vs-socket --views 9 | error: --views must be 1 to 4, not 9"})
    void mistakesAreSaidInALine(String command, String message) {
        assertThat(run(command.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith(message).hasLineCount(1);
        assertThat(out).isEmpty();
    }

    /** What is proven passes, what breaks is a finding unless it is expected, and what is not proven is skipped. */
    @Test
    void otherFormatsHaveACaseForEachScenario() {
        assertThat(run("prove", "rmmod-vs-socket", "inet-vs-rmmod", "rmmod-vs-close", "--format", "junit")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).contains("proven for every N").contains("breaks as expected").contains("<skipped").contains("failures=\"0\"");
        String toy = "module toy family=PF_TOY owner=none; T0 xN: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy)";
        assertThat(run("prove", "-e", toy, "--format", "sarif")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("\"ruleId\"");
    }

    /** The page lists them. */
    @Test
    void whatThePageListsIsProven() throws IOException {
        String page = Files.readString(Path.of("docs", "any-number.md"));
        String list = page.substring(page.indexOf("## Which scenarios are proven"), page.indexOf("## How it works"));
        List<String> names = Pattern.compile("`([^`]+)`").matcher(list).results().map(m -> m.group(1)).toList();
        assertThat(list).contains("\n" + names.size() + " scenarios of the catalogue");
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("So are " + names.size() + " scenarios of the catalogue");
        assertThat(run(Stream.concat(Stream.of("prove"), names.stream()).toArray(String[]::new))).as(out).isEqualTo(ExitCode.MET);
        assertThat(out).contains(" " + names.size() + " scenarios · " + names.size() + " proven for every N");
    }

    @Test
    void severalAreSummedUp() {
        assertThat(run("prove", "rmmod-vs-socket", "inet-vs-rmmod", "autoload-alone", "--no-why")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out.replaceAll("[0-9.]+ s\n", "N s\n")).contains("\n 3 scenarios · 1 proven for every N · 1 breaks · 1 not proven · N s\n");
    }

    @Test
    void theDocument() throws IOException {
        assertThat(run("prove", "--json", "--no-times", "rmmod-vs-socket", "inet-vs-rmmod", "rmmod-vs-rmmod", "--views", "1")).isEqualTo(ExitCode.INCONCLUSIVE);
        JsonNode scenarios = new ObjectMapper().readTree(out).get("scenarios");
        assertThat(scenarios.at("/0/verdict").asText()).isEqualTo("proven");
        assertThat(scenarios.at("/0/proven").toString()).contains("no-use-after-unload").contains("no-deadlock").contains("refcount-balance")
                .doesNotContain("outcomes");
        assertThat(scenarios.at("/0/searched/0").asInt()).isPositive();
        assertThat(scenarios.at("/1/breaksAt").asInt()).isEqualTo(1);
        assertThat(scenarios.at("/1/violations/0/schedule").isTextual()).isTrue();
        assertThat(scenarios.at("/2/verdict").asText()).isEqualTo("not-proven");
        assertThat(scenarios.at("/2/spurious").isEmpty()).isFalse();
    }
}
