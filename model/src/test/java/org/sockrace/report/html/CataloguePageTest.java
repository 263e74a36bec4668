package org.sockrace.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.cli.Main;
import org.sockrace.scenario.Catalogue;

/** The page of {@code check --all --html}: small enough to be kept with each build of a CI, and it opens. */
@SameOnEveryJdk
class CataloguePageTest {

    /** In bytes. It has some 1,450,000, of 392 scenarios; there is room for a catalogue that grows, not for data that are no longer packed. */
    private static final long MOST = 1_600_000;
    /** Of every tenth link to an execution in a table, those that do not lead to the step that they name. */
    private static final String SHOWN_OTHERWISE = "[...document.querySelectorAll('tbody a')].filter((_, i) => i % 10 === 0).map(a => a.hash).filter(hash => {"
            + " location.hash = hash; dispatchEvent(new Event('hashchange'));"
            + " const counter = document.querySelector('.counter')?.textContent ?? ''; return !counter.startsWith(hash.split('/').pop() + ' / '); })";
    @TempDir
    private static Path folder;
    private static Path page;

    @BeforeAll
    static void write() {
        page = folder.resolve("all.html");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), "check", "--all", "-q", "--html", page.toString())).as(() -> out + "" + err).isZero();
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(page)).isLessThan(MOST);
    }

    @Test
    void opensWithEveryScenarioAndItsLinksLeadToExecutions() {
        int scenarios = Catalogue.load().entries().size();
        try (Browser browser = Browser.start()) {
            browser.open(page, "");
            assertThat(browser.text("h1")).isEqualTo("Scenarios");
            assertThat(browser.count("tbody tr")).isEqualTo(scenarios);
            assertThat(browser.count(".opening")).isZero();
            browser.open(page, "#/defects");
            assertThat(browser.count("tbody a")).isGreaterThan(30);
            assertThat((List<?>) browser.eval(SHOWN_OTHERWISE)).isEmpty();
            browser.open(page, "#/outcomes");
            assertThat(browser.count("tbody a")).isGreaterThan(300);
            assertThat((List<?>) browser.eval(SHOWN_OTHERWISE)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
