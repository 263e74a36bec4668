package org.sockrace.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.format.Forms.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Schemas;

/** Whatever names and messages hold, each format stays what it is, and nothing in them is taken for a command. */
class HostileNamesTest {

    private static final Pattern COMMAND = Pattern.compile("::(error|warning) (file=[^,:]*,(line=\\d+,)?)?title=[^,:]*::.*");

    /** A failure, an expected one, one undecided and an error, with that text wherever there is text. */
    private static Results with(String s) {
        Rule rule = new Rule("rule", s + "x", s + "x", s + "x");
        FlowStep step = new FlowStep(1, "T0" + s, 2, new Place(s + "x", 3), s, FlowStep.Weight.BROKEN);
        Finding finding = new Finding("rule", s, s + "\n" + s, new Place(s + "x", 7), s, List.of(step), s, s);
        List<Case> cases = List.of(new Case("a" + s, Status.FAILED, s + "x", finding), new Case("b" + s, Status.EXPECTED, s + "x", finding),
                new Case("c" + s, Status.UNDECIDED, s + "x", null), new Case("d" + s, Status.ERROR, s + "x", null),
                new Case("e" + s, Status.UNDECIDED_AS_EXPECTED, s + "x", null), new Case("f" + s, Status.PASSED, s, null));
        return new Results("check", List.of(rule), List.of(new Suite("suite" + s, s, 0.5, cases)), json -> json.writeStringField("text", s));
    }

    @ParameterizedTest
    @ValueSource(strings = {"]]>", "<a href=\"x\">&amp;'", "\0\1\b\u001b[31m\u007f\u0085", "\n::error::x\r\n::add-mask::y\r##[error]", "%0A%25,:;=",
        "\ud800 \udc00",
        "\ud83d\ude00 \u00e4", "\ufffe\uffff", "```\n# x\n````", "| x | `y` | <script> [a](b) *c*",
        "\\u0000 \\", "\u202e\u2066 \u2028", "a\tb", "   ", "C:\\x/../y?z#w"})
    void areValidInEachFormat(String s) throws Exception {
        Results results = with(s);
        JUnitDocument xml = JUnitDocument.parse(text(JUnitXml::write, results));
        assertThat(xml.cases()).hasSize(6);
        Schemas.check(text(Sarif::write, results));
        String commands = text(GitHubAnnotations::write, results);
        assertThat(commands.lines()).hasSize(3).allMatch(line -> COMMAND.matcher(line).matches(), "is a command");
        assertThat(commands).doesNotContain("\r").doesNotContain("\u001b");
        String summary = text(GitHubSummary::write, results);
        assertThat(summary.substring(0, summary.indexOf("\n### ")).lines().filter(line -> line.startsWith("|")).toList()).hasSize(3);
        assertThat(summary).doesNotContain("\u001b");
        assertThat(summary.substring(0, summary.indexOf("```"))).doesNotContain("<script>");
    }

    @Test
    void propertiesAreEscapedMoreThanMessages() throws Exception {
        Results results = with("100%, a: b\nc");
        assertThat(text(GitHubAnnotations::write, results)).startsWith("::error file=100%25%2C a%3A b cx,line=7,"
                + "title=suite100%25%2C a%3A b c%3A 100%25%2C a%3A b c::100%25, a: b%0Acx%0A100%25, a: b%0Ac\n");
    }

    @Test
    void moreThanGitHubShowsAreCounted() throws Exception {
        List<Case> cases = IntStream.range(0, 12).mapToObj(i -> new Case("c" + i, Status.FAILED, "m" + i, null)).toList();
        Results results = new Results("check", List.of(), List.of(new Suite("s", "v", null, cases)), json -> { });
        List<String> lines = text(GitHubAnnotations::write, results).lines().toList();
        assertThat(lines).hasSize(10);
        assertThat(lines.get(9)).isEqualTo("::error title=sockrace::and 3 more, which the summary of the step lists");
        assertThat(text(GitHubSummary::write, results)).contains("c11");
    }

    @Test
    void aSummaryIsNotTooLongAndSaysWhatItLeavesOut() throws Exception {
        Finding large = new Finding("r", "t", "x".repeat(200_000), null, "", List.of(), "", "");
        List<Case> cases = Stream.of("a", "b", "c").map(name -> new Case(name, Status.FAILED, "m", large)).toList();
        String summary = text(GitHubSummary::write, new Results("check", List.of(), List.of(new Suite("s", "v", null, cases)), json -> { }));
        assertThat(summary).hasSizeLessThan(1 << 20).contains("\n1 more report does not fit into a summary");
    }

    @Test
    void aFingerprintIsThatOfTheFindingNotOfItsLine() throws Exception {
        String one = fingerprint(new Place("f", 1), "key", "r");
        assertThat(fingerprint(new Place("f", 2), "key", "r")).isEqualTo(one).hasSize(32);
        assertThat(fingerprint(new Place("f", 1), "other", "r")).isNotEqualTo(one);
        assertThat(fingerprint(new Place("f", 1), "key", "other")).isNotEqualTo(one);
    }

    private static String fingerprint(Place place, String key, String rule) throws Exception {
        Case one = new Case("c", Status.FAILED, "m", new Finding(rule, "t", "x", place, "", List.of(), "", key));
        String sarif = text(Sarif::write, new Results("check", List.of(new Rule(rule, "t", "m", "h")), List.of(new Suite("s", "v", null, List.of(one))),
                json -> { }));
        return Json.MAPPER.readTree(sarif).at("/runs/0/results/0/partialFingerprints/sockraceFinding~1v1").asText();
    }
}
