package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.scenario.Catalogue;

/** Lines, tables and totals. */
class CheckTextTest {

    private final CheckText text = new CheckText(Style.PLAIN, 24);
    private static final List<Checked> ALL = List.of(Samples.holds(), Samples.breaks(), Samples.bounded(), Samples.unexpected());

    @Test
    void linesAndTotals() {
        StringBuilder all = new StringBuilder();
        ALL.forEach(checked -> all.append(text.line(checked)));
        all.append(text.totals(ALL, Samples.UNIVERSE, 1, false));
        Golden.check("check.txt", all.toString());
    }

    @Test
    void outcomeTables() {
        Golden.check("outcomes.txt", text.outcomes(Samples.holds(), false) + text.outcomes(Samples.bounded(), false)
                + text.outcomes(Samples.unexpected(), false));
    }

    @Test
    void findingsAndRaces() {
        Checked checked = Samples.unexpected();
        Golden.check("findings.txt", text.findings(checked, checked.report().violations()) + text.races(checked.report()));
        assertThat(text.findings(checked, List.of())).isEmpty();
    }

    @Test
    void coverageNamesWhatWasNeverTaken() {
        assertThat(text.totals(ALL, Samples.UNIVERSE, 0, true))
                .contains("goto labels 1/3 · never taken:\n   __sock_create/out_module_busy\n   inet_create/out\n")
                .contains("goto edges 2/2\n");
        assertThat(text.totals(ALL, new Universe(List.of(), List.of()), 0, true)).doesNotContain("goto");
    }

    @Test
    void asciiIsAscii() {
        CheckText ascii = new CheckText(new Style(120, true, false), 24);
        String all = ascii.line(Samples.breaks()) + ascii.outcomes(Samples.unexpected(), false) + ascii.totals(ALL, Samples.UNIVERSE, 0, false);
        assertThat(all.chars()).allMatch(c -> c < 0x80);
    }

    @Test
    void colourIsOnlyAddition() {
        String painted = new CheckText(new Style(120, false, true), 24).line(Samples.holds());
        assertThat(painted).contains("\u001b[32m");
        assertThat(painted.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(text.line(Samples.holds()));
    }

    @Test
    void lists() {
        ListText list = new ListText(Style.PLAIN);
        Golden.check("list-properties.txt", list.properties());
        Golden.check("list-calls.txt", list.calls());
        assertThat(list.faults()).contains("  sock_alloc\n");
        assertThat(list.scenarios(Catalogue.load().entries())).startsWith("  CH  NAME ").contains("  10  rmmod-vs-socket ")
                .satisfies(t -> assertThat(t.lines()).allMatch(line -> line.length() <= 120));
    }
}
