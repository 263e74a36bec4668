package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.check.Verdict;
import org.sockrace.report.Samples;

/** What to type next: one line, for people only. */
class HintTest {

    private final CliFixture cli = new CliFixture();

    @Test
    void whatHoldsSaysHowAnOutcomeCanBeSeen() {
        cli.engine.answers.put("rmmod-vs-socket", s -> Samples.report(s, Verdict.HOLDS, Samples.rows(), List.of()));
        String hint = " sockrace witness rmmod-vs-socket 'fd, EWOULDBLOCK' shows how that comes about\n";
        assertThat(cli.run("check", "rmmod-vs-socket")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).endsWith(hint);
        for (List<String> silent : List.of(List.of("-q"), List.of("--json"), List.of("--format", "junit"), List.of("rmmod-vs-close"))) {
            List<String> words = new ArrayList<>(List.of("check", "rmmod-vs-socket"));
            words.addAll(silent);
            assertThat(cli.run(words.toArray(String[]::new))).isEqualTo(ExitCode.MET);
            assertThat(cli.out).doesNotContain("sockrace witness");
        }
        cli.run("explain", "rmmod-vs-socket");
        assertThat(cli.out).doesNotContain("sockrace witness");
    }

    @Test
    void ofAProgramItSaysOnlyThatItIsOne() {
        cli.engine.answers.put("ad-hoc", s -> Samples.report(s, Verdict.HOLDS, Samples.rows(), List.of()));
        cli.run("check", "-e", "T0: a = close(3); b = close(3)");
        assertThat(cli.out).endsWith(" sockrace witness -e PROGRAM 'fd, EWOULDBLOCK' shows how that comes about\n");
    }
}
