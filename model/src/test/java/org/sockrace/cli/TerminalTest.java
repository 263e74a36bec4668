package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment says about colour, width and progress. */
class TerminalTest {

    private static Terminal of(boolean out, boolean err, int columns, String... variables) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (String variable : variables) {
            environment.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        return Terminal.of(environment, out, err, () -> columns);
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        assertThat(of(true, true, 80).color()).isTrue();
        assertThat(of(true, true, 80, "NO_COLOR=").color()).isTrue();
        assertThat(of(true, true, 80, "NO_COLOR=1").color()).isFalse();
        assertThat(of(true, true, 80, "TERM=dumb").color()).isFalse();
        assertThat(of(true, true, 80, "TERM=xterm").color()).isTrue();
        assertThat(of(false, true, 80).color()).isFalse();
    }

    @Test
    void progressIsRewrittenWhereItCanBe() {
        assertThat(of(false, true, 80).rewrites()).isTrue();
        assertThat(of(true, false, 80).rewrites()).isFalse();
        assertThat(of(true, true, 80, "TERM=dumb").rewrites()).isFalse();
        assertThat(of(true, true, 80, "NO_COLOR=1").rewrites()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, 80, '', 80", "true, 80, 100, 100", "true, 80, x, 80", "true, 80, 0, 80", "true, 80, 999999, 80", "true, 0, '', 120", "true, 20, '', 40",
        "true, 300, '', 300", "false, 80, '', 120", "false, 80, 100, 120"})
    void widthIsTheTerminals(boolean out, int asked, String columns, int width) {
        Terminal terminal = of(out, true, asked, "COLUMNS=" + columns);
        assertThat(terminal.columns().getAsInt()).isEqualTo(width);
        assertThat(terminal.columns().getAsInt()).isEqualTo(width);
    }

    @Test
    void textHasThatWidthUnlessAnotherIsAskedFor() {
        CliFixture cli = new CliFixture();
        cli.terminal = of(true, false, 80);
        for (String line : new String[] {"list", "list switches", "explain inet-vs-rmmod", "check --all", "check --help", "help"}) {
            assertThat(cli.run(line.split(" "))).isEqualTo(ExitCode.MET);
            assertThat(cli.out.replaceAll("\u001b\\[[0-9]+m", "").lines().mapToInt(String::length).max().orElse(0)).as(line).isBetween(70, 80);
        }
        cli.run("list", "switches", "--width", "100");
        assertThat(cli.out.lines().mapToInt(String::length).max().orElse(0)).isBetween(90, 100);
    }

    @Test
    void colourCanBeAskedFor() {
        CliFixture cli = new CliFixture();
        cli.run("check", "10", "--color", "always");
        assertThat(cli.out).contains("\u001b[32m");
        cli.run("check", "10");
        assertThat(cli.out).doesNotContain("\u001b");
        cli.terminal = of(true, false, 100);
        cli.run("check", "10");
        assertThat(cli.out).contains("\u001b[32m");
        cli.run("check", "10", "--color", "never");
        assertThat(cli.out).doesNotContain("\u001b");
    }
}
