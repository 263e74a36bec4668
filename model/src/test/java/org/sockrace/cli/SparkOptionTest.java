package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code sockrace check --spark} where Spark is not: in one line, what to do. */
class SparkOptionTest {

    private final CliFixture cli = new CliFixture();

    private void refused(String error, String... more) {
        String[] words = new String[4 + more.length];
        System.arraycopy(new String[] {"check", "10", "--spark", "local[2]"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        assertThat(cli.run(words)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).startsWith("error: " + error).endsWith("\n").hasLineCount(1);
        assertThat(cli.engine.options).as("nothing is searched").isNull();
    }

    @Test
    void theProgramThatHasItIsNamed() {
        refused("--spark needs Apache Spark, which this program does not have: run java -jar model/spark/target/sockrace-spark.jar in place of it");
    }

    @Test
    void whatDoesNotGoTogether() {
        refused("--spark searches breadth-first, not depth-first", "--dfs");
        refused("--spark searches breadth-first, not pct", "--engine", "pct");
        refused("--spark searches breadth-first, not by-preemptions", "--preemptions", "2");
        refused("--spark keeps states itself: leave --work out", "--work", "folder");
        refused("--spark keeps states itself: leave --max-memory out", "--max-memory", "1g");
        refused("--spark takes one scenario, not 2", "11");
        refused("--memory lkmm makes no interleavings: leave ", "--memory", "lkmm");
    }
}
