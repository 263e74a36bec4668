package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Several scenarios in a file: each is what it would be alone, and stands where it stands. */
class ScenarioPartsTest {

    private static final String TWO = """
            # both
            scenario a "one"
              expect breaks outcomes
              repaired-by b
              T0: close(3)
            # the other
            scenario b
            T0: close(4)
            """;

    private static List<Scenario> parsed(String text) {
        return ScenarioParts.of(text, "file").stream().map(p -> ScenarioParser.parse(p, "x.race", "file")).toList();
    }

    private static String error(String text) {
        try {
            return parsed(text).toString();
        } catch (ScenarioSyntaxException e) {
            return e.getMessage().lines().findFirst().orElse("");
        }
    }

    @Test
    void eachIsReadByItself() {
        List<Scenario> both = parsed(TWO);
        assertThat(both).extracting(Scenario::name).containsExactly("a", "b");
        assertThat(both).extracting(Scenario::title).containsExactly("one", "");
        assertThat(both).extracting(Scenario::repairedBy).containsExactly("b", "");
        assertThat(both).extracting(s -> s.threads().get(0).text()).containsExactly("close(3)", "close(4)");
        assertThat(both.get(1).expectation().kind()).isEqualTo(Expectation.Kind.HOLDS);
    }

    @Test
    void oneIsTheWholeText() {
        for (String text : List.of("T0: close(3)", "scenario x\nT0: close(3)\n", "T0: close(3)\nscenario x", "", "scenario", "T0: close(3) @")) {
            assertThat(ScenarioParts.of(text, "file")).singleElement().satisfies(p -> {
                assertThat(p.text()).isEqualTo(text);
                assertThat(p.several()).isFalse();
            });
        }
    }

    /** What names the first may stand behind it, as in a file with one. */
    @Test
    void theSecondNameBeginsTheSecond() {
        assertThat(parsed("T0: close(3)\nscenario a\nscenario b; T1: close(5); scenario c; T2: close(6)"))
                .extracting(s -> s.name() + " " + s.threads().get(0).name()).containsExactly("a T0", "b T1", "c T2");
    }

    @Test
    void aMistakeIsWhereItStands() {
        assertThat(error("scenario a\nT0: close(3)\n\nscenario b\n  T0: clos(4)\n")).isEqualTo("x.race:5:7: error: unknown call 'clos'");
        assertThat(error("scenario a; T0: close(3); scenario b; T0: clos(4)")).isEqualTo("x.race:1:43: error: unknown call 'clos'");
        assertThat(error("scenario a\n\nscenario b\nT0: close(3)"))
                .isEqualTo("x.race:3:1: error: a scenario needs a thread, for example T0: s = socket(PF_PACKET, SOCK_RAW, 0)");
        assertThat(error("scenario a\nT0: close(3)\nscenario\nT0: close(3)"))
                .isEqualTo("x.race:3:9: error: expected the scenario's name, but found the end of the line");
    }

    @Test
    void aNameStandsForOne() {
        assertThat(error("scenario a\nT0: close(3)\nscenario a\nT0: close(3)"))
                .isEqualTo("x.race:3:10: error: the file has a scenario 'a' already: give this one another name");
    }

    @Test
    void aRepairIsAnotherOfTheFile() {
        assertThat(error(TWO.replace("repaired-by b", "repaired-by a"))).isEqualTo("x.race:4:15: error: the file has no other scenario 'a'");
        assertThatThrownBy(() -> parsed(TWO.replace("repaired-by b", "repaired-by bb"))).hasMessageContaining("did you mean 'b'?");
        assertThat(error("repaired-by b\nT0: close(3)")).isEqualTo("x.race:1:13: error: there is no other scenario in the file that could repair this one");
        assertThat(error(TWO.replace("repaired-by b", "repaired-by b; repaired-by b")))
                .isEqualTo("x.race:4:18: error: a second repaired-by: the first is in line 4");
        assertThatThrownBy(() -> ScenarioParser.parse(TWO, "x.race", "x")).hasMessageContaining("there is no other scenario");
    }
}
