package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.check.Replay;
import org.sockrace.check.Verdict;
import org.sockrace.machine.Property;
import org.sockrace.report.Samples;
import org.sockrace.report.html.Pages;

/** Where {@code --html} writes the page, and what it says if it cannot. */
class HtmlOptionTest {

    private static final String HOSTILE = "T0: close(3) ; scenario x \"</script><b>\"";
    @TempDir
    private Path folder;
    private Path page;
    private final CliFixture cli = new CliFixture();

    @BeforeEach
    void name() {
        page = folder.resolve("a page.html");
    }

    private String written() throws IOException {
        return Pages.written(page);
    }

    @Test
    void checkWritesAPage() throws IOException {
        assertThat(cli.run("check", "rmmod-vs-socket", "inet-vs-rmmod", "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.out).endsWith(" page " + page + "\n");
        assertThat(cli.engine.options.witnesses()).isTrue();
        assertThat(written().contains("\"name\":\"rmmod-vs-socket\"")).isTrue();
        assertThat(written().contains("\"id\":\"inet-vs-rmmod+no-data-race\"")).isTrue();
    }

    @Test
    void withoutItNothingIsLookedForThatOnlyAPageShows() {
        cli.run("check", "rmmod-vs-socket");
        assertThat(cli.engine.options.witnesses()).isFalse();
    }

    @Test
    void jsonAndQuietSayNothingOfIt() throws IOException {
        assertThat(cli.run("check", "rmmod-vs-socket", "--format", "json", "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.out).startsWith("{").doesNotContain(" page ");
        assertThat(cli.run("check", "rmmod-vs-socket", "-q", "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.out).isEmpty();
        assertThat(written()).endsWith("</html>\n");
    }

    @Test
    void explainReplayAndCompareDoToo() throws IOException {
        assertThat(cli.run("explain", "inet-vs-rmmod", "--html", page.toString())).isEqualTo(ExitCode.MET);
        Files.delete(page);
        cli.engine.replayed = new Replay(List.of(Samples.unload()), true, 0, Samples.unloadTrace());
        assertThat(cli.run("replay", "inet-vs-rmmod:0x4,1x9,0", "--html", page.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(written().contains("\"kind\":\"replay\"")).isTrue();
        Files.delete(page);
        Path observed = Files.writeString(folder.resolve("seen.tsv"), "s\tr\tsamples\nEAFNOSUPPORT\t0\t7\n");
        cli.engine.answers.put("rmmod-vs-socket", s -> Samples.report(s, Verdict.HOLDS, Samples.rows(), List.of()));
        assertThat(cli.run("compare", "rmmod-vs-socket", "--observed", observed.toString(), "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(written().contains("\"samples\":7")).isTrue();
    }

    @Test
    void aRecordingIsShownInLanes() throws IOException {
        String trace = "src/test/resources/real-kernel/l2tp_ip_unload.trace";
        assertThat(cli.run("conform", "ftrace", trace, "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(written().contains("\"kind\":\"recording\"")).isTrue();
        assertThat(written().contains("Events 34 to 533 of 1,765 are in this page")).isTrue();
    }

    @Test
    void theCodeIsThatOfTheCheck() {
        cli.engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
        assertThat(cli.run("check", "rmmod-vs-socket", "--html", page.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(page).exists();
    }

    @Test
    void whereItCannotBeWrittenThatIsSaidAtOnce() {
        for (String[] wrong : new String[][] {{folder + "/none/x.html", "cannot write " + folder + "/none/x.html: there is no folder " + folder + "/none"},
            {folder.toString(), "cannot write " + folder + ": it is a folder"},
            {"-", "--html needs the name of a file"}, {"", "the name of the file is empty"}}) {
            assertThat(cli.run("check", "rmmod-vs-socket", "--html", wrong[0])).as(wrong[0]).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err).contains(wrong[1]);
            assertThat(cli.engine.checked).isEmpty();
        }
    }

    @Test
    void aFullDiskIsNoSuccess() {
        if (Files.exists(Path.of("/dev/full"))) {
            assertThat(cli.run("check", "rmmod-vs-socket", "--html", "/dev/full")).isEqualTo(ExitCode.NOT_WRITTEN);
            assertThat(cli.err).startsWith("error: cannot write /dev/full: ");
        }
    }

    @Test
    void whatCouldNotBeCheckedStandsInItToo() throws IOException {
        assertThat(cli.run("check", "-e", HOSTILE, "-e", "T0: clse(3)", "--html", page.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(written().contains("unknown call 'clse'")).isTrue();
        assertThat(Files.readString(page).split("</script>", -1)).hasSize(3);
    }
}
