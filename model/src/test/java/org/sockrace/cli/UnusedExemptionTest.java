package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sockrace.Schemas;
import org.sockrace.check.Verdict;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;

/** A data race that is declared benign must happen somewhere in the catalogue. */
class UnusedExemptionTest {

    private static final String UNUSED = "module.nowhere: nobody reads it";

    private final FakeEngine engine = new FakeEngine();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String benign, String... args) {
        engine.universe = new Universe(List.of(), List.of(), Map.of(), List.of(benign));
        return Main.run(new Session(engine, new PrintWriter(out), new PrintWriter(err), new AtomicBoolean(), false), args);
    }

    private static String happens() {
        Scenario any = Catalogue.load().entries().get(0).scenario();
        return FakeEngine.report(any, Verdict.HOLDS).races().get(0);
    }

    @Test
    void oneThatNeverHappensFailsTheCatalogue() {
        assertThat(run(UNUSED, "check", "--all")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(err).hasToString("error: declared benign in KnownRaces, but no scenario of the catalogue has this data race: " + UNUSED + "\n");
        assertThat(out.toString()).contains(" 0 unexpected").doesNotContain("failed");
    }

    @Test
    void documentsNameIt() {
        assertThat(run(UNUSED, "check", "--all", "--format", "json")).isEqualTo(ExitCode.UNEXPECTED);
        Schemas.check(out.toString());
        assertThat(out.toString()).contains("exemptions from no-data-race").contains(UNUSED);
    }

    @Test
    void oneThatHappensIsRight() {
        assertThat(run(happens(), "check", "--all")).isEqualTo(ExitCode.MET);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whoChecksAPartKnowsNothing() {
        assertThat(run(UNUSED, "check", "rmmod-vs-socket", "inet-vs-rmmod")).isEqualTo(ExitCode.MET);
        engine.answers.put("rmmod-vs-socket", scenario -> FakeEngine.report(scenario, Verdict.BOUNDED));
        assertThat(run(UNUSED, "check", "--all")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(err.toString()).isEmpty();
    }
}
