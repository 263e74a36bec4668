package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What one of any number of threads and all others may come to. */
class AnyOutcomesTest {

    private static final String PAIR = """
            scenario pair
              "a socket, and rmmod"
              module toy family=PF_TOY
              T0%s: s = socket(PF_TOY, SOCK_STREAM, 0); c = close(s)
              T1: r = rmmod(toy)
            """;

    private static Proof prove(Scenario scenario) {
        return Prover.prove(scenario, "T0", 2, CheckOptions.DEFAULT, Progress.NONE);
    }

    private static String pair(String copies) {
        return String.format(Locale.ROOT, PAIR, copies);
    }

    private static Scenario parsed(String text) {
        return ScenarioParser.parse(text, "", "pair");
    }

    /** What each copy of T0 and T1 come to if there are so many of T0. */
    private static Set<List<String>> searched(int copies) {
        Scenario scenario = parsed(pair(copies == 1 ? "" : " x" + copies));
        Set<List<String>> pairs = new LinkedHashSet<>();
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE);
        int r = report.columns().indexOf("r");
        for (Outcome outcome : report.outcomes()) {
            for (int copy = 0; copy < copies; copy++) {
                String end = copies == 1 ? "" : "[" + copy + "]";
                pairs.add(List.of(outcome.values().get(report.columns().indexOf("s" + end)), outcome.values().get(report.columns().indexOf("c" + end)),
                        outcome.values().get(r)));
            }
        }
        return pairs;
    }

    @Test
    void whatSearchesFindIsAmongThem() {
        Proof proof = prove(parsed(pair("") + "  outcome s, c, r\n    *, *, *  acceptable\n"));
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVEN);
        Set<List<String>> all = new LinkedHashSet<>();
        for (int n = 1; n <= 3; n++) {
            all.addAll(searched(n));
        }
        assertThat(all).hasSize(3);
        assertThat(proof.results().names()).containsExactly("s", "c", "r");
        assertThat(proof.results().reached()).containsAll(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmmod-vs-socket", "rmmod-vs-close", "inet-vs-rmmod-pinned", "can-raw-vs-rmmod", "socket-vs-insmod", "unix-vs-rmmod"})
    void everyOutcomeOfOneIsAmongThem(String name) {
        Scenario scenario = Catalogue.load().matching(name).get(0).scenario();
        Proof proof = prove(scenario);
        if (proof.results() != null) {
            List<List<String>> one = new ArrayList<>();
            Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE).outcomes().stream().filter(o -> o.count() > 0)
                    .forEach(o -> one.addAll(o.cases().isEmpty() ? List.of(o.values()) : o.cases().stream().map(Outcome.Case::values).toList()));
            assertThat(proof.results().reached()).containsAll(one).hasSizeLessThan(20);
        }
    }

    @Test
    void aForbiddenOutcomeThatMayComeIsNotProvenAway() {
        Proof proof = prove(parsed(pair("") + """
                  outcome s, r
                    fd, EWOULDBLOCK  acceptable
                    EAFNOSUPPORT, 0  forbidden
                """));
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.NOT_PROVEN);
        assertThat(proof.why()).isEqualTo("views of 1 thread show a forbidden outcome: (s, r) = (EAFNOSUPPORT, 0)");
        Proof other = prove(parsed(pair("") + """
                  outcome s, c, r
                    fd, 0, EWOULDBLOCK  acceptable
                    EAFNOSUPPORT, 0, 0  forbidden
                """));
        assertThat(other.verdict()).isEqualTo(Proof.Verdict.PROVEN);
        assertThat(other.results().forbidden()).isEmpty();
    }

    @Test
    void resultsOfSeveralOrNoneAreNotLookedAt() {
        assertThat(prove(parsed(pair(" x2"))).results()).isNull();
    }
}
