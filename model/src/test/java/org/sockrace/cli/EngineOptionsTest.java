package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sockrace.check.EngineKind;

/** Which engine searches, and what it is told. */
class EngineOptionsTest {

    private final CliFixture cli = new CliFixture();

    @Test
    void enginesAreChosenByName() {
        assertThat(cli.run("check", "10", "--engine", "random-walk", "--walks", "5k", "--seed", "-7")).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.RANDOM_WALK);
        assertThat(cli.engine.options.walks()).isEqualTo(5000);
        assertThat(cli.engine.options.seed()).isEqualTo(-7);
        cli.run("check", "10", "--explorer", "random", "--runs", "7");
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.RANDOM_WALK);
        assertThat(cli.engine.options.walks()).isEqualTo(7);
        cli.run("check", "10", "--explorer", "pct");
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.PCT);
        assertThat(cli.engine.options.depth()).isEqualTo(3);
        cli.run("check", "10", "--engine", "pct", "--depth", "5");
        assertThat(cli.engine.options.depth()).isEqualTo(5);
        cli.run("check", "10", "--engine", "depth-first");
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.DEPTH_FIRST);
        cli.run("check", "10", "--engine", "breadth-first");
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.BREADTH_FIRST);
        cli.run("check", "10");
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.BREADTH_FIRST);
        assertThat(cli.engine.options.walks()).isEqualTo(10_000);
        assertThat(cli.engine.options.seed()).isZero();
    }

    @Test
    void aBoundOfPreemptionsChoosesItsEngine() {
        assertThat(cli.run("check", "10", "--preemptions", "2")).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.options.engine()).isEqualTo(EngineKind.BY_PREEMPTIONS);
        assertThat(cli.engine.options.preemptions()).isEqualTo(2);
        assertThat(cli.run("check", "10", "--engine", "by-preemptions")).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.options.preemptions()).as("without a bound").isEqualTo(Integer.MAX_VALUE);
        assertThat(cli.run("check", "10", "--engine", "by-preemptions", "--preemptions", "0")).isEqualTo(ExitCode.MET);
        assertThat(cli.run("check", "10", "--preemptions", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: --preemptions must be 0 or more, not -1\n");
        assertThat(cli.run("check", "10", "--engine", "pct", "--depth", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: --depth must be 1 to 20, not 0\n");
        assertThat(cli.run("check", "10", "--dfs", "--preemptions", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: --preemptions searches by preemptions, not depth-first\n");
        assertThat(cli.run("check", "10", "--engine", "breadth-first", "--preemptions", "1")).isEqualTo(ExitCode.USAGE);
    }
}
