package org.sockrace.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.cli.Main;
import org.sockrace.conform.ftrace.Recording;

/** Pages of what was not checked, in a browser: a recording, and two executions side by side. */
class OtherPagesTest {

    @TempDir
    private static Path folder;
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aRecordingHasNoViewsThatWouldBeEmpty() throws IOException {
        Recording recording = new Recording(Path.of("src/test/resources/real-kernel/can_raw_create_close.trace"));
        HtmlReport report = Pages.empty();
        report.add("a.trace", "text", "explained", recording.validate("6.1", null, null, null), recording.excerpt(null, 500));
        Path log = folder.resolve("log.html");
        Files.writeString(log, Pages.text(report));
        browser.open(log, "");
        assertThat(browser.text("#tabs")).isEqualTo("Race");
        assertThat(browser.text(".legend")).startsWith("an event").doesNotContain("broken", "private", "preempted");
    }

    @Test
    void twoExecutionsToBeComparedStandSideBySideFromTheStart() {
        Path diff = folder.resolve("diff.html");
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        assertThat(Main.run(nobody, nobody, "diff", "inet-vs-rmmod:0x24,1x46,0", "inet-vs-rmmod-pinned", "--html", diff.toString())).isZero();
        browser.open(diff, "");
        assertThat(browser.count("figure.lanes")).isEqualTo(2);
        assertThat(browser.text(".beside")).startsWith("Compared with inet-vs-rmmod-pinned, which breaks nothing")
                .contains("First difference: above, at step 24");
        browser.press("c");
        assertThat(browser.count("figure.lanes")).isEqualTo(1);
    }
}
