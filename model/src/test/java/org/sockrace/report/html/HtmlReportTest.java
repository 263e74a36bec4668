package org.sockrace.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.check.Outcome;
import org.sockrace.check.Replay;
import org.sockrace.check.Violation;
import org.sockrace.check.Verdict;
import org.sockrace.compare.Comparison;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.machine.Property;
import org.sockrace.report.Checked;
import org.sockrace.report.Level;
import org.sockrace.report.Origin;
import org.sockrace.report.Samples;
import org.sockrace.report.Style;
import org.sockrace.report.TraceText;
import org.sockrace.report.Unchecked;
import org.sockrace.scenario.Scenario;

/** The page as text: what stands in it, and what must not. */
class HtmlReportTest {

    @Test
    void theDataOfAScenario() throws IOException {
        HtmlReport page = Pages.empty();
        page.add(Samples.breaks(), Pages.ALONE);
        page.add(Samples.holds(), Pages.ALONE);
        Golden.check("html-data.json", new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(page.data()) + "\n");
    }

    @Test
    void theDataStandsInThePage() {
        HtmlReport page = Pages.of(Samples.UNIVERSE, "inet-vs-rmmod");
        JsonNode data = Pages.data(Pages.text(page));
        assertThat(data.toString().equals(page.data().toString())).as("the same data").isTrue();
        assertThat(data.get("executions").size()).isGreaterThan(6);
    }

    @Test
    void nothingIsLoaded() {
        String page = Pages.text(Pages.of(Samples.UNIVERSE, "inet-vs-rmmod", "rmmod-vs-socket"));
        assertThat(page.contains("content=\"default-src 'none'; ")).isTrue();
        for (String loads : List.of("unsafe-inline", "http:", "https:", "src=", "@import", "url(", "<link", "fetch(", "XMLHttpRequest", "import(")) {
            assertThat(page.contains(loads)).as(loads).isFalse();
        }
    }

