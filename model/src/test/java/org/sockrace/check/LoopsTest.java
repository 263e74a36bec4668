package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.disk.Work;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What asks for itself again and again is seen to the end, if its rounds come back to where they were; and never holds if they do not. */
class LoopsTest {

    private static final List<CheckOptions> ENGINES = List.of(CheckOptions.DEFAULT, CheckOptions.DEFAULT.with(Reductions.NONE),
            CheckOptions.DEFAULT.with(new Reductions(true, false)), CheckOptions.DEFAULT.with(EngineKind.DEPTH_FIRST),
            CheckOptions.DEFAULT.with(EngineKind.BY_PREEMPTIONS));

    private static final int LOOP_IN_A_CALL = 0;

    private static Scenario scenario(String type, String... threads) {
        StringBuilder text = new StringBuilder("scenario loops\n  module m source=" + LoopModules.class.getName() + "$" + type + "\n");
        for (int t = 0; t < threads.length; t++) {
            text.append("  T").append(t).append(": ").append(threads[t]).append('\n');
        }
        return ScenarioParser.parse(text.toString(), "loops.race", "loops");
    }

    private static CheckReport check(Scenario scenario, CheckOptions options) {
        return Checker.check(scenario, options.withLimits(200_000, 0, 0), Progress.NONE);
    }

