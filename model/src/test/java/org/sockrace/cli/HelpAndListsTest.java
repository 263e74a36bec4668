package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the program says of itself. */
class HelpAndListsTest {

    private final CliFixture cli = new CliFixture();
    private final List<String> commands = List.copyOf(cli.commandLine().getSubcommands().keySet());

    @Test
    void noCommandIs2AndNamesAll() {
        assertThat(cli.run()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: no command: use " + String.join(", ", commands) + " (sockrace --help says what each does)\n");
        assertThat(cli.run("conform")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void helpIs0() {
        assertThat(cli.run("--help")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).contains("Exit codes:").contains("  74 ").contains("  130 ").contains("  141 ").contains(commands);
        String all = cli.out;
        assertThat(cli.run("help")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).isEqualTo(all);
        assertThat(cli.run("--version")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).startsWith("sockrace ");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : commands) {
            assertThat(cli.run(command, "--help")).isEqualTo(ExitCode.MET);
            String own = cli.out;
            assertThat(own).startsWith("Usage: sockrace " + command);
            assertThat(cli.run("help", command)).isEqualTo(ExitCode.MET);
            assertThat(cli.out).isEqualTo(own);
        }
        assertThat(cli.run("help", "conform", "errno")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).startsWith("Usage: sockrace conform errno");
    }

    @ParameterizedTest
    @EnumSource(value = ListCommand.What.class, mode = EnumSource.Mode.EXCLUDE, names = "schema")
    void listsHaveAHeadAndAMeaningForEachRow(ListCommand.What what) {
        assertThat(cli.run("list", what.name())).isEqualTo(ExitCode.MET);
        assertThat(cli.out.lines().skip(1)).isNotEmpty().allSatisfy(line -> assertThat(line).startsWith("  ").hasSizeLessThanOrEqualTo(120));
        assertThat(cli.out.lines().findFirst().orElseThrow()).matches("[A-Z0-9 .,]+");
        assertThat(cli.run("list", what.name(), "--ascii", "--width", "40")).isEqualTo(ExitCode.MET);
    }

    @Test
    void theSchemaIsPrintedAsItIs() throws IOException {
        assertThat(cli.run("list", "schema")).isEqualTo(ExitCode.MET);
        assertThat(new ObjectMapper().readTree(cli.out).get("title").asText()).isEqualTo("sockrace documents, schema 1");
    }

    @Test
    void scenariosAreWhatIsListed() {
        assertThat(cli.run("list")).isEqualTo(ExitCode.MET);
        String all = cli.out;
        assertThat(cli.run("list", "scenarios")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).isEqualTo(all).contains("rmmod-vs-socket");
        assertThat(cli.run("list", "nothing")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("modules").hasLineCount(1);
    }
}
