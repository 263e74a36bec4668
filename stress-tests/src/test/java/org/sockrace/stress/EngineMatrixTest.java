package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Right;
import org.sockrace.mutate.Run;
import org.sockrace.mutate.Subject;
import org.sockrace.mutate.loaded.CheckRun;

/** Wrong kernels, and which engine finds what is wrong. A long run, with {@code -Dmatrix.sample=N}; else only that the way is open. */
class EngineMatrixTest {

    private static final String FIRST = WrongKernels.NAMED.get(0);

    private static String java() {
        return Settings.ofSystem().java();
    }

    @Test
    @EnabledIfSystemProperty(named = "matrix.sample", matches = "\\d+")
    void matrix() throws Exception {
        Path directory = Path.of(System.getProperty("matrix.directory"));
        long seed = Long.getLong("matrix.seed");
        new EngineMatrix(directory, java(), ".*", Integer.getInteger("matrix.seconds"), seed)
                .run(new WrongKernels().all(Integer.getInteger("matrix.sample"), seed));

        assertThat(directory.resolve("defects.tsv")).isNotEmptyFile();
    }

    /** Without a grace period, the model and jcstress see a freed module used in the race that is about that; and nothing is asked twice. */
    @Test
    void aKernelThatDoesNotWaitForReadersIsFoundOut(@TempDir Path directory) throws Exception {
        Map<String, Map<String, byte[]>> one = Map.of(FIRST, new WrongKernels().classes(FIRST));
        EngineMatrix matrix = new EngineMatrix(directory, java(), "01", 4, 1);
        matrix.run(one);
        matrix.run(one);

        assertThat(directory.resolve("defects.tsv")).hasContent("1\t" + FIRST);
        assertThat(lines(directory, "model")).matches("1\tfound 01, [0-9.]+ s: no-use-after-unload\t\n");
        assertThat(lines(directory, "jcstress")).matches("1\tfound 01, 1 in [0-9,]+ samples?\n");
        assertThatThrownBy(() -> new EngineMatrix(directory, java(), "01", 5, 1).run(one)).hasMessageContaining("another run");
    }

    private static String lines(Path directory, String engine) throws IOException {
        return Files.readString(directory.resolve(engine + ".tsv"));
    }

    /** What is asked of the right kernel holds: so it is the defect that is found. */
    @Test
    void theRacesHoldOnTheKernelAsItIs() {
        assertThat(Races.all()).hasSize(14);
        for (Subject race : Races.all()) {
            assertThat(CheckRun.check(race.name(), race.text(), "", 0, 0, Right.NOTHING, () -> false).kind()).as(race.text())
                    .isEqualTo(Run.Kind.AS_EXPECTED);
        }
    }

    /** Each changes what the text of the kernel has now. */
    @Test
    void whatIsInAnotherOrderIsAProgram() {
        assertThat(Reordered.ALL).allSatisfy(defect -> assertThat(Campaign.classes(Map.of(defect.file(), defect.text())))
                .as(defect.name()).isNotEmpty());
    }
}
