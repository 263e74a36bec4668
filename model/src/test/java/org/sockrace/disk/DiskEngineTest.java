package org.sockrace.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Replayer;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.reference.ReferenceModel;
import org.sockrace.reference.ReferenceModel.Bug;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.Goal;

/** On disk as in memory, however often it was stopped; and nothing is believed that is not as it was written. */
class DiskEngineTest {

    @TempDir
    private Path folder;

    private Work work() {
        return new Work(folder.resolve("work"), "reference", "build 1");
    }

    private static Exploration search(Work work, int creators, Bug bug, Reductions reductions, Budget budget) {
        return new DiskEngine(work, reductions, 0).explore(Source.of(ReferenceModel.world(creators, bug)), Monitor.all(), budget);
    }

    private static Budget memory(long bytes) {
        return new Budget(0, bytes, 0, () -> false, Progress.NONE);
    }

    private static void same(Exploration one, Exploration other) {
        assertThat(one.states()).isEqualTo(other.states());
        assertThat(one.transitions()).isEqualTo(other.transitions());
        assertThat(one.levels()).isEqualTo(other.levels());
        assertThat(one.claim()).isEqualTo(other.claim());
        assertThat(one.taken()).isDeepEqualTo(other.taken());
        assertThat(one.findings().endings()).isEqualTo(other.findings().endings());
        assertThat(one.findings().all().stream().map(f -> f.property() + " " + f.level()).toList())
                .isEqualTo(other.findings().all().stream().map(f -> f.property() + " " + f.level()).toList());
        assertThat(one.findings().stops()).isEqualTo(other.findings().stops());
    }

