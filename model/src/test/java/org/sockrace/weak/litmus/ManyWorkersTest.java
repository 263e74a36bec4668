package org.sockrace.weak.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.explore.Horizon;
import org.sockrace.weak.explore.Position;
import org.sockrace.weak.model.ModelKind;

/** Several workers visit what one visits, each execution once, and say where it stands. */
class ManyWorkersTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "litmus");
    private static final int PROGRAMS = Integer.getInteger("litmus.programs", 400) / 4;
    private static final int ALL = Integer.MAX_VALUE;

    /** What is to be done at an execution, of which that many were visited before. */
    private interface Incident {
        boolean at(int visited, Position position);
    }

    /** What workers have visited: the executions in the order of their positions, and how often they asked the model. */
    private record Visited(List<String> executions, long complete, long blocked, long checks, boolean whole) { }

    private static final class Team {
        final List<Map<Position, String>> visited = new ArrayList<>();
        final AtomicInteger count = new AtomicInteger();
        final Explorer explorer;

        Team(LitmusTest test, int workers, BooleanSupplier cancelled, Horizon horizon, Incident incident) {
            this(test, workers, cancelled, horizon, incident, true);
        }

        Team(LitmusTest test, int workers, BooleanSupplier cancelled, Horizon horizon, Incident incident, boolean described) {
            List<Explorer.Visitor> visitors = new ArrayList<>();
            for (int w = 0; w < workers; w++) {
                Map<Position, String> mine = new TreeMap<>();
                visited.add(mine);
                visitors.add((graph, complete, position) -> {
                    mine.put(position, described ? graph.execution().rf() + " | " + graph.execution().co() + " " + complete : "");
                    return incident.at(count.getAndIncrement(), position);
                });
            }
            explorer = new Explorer(new LitmusProgram(test), ModelKind.LKMM_PORF, cancelled, horizon, visitors);
        }

        Visited run() {
            boolean whole = explorer.run();
            Map<Position, String> all = new TreeMap<>();
            visited.forEach(all::putAll);
            assertThat(count.get()).as("no position twice").isEqualTo(all.size());
            return new Visited(List.copyOf(all.values()), explorer.executions(), explorer.blocked(), explorer.checks(), whole);
        }
    }

    private static Visited visited(LitmusTest test, int workers) {
        return new Team(test, workers, () -> false, new Horizon(ALL), (n, position) -> true).run();
    }

    /** One test with hundreds of executions. */
    private static LitmusTest large() {
        StringBuilder text = new StringBuilder("C large\n\n{ }\n\n");
        for (int t = 0; t < 3; t++) {
            text.append("P" + t + "(int *x, int *y)\n{\n int r0 = xchg(x, " + (t + 1) + ");\n int r1 = READ_ONCE(*y);\n");
            text.append(" WRITE_ONCE(*y, " + (t + 1) + ");\n}\n\n");
        }
        return LitmusParser.parse(text.append("exists (0:r0=1)\n").toString());
    }

    private static Stream<LitmusTest> tests() throws IOException {
        List<LitmusTest> tests = new ArrayList<>(List.of(large()));
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".litmus")).sorted().toList()) {
                tests.add(LitmusParser.parse(Files.readString(file)));
            }
        }
        for (int seed = 0; seed < PROGRAMS; seed++) {
            tests.add(LitmusParser.parse(RandomLitmus.text(seed, 2 + seed % 2, 5)));
        }
        return tests.stream();
    }

    @Test
    void visitTheSame() throws IOException {
        tests().forEach(test -> {
            Visited alone = visited(test, 1);
            assertThat(alone.whole).isTrue();
            for (int workers = 2; workers <= 3; workers++) {
                assertThat(visited(test, workers)).as(test.name() + " by " + workers).isEqualTo(alone);
            }
        });
    }

    @Test
    void positionsAreInTheOrderOfASingleWorker() {
        List<Position> positions = new ArrayList<>();
        new Team(large(), 1, () -> false, new Horizon(ALL), (n, position) -> positions.add(position)).run();
        assertThat(positions).hasSizeGreaterThan(100).isSorted();
        Position middle = positions.get(50);
        assertThat(positions.stream().filter(position -> position.compareTo(middle) < 0)).hasSize(50);
    }

    /** Who is there in time gets something: of many searches in at least one. */
    @Test
    void giveEachOtherWork() {
        boolean shared = false;
        for (int i = 0; i < 100 && !shared; i++) {
            Team team = new Team(large(), 2, () -> false, new Horizon(ALL), (n, position) -> true);
            team.run();
            shared = team.visited.stream().noneMatch(Map::isEmpty);
        }
        assertThat(shared).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void stopTogether(int workers) {
        AtomicInteger asked = new AtomicInteger();
        Visited stopped = new Team(large(), workers, () -> asked.incrementAndGet() > 200, new Horizon(ALL), (n, position) -> true).run();
        assertThat(stopped.whole).isFalse();
        assertThat(asked.get()).as("all have stopped").isEqualTo(201);
        Visited told = new Team(large(), workers, () -> false, new Horizon(ALL), (n, position) -> n < 9).run();
        assertThat(told.whole).isFalse();
        assertThat(told.executions).hasSizeBetween(10, 9 + workers);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void goToTheHorizonAndNoFurther(int workers) {
        List<String> all = visited(large(), 1).executions;
        Horizon horizon = new Horizon(7);
        Team team = new Team(large(), workers, () -> false, horizon, (n, position) -> {
            horizon.mark(position);
            return true;
        });
        Visited near = team.run();
        assertThat(near.whole).isTrue();
        assertThat(near.executions.subList(0, 7)).isEqualTo(all.subList(0, 7));
        assertThat(near.executions).as("who is ahead goes a little further").hasSizeLessThan(all.size());
        assertThat(workers > 1 || near.executions.size() == 7).isTrue();
    }

    /** However many events an execution has, a small stack is enough. */
    @Test
    void executionsAreAsDeepAsTheyLike() throws InterruptedException {
        LitmusTest deep = LitmusParser.parse("C deep\n\n{ }\n\nP0(int *x)\n{\n" + " WRITE_ONCE(*x, 1);\n".repeat(3_000) + "}\n\nexists (x=1)\n");
        Team team = new Team(deep, 1, () -> false, new Horizon(ALL), (n, position) -> true, false);
        boolean[] whole = new boolean[1];
        Thread thread = new Thread(null, () -> whole[0] = team.explorer.run(), "small", 256 << 10);
        thread.start();
        thread.join();
        assertThat(whole[0]).isTrue();
        assertThat(team.explorer.executions()).isEqualTo(1);
    }

    /** What goes wrong is what goes wrong first, whoever comes where first. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void reportWhatGoesWrongFirst(int workers) {
        List<Position> positions = new ArrayList<>();
        List<String> all = visited(large(), 1).executions;
        Team team = new Team(large(), workers, () -> false, new Horizon(ALL), (n, position) -> {
            synchronized (positions) {
                positions.add(position);
            }
            throw new IllegalStateException("at " + System.identityHashCode(position));
        });
        assertThatThrownBy(team::run).isInstanceOf(IllegalStateException.class)
                .hasMessage("at " + System.identityHashCode(positions.stream().min(Position::compareTo).orElseThrow()));
        assertThat(positions).hasSizeLessThan(all.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anErrorStopsAll(int workers) {
        Team team = new Team(large(), workers, () -> false, new Horizon(ALL), (n, position) -> {
            if (n == 20) {
                throw new OutOfMemoryError("for a test");
            }
            return true;
        });
        assertThatThrownBy(team::run).isInstanceOf(OutOfMemoryError.class).hasMessage("for a test");
        assertThat(team.count.get()).isLessThan(visited(large(), 1).executions.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whoIsInterruptedWhileWaitingHasNotSeenAll(int workers) {
        Thread caller = Thread.currentThread();
        Team team = new Team(large(), workers, () -> false, new Horizon(ALL), (n, position) -> {
            caller.interrupt();
            return true;
        });
        Visited visited = team.run();
        assertThat(Thread.interrupted()).as("it is not forgotten").isTrue();
        assertThat(!visited.whole || visited.executions.equals(visited(large(), 1).executions)).isTrue();
    }
}
