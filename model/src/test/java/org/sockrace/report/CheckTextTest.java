package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.check.CheckReport;
import org.sockrace.scenario.Catalogue;

/** Lines, tables and totals. */
class CheckTextTest {

    private final CheckText text = new CheckText(Style.PLAIN, 24);
    private static final List<Checked> ALL = List.of(Samples.holds(), Samples.breaks(), Samples.bounded(), Samples.unexpected());

    @Test
    void linesAndTotals() {
        StringBuilder all = new StringBuilder();
        ALL.forEach(checked -> all.append(text.line(checked)));
        all.append(text.totals(ALL, Samples.UNIVERSE, 1, 0, true, false));
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
        assertThat(text.totals(ALL, Samples.UNIVERSE, 0, 0, true, true))
                .contains("goto labels 1/3 · never taken:\n   __sock_create/out_module_busy\n   inet_create/out\n")
                .contains("goto edges 2/2\n");
        assertThat(text.totals(ALL, new Universe(List.of(), List.of()), 0, 0, true, true)).doesNotContain("goto");
    }

    @Test
    void coverageOfAPartNamesNothing() {
        assertThat(text.totals(ALL, Samples.UNIVERSE, 0, 0, false, true)).contains("goto labels 1/3\n").contains("goto edges 2/2\n").doesNotContain("never");
    }

    @Test
    void asciiIsAscii() {
        CheckText ascii = new CheckText(new Style(120, true, false), 24);
        String all = ascii.line(Samples.breaks()) + ascii.outcomes(Samples.unexpected(), false) + ascii.totals(ALL, Samples.UNIVERSE, 0, 0, true, false);
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
        Golden.check("list-language.txt", list.statements() + list.modules() + list.attributes() + list.constants() + list.faults() + list.grades());
        Golden.check("list-kernel.txt", list.kernels() + list.switches() + list.families());
        assertThat(list.scenarios(Catalogue.load().entries())).matches("(?s)  NO +NAME .*\\n  10 +rmmod-vs-socket .*")
                .satisfies(t -> assertThat(t.lines()).allMatch(line -> line.length() <= 120));
    }

    @Test
    void oneIsSingular() {
        CheckReport r = Samples.holds().report();
        CheckReport one = new CheckReport(r.name(), r.engine(), r.verdict(), true, "", 1, 1, 1, 1, r.columns(), r.outcomes(), r.endings(), List.of(), List.of(),
                List.of(), List.of(), Map.of(), Map.of());
        assertThat(text.line(new Checked(Samples.RMMOD, one, Origin.catalogue("x")))).contains("         1 state           1 transition   2 outcomes ");
        assertThat(Numbers.count(1, "state")).isEqualTo("1 state");
        assertThat(Numbers.count(0, "state")).isEqualTo("0 states");
        assertThat(Numbers.count(26_732, "outcome")).isEqualTo("26,732 outcomes");
        assertThat(Numbers.count(2, "history", "histories")).isEqualTo("2 histories");
    }
}
