package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.format.Forms.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.Schemas;
import org.sockrace.compare.Comparison;
import org.sockrace.format.GitHubAnnotations;
import org.sockrace.format.GitHubSummary;
import org.sockrace.format.JUnitDocument;
import org.sockrace.format.JUnitXml;
import org.sockrace.format.Results;
import org.sockrace.format.Sarif;
import org.w3c.dom.Element;

/** What a check and a comparison come to in the formats that other programs read. */
class FormatsTest {

    private static final Origin MINE = new Origin("mine", "-f", "races/mine.race");
    private static final List<Entry> ALL = List.of(Samples.holds(), Samples.breaks(), Samples.bounded(), Samples.unexpected(), Samples.unexpectedlyHolds(),
            new Unchecked(MINE, "unknown call 'sockt'", Unchecked.Reason.MISTAKE),
            new Unchecked(new Origin("large", "-f", "races/large.race"), "large is too large: too many threads", Unchecked.Reason.TOO_LARGE),
            new Unchecked(Origin.catalogue("later"), "not checked: interrupted", Unchecked.Reason.NOT_REACHED));

    private static Results check(boolean times) {
        return CheckResults.of(ALL, Samples.UNIVERSE, times);
    }

    private static Results compare() {
        Comparison c = Comparison.of(Samples.RMMOD, Samples.holds().report(), Samples.observed(9_999_999, 0, 3));
        return CompareResults.of(Samples.RMMOD, Origin.catalogue("rmmod-vs-socket"), "observed.tsv", c, true);
    }

    @Test
    void formsAreWhatTheyWere() throws Exception {
        Golden.check("check.junit.xml", text(JUnitXml::write, check(true)));
        Golden.check("check.sarif", text(Sarif::write, check(true)));
        Golden.check("check.github.txt", text(GitHubAnnotations::write, check(true)));
        Golden.check("check.summary.md", text(GitHubSummary::write, check(true)));
        Golden.check("compare.junit.xml", text(JUnitXml::write, compare()));
        Golden.check("compare.sarif", text(Sarif::write, compare()));
        Golden.check("compare.github.txt", text(GitHubAnnotations::write, compare()));
        Golden.check("compare.summary.md", text(GitHubSummary::write, compare()));
    }

    @Test
    void sarifIsWhatItsSchemaSays() throws Exception {
        Schemas.check(text(Sarif::write, check(true)));
        Schemas.check(text(Sarif::write, compare()));
    }

    @Test
    void casesAreWhatTheCheckSays() throws Exception {
        JUnitDocument xml = JUnitDocument.parse(text(JUnitXml::write, check(true)));
        JUnitDocument.parse(text(JUnitXml::write, compare()));
        List<Element> failures = xml.all("failure");
        assertThat(failures).extracting(f -> f.getAttribute("type")).containsExactly("no-use-after-unload", "outcomes", "no-use-after-unload");
        assertThat(failures.get(0).getTextContent()).contains("BUG: sockrace: use-after-unload in __sock_create / free_module", "replay    sockrace replay ",
                "\nWhy\n");
        assertThat(failures.get(2).getAttribute("message")).isEqualTo("the scenario expects it to break (O1), but it holds (exhaustive)");
        assertThat(xml.all("error")).extracting(f -> f.getAttribute("message")).containsExactly("unknown call 'sockt'");
        assertThat(xml.all("skipped")).extracting(f -> f.getAttribute("message")).contains("bounded: stopped at --max-states 200000",
                "large is too large: too many threads", "not checked: interrupted");
        Element expected = xml.cases().stream().filter(c -> c.getAttribute("classname").equals("sockrace.check.inet-vs-rmmod (1)")
                && c.getAttribute("name").equals("no-use-after-unload")).findFirst().orElseThrow();
        assertThat(expected.getTextContent().strip()).startsWith("breaks as expected (O1): ");
    }

    /** The judgement and the cases say the same: nothing is lost on the way. */
    @Test
    void aScenarioFailsIfAndOnlyIfItIsUnexpected() throws Exception {
        for (Entry entry : ALL) {
            if (entry instanceof Checked checked) {
                JUnitDocument xml = JUnitDocument.parse(text(JUnitXml::write, CheckResults.of(List.of(entry), Samples.UNIVERSE, false)));
                assertThat(!xml.all("failure").isEmpty()).as(checked.report().toString()).isEqualTo(checked.judgement() == Judgement.UNEXPECTED);
                assertThat(!xml.all("skipped").isEmpty()).isEqualTo(checked.judgement() == Judgement.INCONCLUSIVE);
            }
        }
    }

    @Test
    void theFirstFlowIsTheWholeExecutionAndTheOthersAreThreads() throws Exception {
        JsonNode result = new ObjectMapper().readTree(text(Sarif::write, check(true))).at("/runs/0/results/0");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("model/src/main/java/org/sockrace/kernel/SocketCore.java");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(140);
        JsonNode flows = result.at("/codeFlows/0/threadFlows");
        assertThat(flows).extracting(f -> f.get("id").asText()).containsExactly("all threads", "T0", "T1");
        assertThat(flows).extracting(f -> f.get("locations").size()).containsExactly(14, 5, 9);
        List<JsonNode> steps = StreamSupport.stream(flows.get(0).get("locations").spliterator(), false).toList();
        assertThat(steps).extracting(s -> s.get("executionOrder").asInt()).isSorted().endsWith(14);
        assertThat(steps.get(4).at("/location/message/text").asText()).startsWith("T1: (T0 is preempted) in try_release_module_ref: int ret = ");
        assertThat(steps.get(13).get("importance").asText()).isEqualTo("essential");
    }

    @Test
    void nothingDependsOnTheLocaleOrTheTimeZone() throws Exception {
        String before = text(JUnitXml::write, check(true)) + text(Sarif::write, check(true)) + text(GitHubSummary::write, check(true));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            assertThat(text(JUnitXml::write, check(true)) + text(Sarif::write, check(true)) + text(GitHubSummary::write, check(true))).isEqualTo(before);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void timesCanBeLeftOut() throws Exception {
        assertThat(text(JUnitXml::write, check(true))).contains(" time=\"1.235\"");
        assertThat(text(JUnitXml::write, check(false))).doesNotContain(" time=");
    }
}
