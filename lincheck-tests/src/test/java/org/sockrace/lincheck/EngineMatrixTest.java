package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.cli.Main;

/** The wrong kernels of the matrix, shown to Lincheck: a long run, with {@code -Dmatrix.sample=N}; else only that the way is open. */
class EngineMatrixTest {

    private static final String NO_GRACE_PERIOD = "SocketCore.java sock_unregister drop: synchronize_rcu();";

    @Test
    @EnabledIfSystemProperty(named = "matrix.sample", matches = "\\d+")
    void matrix() throws Exception {
        Path directory = Path.of(System.getProperty("matrix.directory"));
        EngineMatrix matrix = new EngineMatrix(directory, "");
        matrix.run();

        Files.writeString(directory.resolve("matrix.md"), matrix.table());
        assertThat(directory.resolve("defects.tsv")).as("the stress tests write it").isNotEmptyFile();
    }

    @Test
    void aKernelThatDoesNotWaitForReadersIsFoundOut(@TempDir Path directory) throws Exception {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        String folder = directory.resolve("kernels/1").toString();
        assertThat(Main.run(out, out, "mutate", "--write", folder, "--mistake", NO_GRACE_PERIOD)).as(printed.toString()).isZero();
        Files.writeString(directory.resolve("defects.tsv"), "1\t" + NO_GRACE_PERIOD + "\n");
        EngineMatrix matrix = new EngineMatrix(directory, "01 ");
        matrix.run();

        assertThat(Files.readString(directory.resolve("lincheck.tsv"))).matches("1\tfound 01, execution \\d+, \\d+ s\n");

        Files.writeString(directory.resolve("model.tsv"), "1\tfound 01, 0.1 s: no-use-after-unload\tnot found 9.0 s\n");
        assertThat(matrix.table()).as("jcstress has not answered").endsWith("|---|\n| found, of 0 | 0 | 0 | 0 | 0 |\n");
        Files.writeString(directory.resolve("jcstress.tsv"), "1\tnot found, no samples\n");
        assertThat(matrix.table()).contains("| `" + NO_GRACE_PERIOD + "` | 01, 0.1 s: no-use-after-unload | - 9.0 s | - no samples | 01, execution ")
                .endsWith("| found, of 1 | 1 | 0 | 0 | 1 |\n");
    }
}
