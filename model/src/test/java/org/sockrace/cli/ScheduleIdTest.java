package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios with their schedules: one rule for every command that takes them. */
class ScheduleIdTest {

    private static final String NO_STEP = " is no step: write 0x4 (thread 0 takes four steps), 0 (one step) or 0=1 (choice 1)";
    private final CliFixture cli = new CliFixture();

    private int run(String command, String... words) {
        return cli.run(Stream.concat(Stream.of(command.split(" ")), Stream.of(words)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "replay --step", "replay --live", "diff", "export --to nowhere"})
    void aScheduleOfAProgramMayBeNamedLikeItAndNotLikeAnother(String command) {
        String program = "T0: close(3) || T1: close(3)";
        assertThat(run(command, "-e", program, "x:0x4")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: the schedule is for 'x', but the scenario of -e is called ad-hoc: give only the schedule\n");
        for (String wrong : List.of("ad-hoc:0y", "0y")) {
            assertThat(run(command, "-e", program, wrong)).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err).isEqualTo("error: '0y'" + NO_STEP + "\n");
        }
        assertThat(cli.engine.checked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ad-hoc:0x4", "0x4"})
    void eitherIsRun(String id) {
        assertThat(run("replay", "-e", "T0: close(3)", id)).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.checked).containsExactly("ad-hoc:0x4");
    }

    @Test
    void twoSchedulesMayBeOfWhatComesThroughAPipe() {
        cli.input("T0: close(3)");
        assertThat(run("diff", "-f", "-", "0", "0x2")).as(() -> cli.err).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.checked).containsExactly("ad-hoc:0", "ad-hoc:0x2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "replay rmmod-vs-socket:        | '' is no step",
        "replay --step rmmod-vs-socket: | '' is no step",
        "diff rmmod-vs-socket:          | '' is no step",
        "replay --step                  | no scenario: give NAME or NAME:SCHEDULE, -e or -f (sockrace list shows the catalogue)"})
    void whatIsMissingIsSaid(String command, String message) {
        assertThat(run(command)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).startsWith("error: " + message).hasLineCount(1);
    }
}