    @ParameterizedTest
    @CsvSource({"3, NONE, 1", "3, NONE, 3000", "4, NONE, 100000", "2, FORCED_UNLOAD, 1", "3, LEAKED_REFERENCE, 2000", "2, NO_GRACE_PERIOD, 500"})
    void findsWhatTheSearchInMemoryFinds(int creators, Bug bug, long bytes) {
        for (Reductions reductions : List.of(Reductions.NONE, Reductions.ALL)) {
            Exploration memory = new BreadthFirst(reductions, 1).explore(Source.of(ReferenceModel.world(creators, bug)), Monitor.all(), Budget.NONE);
            Work work = new Work(folder.resolve(reductions.toString()), "reference", "");
            same(search(work, creators, bug, reductions, memory(bytes)), memory);
            same(search(work, creators, bug, reductions, memory(bytes)), memory);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, FORCED_UNLOAD", "2, NO_GRACE_PERIOD", "3, NO_MODULE_REFERENCE", "2, NO_READ_SIDE_SECTION", "3, LEAKED_REFERENCE"})
    void theShortestScheduleIsFoundBackwards(int creators, Bug bug) throws IOException {
        World world = ReferenceModel.world(creators, bug);
        int shown = 0;
        for (Reductions reductions : List.of(Reductions.NONE, new Reductions(true, false), new Reductions(false, true), Reductions.ALL)) {
            DiskEngine engine = new DiskEngine(new Work(folder.resolve(reductions.toString()), "reference", ""), reductions);
            Exploration found = engine.explore(Source.of(world), Monitor.all(), memory(500));
            long kept = bytes(folder.resolve(reductions.toString()));
            for (Property property : found.findings().byProperty().keySet()) {
                Schedule schedule = engine.schedule(found.world(), Monitor.all(), Goal.breaking(property), memory(500));
                Execution execution = new Replayer(Source.of(world), Monitor.all(), (w, r, n) -> true, Budget.NONE).run(schedule, property);
                assertThat(execution.broken().property()).isEqualTo(property);
                int level = found.findings().first(property).level();
                if (reductions.partialOrder()) {
                    assertThat(schedule.steps()).hasSizeGreaterThanOrEqualTo(level - 1);
                } else {
                    boolean step = execution.broken().node() >= 0 && !(property == Property.NO_DATA_RACE);
                    assertThat(schedule.steps()).as(property + "").hasSize(step ? level : level - 1);
                }
                shown++;
            }
            assertThat(bytes(folder.resolve(reductions.toString()))).as("nothing is left behind").isEqualTo(kept);
        }
        assertThat(shown).isPositive();
    }

    @Test
    void theScheduleIsTheSameHoweverOftenTheSearchStopped() {
        Goal goal = Goal.breaking(Property.NO_USE_AFTER_UNLOAD);
        DiskEngine once = new DiskEngine(work(), Reductions.ALL, 0);
        Exploration found = once.explore(Source.of(ReferenceModel.world(3, Bug.NO_GRACE_PERIOD)), Monitor.all(), Budget.NONE);
        DiskEngine often = new DiskEngine(new Work(folder.resolve("often"), "reference", ""), Reductions.ALL, 0);
        for (int states = 1; states < 2 * found.states(); states += 200) {
            Budget some = new Budget(states, 0, 0, () -> false, Progress.NONE);
            often.explore(Source.of(ReferenceModel.world(3, Bug.NO_GRACE_PERIOD)), Monitor.all(), some);
        }
        assertThat(often.schedule(found.world(), Monitor.all(), goal, Budget.NONE)).isNotNull()
                .isEqualTo(once.schedule(found.world(), Monitor.all(), goal, Budget.NONE));
        assertThat(often.schedule(ReferenceModel.world(2, Bug.NO_GRACE_PERIOD), Monitor.all(), goal, Budget.NONE)).as("of another model").isNull();
    }

    @Test
    void theShortestWayToAnEndIsFoundBackwards() {
        for (Reductions reductions : List.of(Reductions.NONE, Reductions.ALL)) {
            World world = ReferenceModel.world(3, Bug.NONE);
            DiskEngine engine = new DiskEngine(new Work(folder.resolve(reductions.toString()), "reference", ""), reductions);
            Exploration found = engine.explore(Source.of(world), Monitor.all(), Budget.NONE);
            for (Ending ending : found.findings().endings().keySet()) {
                Goal goal = Goal.ending(world, Set.of(ending));
                Schedule schedule = engine.schedule(found.world(), Monitor.all(), goal, memory(3000));
                Execution execution = new Replayer(Source.of(world), Monitor.all(), (w, r, n) -> true, Budget.NONE).run(schedule, null);
                assertThat(execution.complete()).isTrue();
                List<Integer> nodes = new ArrayList<>();
                for (int t = 0; t < world.threads(); t++) {
                    nodes.add(world.automata().get(world.roles()[t]).nodes().indexOf(execution.end().get(t)));
                }
                assertThat(Goal.sorted(world, new Ending(nodes, ending.contested()))).isEqualTo(Goal.sorted(world, ending));
            }
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    @Test
    void goesOnWhereItWasInterrupted() {
        Exploration memory = new BreadthFirst(Reductions.NONE, 1).explore(Source.of(ReferenceModel.world(3, Bug.NONE)), Monitor.all(), Budget.NONE);
        AtomicInteger polls = new AtomicInteger();
        Exploration last = null;
        int runs = 0;
        while (last == null || !last.claim().complete()) {
            polls.set(0);
            last = search(work(), 3, Bug.NONE, Reductions.NONE, new Budget(0, 3000, 0, () -> polls.incrementAndGet() > 12, Progress.NONE));
            runs++;
        }
        assertThat(runs).isGreaterThan(3);
        same(last, memory);
    }

    @Test
    void statesTakeLessThanSixBytes() throws IOException {
        search(work(), 4, Bug.NONE, Reductions.NONE, Budget.NONE);
        assertThat(bytes(work().folder())).isLessThan(6 * 211_364).isGreaterThan(211_364 / 2);
    }

    private void stopHalfWay() {
        Exploration half = search(work(), 3, Bug.NONE, Reductions.NONE, new Budget(5000, 0, 0, () -> false, Progress.NONE));
        assertThat(half.claim().text()).isEqualTo("--max-states 5000");
    }

    private void refused(Work work, Bug bug, Reductions reductions, String message) {
        assertThatThrownBy(() -> search(work, 3, bug, reductions, Budget.NONE)).isInstanceOf(WorkException.class).hasMessageContaining(message);
    }

    @Test
    void anotherSearchIsRefusedAndLosesNothing() {
        stopHalfWay();
        Work work = work();
        refused(new Work(work.folder(), "other", work.build()), Bug.NONE, Reductions.NONE, "holds a search of reference, this is one of other");
        refused(new Work(work.folder(), work.scenario(), "build 2"), Bug.NONE, Reductions.NONE, "holds a search by build 1, this is one of build 2");
        refused(work, Bug.NONE, Reductions.ALL, "--no-symmetry, --no-por");
        refused(work, Bug.NO_GRACE_PERIOD, Reductions.NONE, "holds a search of another reference");
        assertThat(search(work, 3, Bug.NONE, Reductions.NONE, Budget.NONE).states()).isEqualTo(14_176);
    }

    @Test
    void twoProcessesInOneFolderAreRefused() throws IOException {
        try (Folder held = new Folder(work(), "")) {
            assertThat(held.passes).isEmpty();
            refused(work(), Bug.NONE, Reductions.NONE, "another process is searching in ");
        }
        stopHalfWay();
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectories(work().folder());
        Files.writeString(work().folder().resolve("thesis.tex"), "");
        refused(work(), Bug.NONE, Reductions.NONE, "there is no search in " + work().folder() + ", but thesis.tex");
        assertThat(work().folder().toFile().list()).containsExactly("thesis.tex");
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(new Work(file, "", ""), Bug.NONE, Reductions.NONE, "--work needs a folder");
        refused(new Work(file.resolve("below"), "", ""), Bug.NONE, Reductions.NONE, "cannot work in ");
    }

    @Test
    void noDamagedFileIsBelieved() throws IOException {
        stopHalfWay();
        List<Path> files;
        try (Stream<Path> there = Files.list(work().folder())) {
            files = there.filter(f -> f.toFile().length() > 0).toList();
        }
        assertThat(files).hasSizeGreaterThan(2);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (int at = 0; at < good.length; at += Math.max(1, good.length / 5)) {
                try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
                    to.seek(at);
                    to.write(good[at] ^ 0x10);
                }
                refused(work(), Bug.NONE, Reductions.NONE, file + " is damaged");
                Files.write(file, good);
            }
            Files.write(file, java.util.Arrays.copyOf(good, good.length - 1));
            refused(work(), Bug.NONE, Reductions.NONE, file + " is damaged");
            Files.write(file, good);
        }
        Path states = files.stream().filter(f -> f.getFileName().toString().startsWith("states-")).findFirst().orElseThrow();
        byte[] good = Files.readAllBytes(states);
        Files.delete(states);
        refused(work(), Bug.NONE, Reductions.NONE, "it is missing");
        Files.write(states, good);
        assertThat(search(work(), 3, Bug.NONE, Reductions.NONE, Budget.NONE).states()).isEqualTo(14_176);
    }

    @Test
    void whatCannotBeWrittenIsSaidAndNothingIsLost() throws IOException {
        stopHalfWay();
        // A folder in the way of the next file, as nobody can make a disk full in a test.
        Path manifest = Files.createDirectory(work().folder().resolve("manifest.new"));
        refused(work(), Bug.NONE, Reductions.NONE, "what was searched is kept there");
        Files.delete(manifest);
        assertThat(search(work(), 3, Bug.NONE, Reductions.NONE, Budget.NONE).states()).isEqualTo(14_176);
    }
}