    private static Set<String> broken(CheckReport report) {
        return report.violations().stream().map(v -> v.property().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({"Cancels", "FlushesAndCancels", "DisablesTwo", "DeletesSync", "PollsAndCancels", "ThreadStops", "ThreadSleeps"})
    void whatIsStoppedHolds(String type) {
        for (CheckOptions options : ENGINES) {
            CheckReport report = check(scenario(type, "r = rmmod(m)"), options);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
            assertThat(report.exhaustive()).isTrue();
            assertThat(report.endings().outcomes()).containsExactly(List.of("0"));
        }
    }

    @ParameterizedTest
    @CsvSource({"Forgets, 26", "Flushes, 56", "CancelsTwo, 94", "Arms, 26", "Deletes, 28", "PollsOn, 47"})
    void whatIsNotIsUsedAfterItIsGone(String type, int steps) {
        for (CheckOptions options : ENGINES) {
            CheckReport report = check(scenario(type, "r = rmmod(m)"), options);
            assertThat(report.exhaustive()).isTrue();
            assertThat(broken(report)).as(report.toString()).containsExactly("no-use-after-unload", "unregister-contract");
            Violation first = report.violations().stream().filter(v -> v.property() == Property.NO_USE_AFTER_UNLOAD).findFirst().orElseThrow();
            assertThat(Schedule.parse(first.counterexample().replay()).steps()).hasSize(steps);
            Replay replay = Checker.replay(scenario(type, "r = rmmod(m)"), first.counterexample().replay());
            assertThat(replay.broken().property()).isEqualTo(Property.NO_USE_AFTER_UNLOAD);
        }
    }

    /** The work runs for ever, and that breaks nothing; what the others have done is known. */
    @Test
    void nobodyNeedStopWhatStays() {
        for (CheckOptions options : ENGINES) {
            CheckReport report = check(scenario("Asked", "a = call(start)", "b = call(look)"), options);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
            assertThat(report.endings().outcomes()).containsExactlyInAnyOrder(List.of("1", "0"), List.of("1", "1"));
        }
    }

    /** With its states on disk a search sees the same, also when it goes on where it stopped. */
    @ParameterizedTest
    @CsvSource({"Cancels", "Deletes"})
    void onDiskToo(String type, @TempDir Path folder) {
        CheckReport memory = check(scenario(type, "r = rmmod(m)"), CheckOptions.DEFAULT);
        for (int run = 0; run < 2; run++) {
            CheckReport disk = check(scenario(type, "r = rmmod(m)"), CheckOptions.DEFAULT.withWork(new Work(folder.resolve("work"), "loops", "")));
            assertThat(said(disk)).isEqualTo(said(memory));
            assertThat(disk.states()).isEqualTo(memory.states());
        }
    }

    /** A thread that nobody stops runs on, and its module must not go meanwhile. */
    @Test
    void aThreadThatNobodyStops() {
        for (CheckOptions options : ENGINES) {
            CheckReport report = check(scenario("Poller", "r = rmmod(m)"), options);
            assertThat(report.exhaustive()).isTrue();
            assertThat(broken(report)).as(report.toString()).containsExactly("no-use-after-unload", "unregister-contract");
            assertThat(check(scenario("Poller", "r = close(3)"), options).verdict()).isEqualTo(Verdict.HOLDS);
        }
        assertThatThrownBy(() -> check(scenario("ThreadKeeps", "r = rmmod(m)"), CheckOptions.DEFAULT)).isInstanceOf(CodeException.class)
                .hasMessageContaining("a round of this loop keeps a int[] from one to the next");
    }

    /** Somebody can always move, and one who waits never again. */
    @Test
    void whoWaitsForEverIsFound() {
        for (CheckOptions options : ENGINES) {
            CheckReport report = check(scenario("Asked", "a = call(start)", "b = call(hang)"), options);
            assertThat(broken(report)).as(report.toString()).containsExactly("no-deadlock");
            Violation found = report.violations().get(0);
            assertThat(found.message()).contains("T1 waits at hang").endsWith("while others go round for ever");
            assertThat(found.counterexample()).isNotNull();
            Replay replay = Checker.replay(scenario("Asked", "a = call(start)", "b = call(hang)"), found.counterexample().replay());
            assertThat(replay.broken().property()).isEqualTo(Property.NO_DEADLOCK);
        }
    }

    @ParameterizedTest
    @CsvSource({"start, spin", "count, look", "take, look"})
    void whatDoesNotComeBackNeverHolds(String first, String second) {
        CheckReport report = check(scenario("Asked", "a = call(" + first + ")", "b = call(" + second + ")"), CheckOptions.DEFAULT);
        assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Verdict.HOLDS);
        assertThat(report.exhaustive()).isFalse();
        assertThat(report.limit()).isNotEmpty();
    }

    /** What is reduced says what the plain search says, also of what goes on for ever. */
    @Test
    void everyEngineSaysTheSameOfRandomPrograms() {
        Set<String> kinds = new TreeSet<>();
        for (int seed = 0; seed < Integer.getInteger("loops", 12); seed++) {
            Random random = new Random(seed);
            Scenario scenario = scenario("Asked", program("a", random), program("b", random));
            String right = said(check(scenario, CheckOptions.DEFAULT.with(Reductions.NONE)));
            for (CheckOptions options : ENGINES) {
                assertThat(said(check(scenario, options))).as("seed " + seed).isEqualTo(right);
            }
            kinds.add(right.substring(0, right.indexOf(']') + 1));
        }
        assertThat(kinds).hasSizeGreaterThan(1);
    }

    private static String program(String name, Random random) {
        List<String> functions = List.of("start", "start", "cancel", "flush", "look", "hang");
        List<String> calls = new ArrayList<>();
        for (int c = random.nextInt(2); c >= 0; c--) {
            calls.add(name + c + " = call(" + functions.get(random.nextInt(functions.size())) + ")");
        }
        return String.join("; ", calls);
    }

    private static String said(CheckReport report) {
        return report.verdict() + " " + report.limit() + " " + broken(report) + " "
                + report.endings().outcomes().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    // ---- rounds that lead back are the rounds that there are -------------------------------------------------------------

    /** What was not followed further: of rounds, or of loops in calls. */
    private static List<Source.Unknown> frontiers(World world, boolean rounds) {
        List<Source.Unknown> all = new ArrayList<>();
        for (int role = 0; role < world.automata().size(); role++) {
            List<Node> nodes = world.automata().get(role).nodes();
            for (int n = 0; n < nodes.size(); n++) {
                if (nodes.get(n).op().kind() == OpKind.FRONTIER && rounds == (nodes.get(n).op().a() != LOOP_IN_A_CALL)) {
                    all.add(new Source.Unknown(role, n, 0));
                }
            }
        }
        return all;
    }

    /** Follows rounds one after the other, or until they lead back. */
    private static World followed(Scenario scenario, boolean back, boolean rounds) {
        WorldBuilder source = SceneBuilder.complete(scenario, Shape.PLAIN);
        World world = source.world(Budget.NONE);
        for (int i = 0; i < (rounds ? 4 : 8) && !world.goesRound(); i++) {
            List<Source.Unknown> frontiers = frontiers(world, rounds);
            assertThat(back ? source.extendRound(frontiers, Budget.NONE) : source.extend(frontiers, Budget.NONE)).isTrue();
            world = source.world(Budget.NONE);
        }
        assertThat(world.goesRound()).isEqualTo(back);
        return world;
    }

    /** What others see of a place. */
    private static String seen(Node n) {
        return n.op() + " " + n.at() + n.reader() + n.schedReader() + n.inside() + n.broken()
                + n.edges().stream().map(Edge::observed).toList();
    }

    private static Set<String> left(Node n) {
        Set<String> left = new TreeSet<>();
        if (n.end() != null) {
            n.end().ledger().forEach((kind, count) -> left.add(kind + " " + count));
            n.end().books().forEach((line, count) -> left.add(line + " " + count));
            n.end().results().forEach((variable, value) -> left.add(variable + " " + value));
        }
        return left;
    }

    private static String seen(Edge e) {
        return e.notes().stream().map(note -> note instanceof Note.Returned r ? "returned " + r.result() : note.toString()).toList().toString();
    }

    private record Pair(int unrolled, int folded) { }

    /** Goes through both together, on every observation, as far as the rounds were followed one by one; returns how many pairs there are. */
    private static int compare(Automaton unrolled, Automaton folded) {
        Set<Pair> met = new HashSet<>();
        Deque<Pair> open = new ArrayDeque<>(List.of(new Pair(unrolled.start(), folded.start())));
        while (!open.isEmpty()) {
            Pair pair = open.remove();
            Node one = unrolled.nodes().get(pair.unrolled());
            Node other = folded.nodes().get(pair.folded());
            if (one.op().kind() != OpKind.FRONTIER && met.add(pair)) {
                assertThat(seen(other)).isEqualTo(seen(one));
                assertThat(one.end() == null || left(other).equals(left(one))).as(seen(one)).isTrue();
                for (int e = 0; e < one.edges().size(); e++) {
                    assertThat(seen(other.edges().get(e))).isEqualTo(seen(one.edges().get(e)));
                    open.add(new Pair(one.edges().get(e).target(), other.edges().get(e).target()));
                }
            }
        }
        return met.size();
    }

    /** No promise of anybody: all that eight rounds of a thread can do, followed one after the other, is what one round does that leads back. */
    @ParameterizedTest
    @CsvSource({"Cancels, true", "Flushes, true", "CancelsTwo, true", "Arms, true", "DeletesSync, true", "ThreadStops, false"})
    void roundsThatLeadBackAreThoseThatThereAre(String type, boolean rounds) {
        World unrolled = followed(scenario(type, "r = rmmod(m)"), false, rounds);
        World folded = followed(scenario(type, "r = rmmod(m)"), true, rounds);
        int back = 0;
        for (int role = 0; role < folded.automata().size(); role++) {
            Automaton a = folded.automata().get(role);
            int pairs = compare(unrolled.automata().get(role), a);
            back += a.heads().isEmpty() ? 0 : 1;
            assertThat(a.heads().isEmpty() || pairs > (rounds ? 3 : 1) * a.nodes().size()).as(a.role().name()).isTrue();
        }
        assertThat(back).isPositive();
    }
}
