package org.sockrace.weak.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.litmus.LitmusResult.Engine;
import org.sockrace.weak.model.ModelKind;

/** The explorer finds the executions that the enumerator finds, each once. */
class ExploredTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "litmus");
    private static final int PROGRAMS = Integer.getInteger("litmus.programs", 400);
    private static final int FIRST = Integer.getInteger("litmus.first", 0);
    /** A folder of other tests, such as those of the kernel; what cannot be read of it is left out. */
    private static final String OTHERS = System.getProperty("litmus.folder", "");
    private static final int LARGE = 20_000;

    private static void compare(LitmusTest test, ModelKind model) {
        int[] asked = new int[1];
        LitmusResult all = LitmusResult.of(test, model, () -> asked[0]++ > LARGE);
        if (all.complete()) {
            LitmusResult explored = LitmusResult.of(test, model, Engine.EXPLORE, () -> false);
            assertThat(facts(explored)).as(test.name() + " under " + model.id()).isEqualTo(facts(all));
        }
    }

    private static String facts(LitmusResult result) {
        return result.positive() + " " + result.negative() + " " + result.states() + " " + result.flags();
    }

    private static List<LitmusTest> tests(Path folder, boolean onlyReadable) throws IOException {
        List<LitmusTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".litmus")).sorted().toList()) {
                try {
                    tests.add(LitmusParser.parse(Files.readString(file)));
                } catch (LitmusException e) {
                    assertThat(onlyReadable).as(file + ": " + e.getMessage()).isFalse();
                }
            }
        }
        return tests;
    }

    @Test
    void onOurTests() throws IOException {
        for (LitmusTest test : tests(FOLDER, true)) {
            compare(test, ModelKind.LKMM_PORF);
            compare(test, ModelKind.SC);
        }
    }

    @Test
    void onOtherTests() throws IOException {
        if (!OTHERS.isEmpty()) {
            List<LitmusTest> tests = tests(Path.of(OTHERS), false);
            assertThat(tests).isNotEmpty();
            tests.forEach(test -> compare(test, ModelKind.LKMM_PORF));
        }
    }

    /** And they are not all the same: some have weak behaviour, some race. */
    @Test
    void onTestsThatDiceHaveWritten() {
        int weak = 0;
        int racing = 0;
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            LitmusTest test = LitmusParser.parse(RandomLitmus.text(seed, 2 + seed % 2, seed % 2 == 0 ? 5 : 4));
            compare(test, ModelKind.LKMM_PORF);
            compare(test, ModelKind.SC);
            LitmusResult porf = LitmusResult.of(test, ModelKind.LKMM_PORF, Engine.EXPLORE, () -> false);
            weak += porf.states().size() > LitmusResult.of(test, ModelKind.SC, Engine.EXPLORE, () -> false).states().size() ? 1 : 0;
            racing += porf.flags().isEmpty() ? 0 : 1;
        }
        assertThat(weak).isGreaterThan(PROGRAMS / 50);
        assertThat(racing).isGreaterThan(PROGRAMS / 50);
    }

    /** What is never the same twice is visited once. */
    @Test
    void visitsNoExecutionTwice() throws IOException {
        for (LitmusTest test : tests(FOLDER, true)) {
            Set<List<Object>> seen = new HashSet<>();
            new Explorer(new LitmusProgram(test), ModelKind.LKMM_PORF, () -> false, (graph, complete, position) -> {
                assertThat(seen.add(identity(graph))).as(test.name()).isTrue();
                return true;
            }).run();
        }
    }

    private static List<Object> identity(ExecutionGraph graph) {
        Execution x = graph.execution();
        List<Object> all = new ArrayList<>(x.skeleton().events());
        for (int a = 0; a < x.skeleton().size(); a++) {
            for (int b = 0; b < x.skeleton().size(); b++) {
                all.add(x.rf().has(a, b) ? "rf" : x.co().has(a, b) ? "co" : "");
            }
        }
        return all;
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        LitmusTest test = LitmusParser.parse(Files.readString(FOLDER.resolve("SB.litmus")));
        int[] asked = new int[1];
        LitmusResult result = LitmusResult.of(test, ModelKind.LKMM_PORF, Engine.EXPLORE, () -> ++asked[0] > 5);
        assertThat(result.complete()).isFalse();
        assertThat(asked[0]).isBetween(6, 60);
    }

    @Test
    void doesNotPretendToFindLoadBuffering() throws IOException {
        LitmusTest test = LitmusParser.parse(Files.readString(FOLDER.resolve("LB.litmus")));
        assertThatIllegalArgumentException().isThrownBy(() -> LitmusResult.of(test, ModelKind.LKMM, Engine.EXPLORE, () -> false));
    }
}
