package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.Golden;
import org.sockrace.Schemas;
import org.sockrace.check.Verdict;
import org.sockrace.compare.Comparison;
import org.sockrace.compare.ObservedOutcomes;
import org.sockrace.format.Json;
import org.sockrace.scenario.Scenario;

/** Comparisons as text and as JSON. */
class CompareTextTest {

    private static final Checked HOLDS = Samples.holds();
    private static final Origin FILE = new Origin("mine", "-f", "my races/mine.race");

    private static Comparison comparison(Checked checked, long... samples) {
        return Comparison.of(checked.scenario(), checked.report(), Samples.observed(samples));
    }

    private static Comparison breaks() {
        Scenario inet = Samples.INET;
        ObservedOutcomes observed = new ObservedOutcomes(inet);
        observed.add(List.of("fd", "EWOULDBLOCK"), 2_000);
        observed.add(List.of("ENOMEM", "0"), 1);
        return Comparison.of(inet, Samples.breaks().report(), observed);
    }

    private static Comparison breaksAndAgrees() {
        ObservedOutcomes observed = new ObservedOutcomes(Samples.INET);
        observed.add(List.of("fd", "EWOULDBLOCK"), 1);
        return Comparison.of(Samples.INET, Samples.breaks().report(), observed);
    }

    private static String text(Style style, Checked checked, Comparison c) {
        return new CompareText(style).comparison(checked.scenario(), checked.origin(), c);
    }

    private static String all(Style style) {
        return text(style, HOLDS, comparison(HOLDS, 41_207, 28_913)) + "\n" + text(style, HOLDS, comparison(HOLDS, 9_999_999)) + "\n"
                + text(style, HOLDS, comparison(HOLDS, 9_999_999, 0, 3)) + "\n"
                + text(style, Samples.bounded(), comparison(Samples.bounded(), 5, 5, 3)) + "\n" + text(style, Samples.breaks(), breaks()) + "\n"
                + text(style, Samples.breaks(), breaksAndAgrees()) + "\n" + text(style, Samples.unexpected(), comparison(Samples.unexpected(), 1, 0, 1));
    }

    @Test
    void textsAreWhatTheyWere() {
        Golden.check("compare.txt", all(Style.PLAIN));
    }

    @Test
    void linesFitTheWidth() {
        assertThat(all(new Style(80, false, false)).lines().filter(line -> !line.startsWith("    "))).allMatch(line -> line.length() <= 80);
        assertThat(all(Style.PLAIN).lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void asciiIsAscii() {
        assertThat(all(new Style(120, true, false)).chars()).allMatch(c -> c < 0x80);
    }

    @Test
    void colourIsOnlyAddition() {
        String painted = all(new Style(120, false, true));
        assertThat(painted).contains("\u001b[32magrees\u001b[0m", "\u001b[31mDIFFERS\u001b[0m", "\u001b[33minconclusive\u001b[0m");
        assertThat(painted.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(all(Style.PLAIN));
    }

    @Test
    void commandsNameTheScenarioAsTheUserDid() {
        assertThat(new CompareText(Style.PLAIN).comparison(HOLDS.scenario(), FILE, comparison(HOLDS, 0, 0, 3)))
                .contains("\n   sockrace check -f 'my races/mine.race'\n");
    }

    @ParameterizedTest
    @CsvSource({"0,5,-", "5,5,100.00%", "1,3,33.33%", "2,3,66.67%", "115362,241348,47.80%", "1,10000,0.01%", "1,20000,0.01%",
        "1,20001,<0.01%", "9999,10000,99.99%", "99994,100000,99.99%", "99995,100000,>99.99%",
        "9223372036854775806,9223372036854775807,>99.99%", "1,9223372036854775807,<0.01%"})
    void sharesAreRoundedToTheNearestButNeverToAllOrNothing(long part, long whole, String share) {
        assertThat(Numbers.share(part, whole)).isEqualTo(share);
    }

    @Test
    void jsonHasItsForm() throws Exception {
        String document = json(comparison(HOLDS, 9_999_999, 0, 3));
        Golden.check("compare.json", document);
        assertThat(new ObjectMapper().readTree(document).get("schema").asInt()).isEqualTo(Json.SCHEMA);
        JsonNode broken = new ObjectMapper().readTree(json(breaks()));
        assertThat(broken.get("verdict").asText()).isEqualTo("inconclusive");
        assertThat(broken.get("stops")).extracting(JsonNode::asText).containsExactly("no-use-after-unload");
        assertThat(broken.get("violations")).extracting(JsonNode::asText).containsExactly("no-use-after-unload");
        assertThat(broken.get("outcomes").get(0).get("model").asText()).isEqualTo("not reached");
        JsonNode bounded = new ObjectMapper().readTree(json(comparison(Samples.bounded(), 1)));
        assertThat(bounded.get("limit").asText()).isEqualTo("stopped at --max-states 200000");
        assertThat(Samples.bounded().report().verdict()).isEqualTo(Verdict.BOUNDED);
    }

    private static String json(Comparison comparison) throws IOException {
        StringWriter text = new StringWriter();
        Json.write(CompareResults.of(Samples.RMMOD, Origin.catalogue("rmmod-vs-socket"), "observed.tsv", comparison, true), text);
        Schemas.check(text.toString());
        return text.toString();
    }
}
