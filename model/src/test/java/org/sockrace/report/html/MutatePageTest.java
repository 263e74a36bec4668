package org.sockrace.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.Operator;
import org.sockrace.mutate.StatementCoverage;
import org.sockrace.report.Mutated;

/** The page of mistakes in a browser: what is missed comes first, and the filters choose. */
class MutatePageTest {

    private static final String ROWS = "table[aria-label=Mistakes] tbody tr";
    @TempDir
    private Path folder;

    private static Mutant mutant(Operator operator, int line, String text) {
        return new Mutant(operator, "SocketCore.java", line, "sock_unregister", 0, text, 1, List.of(), text);
    }

    private static String page() throws IOException {
        List<Fate> fates = List.of(new Fate(mutant(Operator.DROP, 76, "without <b>x</b>"), Fate.Kind.NOTICED, "rmmod-vs-socket", "rcu-usage", 1),
                new Fate(mutant(Operator.UNLOCKED, 71, "neither </script> nor"), Fate.Kind.SURVIVED, "", "", 7),
                new Fate(mutant(Operator.SWAP, 72, "a after b"), Fate.Kind.REASONED, "", "same-ends: so it is", 7));
        List<Fate> pairs = List.of(new Fate(fates.get(1).mutant(), fates.get(2).mutant(), Fate.Kind.NOTICED, "socket-alone", "rollback", 1));
        StringWriter page = new StringWriter();
        new MutatePage("sockrace 1.2.3", new Mutated(fates, pairs, new StatementCoverage(Map.of(), List.of(), List.of(), Map.of(), List.of()), false))
                .write(page);
        return page.toString();
    }

    @Test
    void whatIsMissedComesFirstAndFiltersChoose() throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), page());
        try (Browser browser = Browser.start()) {
            browser.open(file, "");
            assertThat(browser.text("h1")).isEqualTo("Mistakes in the modelled kernel");
            assertThat(browser.count(ROWS)).isEqualTo(3);
            assertThat(browser.text(ROWS)).contains("SURVIVED").contains("neither </script> nor");
            assertThat(browser.count("table[aria-label=Pairs] tbody tr")).isEqualTo(1);
            assertThat(browser.count("table[aria-label=file] tbody tr")).isEqualTo(1);
            browser.run("const box = document.querySelector('[type=search]'); box.value = 'RCU-usage'; box.dispatchEvent(new Event('input'))");
            assertThat(browser.count(ROWS)).isEqualTo(1);
            assertThat(browser.text(ROWS)).contains("without <b>x</b>");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void whoHasNoScriptReadsTheText() throws IOException {
        assertThat(page()).contains("<title>Mistakes · sockrace</title>").contains("This is the same as text.")
                .contains("SURVIVED    SocketCore.java:71/unlocked").doesNotContain("neither </script> nor").doesNotContain("{{");
    }
}
