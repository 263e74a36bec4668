package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Golden;
import org.sockrace.report.html.Pages;

/** {@code sockrace witness}, with the real engine. */
class WitnessCommandTest extends RealCli {

    @TempDir
    private Path folder;

    @Test
    void anExecutionIsShownLikeACounterexample() {
        assertThat(run("witness", "rmmod-vs-socket", "fd, EWOULDBLOCK", "--ascii", "--width", "100")).isEqualTo(ExitCode.MET);
        Golden.check("witness.txt", out);
        assertThat(run("witness", "10", "EAFNOSUPPORT,*", "--level", "summary")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("ends with s = EAFNOSUPPORT, r = 0").contains("replay    sockrace replay rmmod-vs-socket:").doesNotContain("BUG");
    }

    @Test
    void neverIs1AndSaysWhatIsReachedInstead() {
        assertThat(run("witness", "rmmod-vs-socket", "fd, 0")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).isEqualTo(" never: no execution of rmmod-vs-socket ends with s = fd, r = 0 · 66 states, exhaustive\n"
                + " reached: EAFNOSUPPORT, 0 · fd, EWOULDBLOCK\n");
        assertThat(run("witness", "-q", "rmmod-vs-socket", "fd, 0")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith(" never");
    }

    @Test
    void notReachedIs3WithTheReason() {
        assertThat(run("witness", "rmmod-vs-socket", "fd, 0", "--max-states", "3", "--jobs", "1")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith(" not reached: s = fd, r = 0 · ").contains("--max-states 3");
        assertThat(run("witness", "inet-vs-rmmod", "fd, 0")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).startsWith(" not reached").contains("executions end at a violation before they have an outcome", "no-use-after-unload")
                .doesNotContain("never");
    }

    @Test
    void whatTheExecutionBreaksOnItsWayIsSaid() {
        String forbidding = "module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy); never fd, EWOULDBLOCK \"no\"";
        assertThat(run("witness", "-e", forbidding, "fd, *", "--level", "summary")).isEqualTo(ExitCode.MET);
        assertThat(out).endsWith(" it breaks something, too: BUG: sockrace: wrong outcome: forbidden outcome fd, EWOULDBLOCK: no\n");
        assertThat(run("witness", "-e", forbidding, "EAFNOSUPPORT, *", "--level", "summary")).isEqualTo(ExitCode.MET);
        assertThat(out).doesNotContain("breaks");
    }

    @Test
    void mistakesAreAnswered() {
        assertThat(run("witness")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: no scenario");
        assertThat(run("witness", "rmmod-vs-socket")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: no outcome is given, a result for each of: s, r\n");
        assertThat(run("witness", "rmmod-vs-socket", "fd,", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: one outcome is asked for, not 2: quote it, a result for each of: s, r\n");
        assertThat(run("witness", "rmmod-vs-*", "fd, 0")).isEqualTo(ExitCode.USAGE);
        assertThat(run("witness", "rmmod-vs-socket", "fd, EWOULDBLOK")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("  fd, EWOULDBLOK\n      ^^^^^^^^^^  did you mean 'EWOULDBLOCK'?");
        assertThat(run("witness", "-e", "T0: close(3)", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("the scenario ad-hoc has no outcomes");
    }

    @Test
    void documentsAndPages() throws IOException {
        assertThat(run("witness", "rmmod-vs-socket", "fd, *", "--format", "json")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("\"answer\" : \"shown\"", "\"replay\" : \"sockrace replay rmmod-vs-socket:0x84,1x8\"");
        assertThat(run("witness", "rmmod-vs-socket", "fd, 0", "--json")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("\"answer\" : \"never\"", "\"replay\" : null");
        for (String format : new String[] {"junit", "sarif", "github"}) {
            assertThat(run("witness", "rmmod-vs-socket", "fd, 0", "--format", format)).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(out).contains("never: no execution of rmmod-vs-socket ends with s = fd, r = 0");
        }
        Path page = folder.resolve("p.html");
        assertThat(run("witness", "rmmod-vs-socket", "fd, *", "--html", page.toString())).isEqualTo(ExitCode.MET);
        assertThat(out).endsWith(" page " + page + "\n");
        assertThat(Pages.written(page)).contains("\"kind\":\"outcome\"").contains("ends with s = fd, r = EWOULDBLOCK");
        Files.delete(page);
        assertThat(run("witness", "rmmod-vs-socket", "fd, 0", "--html", page.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(page).doesNotExist();
        assertThat(err).contains("no page");
    }
}