    @Test
    void whatAScenarioIsCalledIsText() {
        Scenario hostile = Pages.called(Samples.INET, "</script><script>alert(1)</script>", "<img onerror=alert(2)>");
        HtmlReport report = Pages.empty();
        report.add(new Checked(hostile, Samples.report(hostile, Verdict.BREAKS, Samples.rows(), List.of(Samples.unload())),
                new Origin(hostile.name(), "-f", "a'b\"<c>.race")), Pages.ALONE);
        report.add(new Unchecked(new Origin("<b>", "-e", "T0: <i>"), "<u> & \"x\"", Unchecked.Reason.MISTAKE));
        String page = Pages.text(report);
        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page).doesNotContain("<img").doesNotContain("alert(1)</script><").contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(Pages.data(page).get("scenarios").get(0).get("name").asText()).isEqualTo(hostile.name());
        assertThat(Pages.data(page).get("scenarios").get(0).get("title").asText()).isEqualTo(hostile.title());
        assertThat(Pages.data(page).get("scenarios").get(1).get("error").asText()).isEqualTo("<u> & \"x\"");
    }

    @Test
    void withoutScriptsThereIsTheText() {
        HtmlReport page = Pages.empty();
        page.add(Samples.breaks(), Pages.ALONE);
        String text = new TraceText(new Style(110, false, false), Level.CALLS, true).violation(Samples.INET, Samples.unload(), Samples.breaks().origin());
        assertThat(Pages.text(page)).contains("<noscript>").contains(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @Test
    void whereTheTextHasNoStepsThatIsSaid() {
        HtmlReport page = Pages.empty();
        String said = "(From here on the steps are left out";
        String note = "of the later executions only what is broken, and why";
        page.add(Samples.breaks(), Pages.ALONE);
        assertThat(Pages.text(page)).doesNotContain(said).doesNotContain(note).contains("This is the same as text.");
        for (int i = 0; i < 100; i++) {
            page.add(Samples.breaks(), Pages.ALONE);
        }
        String text = Pages.text(page);
        assertThat(text).containsOnlyOnce(said).contains(note);
        String after = text.substring(text.indexOf(said), text.indexOf("</noscript>"));
        assertThat(after).contains("BUG: sockrace").contains("replay    sockrace replay").doesNotContain("  changed\n");
        assertThat(text.substring(0, text.indexOf(said))).contains("  changed\n");
    }

    @Test
    void whatIsExpectedLeastComesFirst() {
        Violation other = new Violation(Property.NO_DATA_RACE, "it races", "f", "F.java", 1, "g", Samples.unloadTrace());
        HtmlReport page = Pages.empty();
        page.add(new Checked(Samples.INET, Samples.report(Samples.INET, Verdict.BREAKS, List.of(), List.of(Samples.unload(), other)),
                Origin.catalogue("inet-vs-rmmod")), Pages.ALONE);
        assertThat(page.data().get("executions").get(0).get("title").asText()).isEqualTo("no-data-race");
        assertThat(page.data().get("executions").get(0).get("id").asText()).isEqualTo("inet-vs-rmmod");
        assertThat(page.data().get("executions").get(1).get("id").asText()).isEqualTo("inet-vs-rmmod+no-use-after-unload");
    }

    @Test
    void everyLinkIsAnotherOne() {
        HtmlReport page = Pages.empty();
        for (int i = 0; i < 3; i++) {
            page.add(Samples.RMMOD, new Origin("rmmod-vs-socket", "-e", "x"), new Replay(List.of(), false, 0, Samples.unloadTrace()), Pages.ALONE);
        }
        assertThat(ids(page)).containsExactly("rmmod-vs-socket", "rmmod-vs-socket.2", "rmmod-vs-socket.3");
    }

    @Test
    void eachPropertyThatAReplayBreaksIsShown() {
        HtmlReport page = Pages.empty();
        List<Violation> both = List.of(Samples.unload(), new Violation(Property.NO_DATA_RACE, "it races", "f", "F.java", 1, "g", Samples.unloadTrace()));
        page.add(Samples.RMMOD, Origin.catalogue("rmmod-vs-socket"), new Replay(both, true, 0, Samples.unloadTrace()), Pages.ALONE);
        JsonNode violations = page.data().get("scenarios").get(0).get("violations");
        assertThat(violations.findValuesAsText("property")).containsExactly("no-use-after-unload", "no-data-race");
        assertThat(violations.findValuesAsText("execution")).containsExactly("0", "1");
        assertThat(page.data().get("executions").findValuesAsText("title"))
                .containsExactly("as it was asked for: no-use-after-unload", "as it was asked for: no-data-race");
        assertThat(Pages.text(page)).contains("always no-use-after-unload broken", "always no-data-race broken");
    }

    @Test
    void eachOfTwoScenariosOfOneNameHasItsText() {
        HtmlReport page = Pages.empty();
        page.add(Samples.breaks(), Pages.ALONE);
        page.add(Samples.breaks(), Pages.ALONE);
        assertThat(ids(page)).containsExactly("inet-vs-rmmod", "inet-vs-rmmod.2");
        assertThat(Pages.text(page).split("\nBUG: sockrace: use-after-unload", -1)).hasSize(3);
    }

    private static List<String> ids(HtmlReport page) {
        return StreamSupport.stream(page.data().get("executions").spliterator(), false).map(e -> e.get("id").asText()).toList();
    }

    @Test
    void aHundredExecutionsAreCutAndThatIsSaid() {
        List<Violation> many = new ArrayList<>(Collections.nCopies(100, Samples.unload()));
        HtmlReport page = Pages.empty();
        page.add(new Checked(Samples.INET, Samples.report(Samples.INET, Verdict.BREAKS, List.of(), many), Origin.catalogue("inet-vs-rmmod")), Pages.ALONE);
        assertThat(page.data().get("executions").size()).isEqualTo(50);
        assertThat(page.data().get("scenarios").get(0).get("violations").size()).isEqualTo(100);
        assertThat(page.data().get("scenarios").get(0).get("cut").asText())
                .isEqualTo("50 more executions were found and left out of this page, which has no more than 50 of a scenario");
    }

    @Test
    void outcomesWithoutAnExecutionAndThoseLeftOutAreSaid() {
        List<Outcome> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(Samples.outcome(true, Outcome.Grade.UNSPECIFIED, "", "fd", String.valueOf(i)));
        }
        HtmlReport page = Pages.empty();
        page.add(new Checked(Samples.RMMOD, Samples.report(Samples.RMMOD, Verdict.HOLDS, many, List.of()), Origin.catalogue("rmmod-vs-socket")), Pages.ALONE);
        JsonNode scenario = page.data().get("scenarios").get(0);
        assertThat(scenario.get("outcomes").size()).isEqualTo(200);
        assertThat(scenario.get("cut").asText()).isEqualTo("100 more outcomes are left out: check -v prints all; for 300 outcomes no execution was made within"
                + " the limits");
    }

    @Test
    void aLongExecutionKeepsItsEnd() {
        Counterexample one = Samples.unloadTrace();
        List<Step> steps = new ArrayList<>();
        for (int n = 1; n <= 600; n++) {
            Step s = one.steps().get(0);
            steps.add(new Step(n, s.thread(), s.kind(), s.functions(), s.file(), s.line(), s.source(), "step " + n, true, List.of(), List.of()));
        }
        HtmlReport page = Pages.empty();
        Counterexample longer = new Counterexample(one.threads(), one.calls(), List.of(), steps, 0, false, "0x600", List.of());
        page.add(Samples.RMMOD, Origin.catalogue("rmmod-vs-socket"), new Replay(List.of(), false, 0, longer), Pages.ALONE);
        JsonNode execution = page.data().get("executions").get(0);
        assertThat(execution.get("first").asInt()).isEqualTo(101);
        assertThat(execution.get("total").asInt()).isEqualTo(600);
        int shown = 0;
        for (JsonNode turn : execution.get("turns")) {
            for (int i = 3; i < turn.size(); i += 2) {
                shown += turn.get(i).asInt();
            }
        }
        assertThat(shown).isEqualTo(500);
    }

    @Test
    void whatWasObservedStandsBesideTheModel() {
        HtmlReport page = Pages.empty();
        page.add(Samples.holds(), Comparison.of(Samples.RMMOD, Samples.holds().report(), Samples.observed(5, 7, 1)), Pages.ALONE);
        JsonNode observed = page.data().get("scenarios").get(0).get("observed");
        assertThat(observed.get("verdict").asText()).isEqualTo("differs");
        assertThat(observed.get("samples").asInt()).isEqualTo(13);
        assertThat(observed.get("rows").get(0).get("model").asText()).isEqualTo("impossible");
    }

    @Test
    void theRightKernelLiesBeside() {
        JsonNode data = Pages.of(Samples.UNIVERSE, "inet-vs-rmmod").data();
        JsonNode broken = data.get("executions").get(0);
        JsonNode right = data.get("executions").get(broken.get("beside").asInt());
        assertThat(right.get("id").asText()).isEqualTo("inet-vs-rmmod~inet-vs-rmmod-pinned");
        assertThat(right.get("beside").asInt()).isZero();
        assertThat(right.get("headline").asText()).isEmpty();
    }
}
