package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outcomes as users write them. */
class OutcomePatternTest {

    private static final Scenario TWO = ScenarioParser.parse("module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy)", "", "");

    @Test
    void areListsOfResults() {
        assertThat(OutcomePattern.parse(TWO, " fd ,EAGAIN ")).containsExactly("fd", "EWOULDBLOCK");
        assertThat(OutcomePattern.parse(TWO, "*,-EBUSY")).containsExactly("*", "EBUSY");
        assertThat(OutcomePattern.parse(TWO, "ENOMEM,\n 0")).containsExactly("ENOMEM", "0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "fd|1|1 result for 2 columns", "fd, 0, 0|8|3 results for 2 columns", "fd, EWOULDBLOK|5|unknown result 'EWOULDBLOK'", "3, 0|1|s is '3'",
        "fd, fd|5|r is 'fd', which its call never returns", "fd; 0|3|the outcome should end here", "fd, 0 acceptable|7|the outcome should end here",
        "fd,|4|expected a result", "\"\"|1|no outcome", "=|1|expected a result", "fd, 0;|6|the outcome should end here", "fd, 0 'x'|7|unexpected character"})
    void whatIsNoneIsAnsweredWithThePlaceAndTheColumns(String text, int column, String problem) {
        assertThatThrownBy(() -> OutcomePattern.parse(TWO, text)).isInstanceOfSatisfying(ScenarioSyntaxException.class, e -> {
            assertThat(e.problem()).startsWith(problem);
            assertThat(e.place().column()).as(text).isEqualTo(column);
        });
    }

    @Test
    void theColumnsAreListedAndWhatWasMeantIsSaid() {
        assertThatThrownBy(() -> OutcomePattern.parse(TWO, "fd")).hasMessageContaining("columns: s r");
        assertThatThrownBy(() -> OutcomePattern.parse(TWO, "fd, EWOULDBLOK")).hasMessageContaining("did you mean 'EWOULDBLOCK'?");
    }

    @Test
    void aScenarioWithoutResultsHasNone() {
        assertThatThrownBy(() -> OutcomePattern.parse(ScenarioParser.parse("T0: close(3)", "", "lonely"), "0")).hasMessageContaining("lonely has no outcomes");
    }
}
