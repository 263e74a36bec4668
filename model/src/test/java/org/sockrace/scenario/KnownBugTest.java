package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.history.Revert;

/** What is said of the bugs of Linux is what the catalogue has of them. */
class KnownBugTest {

    private static final Map<String, Scenario> CATALOGUE = Catalogue.load().scenarios().stream().collect(Collectors.toMap(Scenario::name, Function.identity()));

    @ParameterizedTest
    @EnumSource
    void scenariosShowItAndThatItIsGone(KnownBug bug) {
        assertThat(bug.breaking()).isNotEmpty();
        for (String name : bug.breaking()) {
            assertThat(CATALOGUE).containsKey(name);
            assertThat(CATALOGUE.get(name).expectation().kind()).as(name).isEqualTo(Expectation.Kind.BREAKS);
        }
        for (String name : bug.holding()) {
            assertThat(CATALOGUE).containsKey(name);
            assertThat(CATALOGUE.get(name).expectation().kind()).as(name).isNotEqualTo(Expectation.Kind.BREAKS);
        }
        assertThat(bug.open()).isEqualTo(bug.id().startsWith("O"));
    }

    @Test
    void everyScenarioThatNamesABugIsNamedByIt() {
        for (Scenario scenario : CATALOGUE.values()) {
            if (!scenario.finding().isEmpty()) {
                KnownBug bug = KnownBug.of(scenario.finding()).orElseThrow(() -> new AssertionError(scenario.name() + ": " + scenario.finding()));
                boolean breaks = scenario.expectation().kind() == Expectation.Kind.BREAKS;
                assertThat(breaks ? bug.breaking() : bug.holding()).as(bug.id()).contains(scenario.name());
            }
        }
    }

    /** Each scenario that shows a bug of the past has one beside it that makes the same calls and holds, which the fix check finds by itself. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"O1", "O2", "O3", "O4", "O6", "H6", "H11", "H16", "H17"})
    void theRepairIsBesideIt(KnownBug bug) {
        Scenario breaking = CATALOGUE.get(bug.breaking().get(0));
        assertThat(Counterpart.of(breaking, CATALOGUE.values()).map(Scenario::name)).get().isIn(bug.holding());
    }

    @ParameterizedTest
    @EnumSource
    void everyRevertIsWhatOneBugNeeds(Revert revert) {
        List<KnownBug> bugs = Stream.of(KnownBug.values()).filter(b -> b.revert().equals(java.util.Optional.of(revert))).toList();
        assertThat(bugs).hasSize(1);
        assertThat(bugs.get(0).breaking()).allSatisfy(name -> assertThat(CATALOGUE.get(name).kernel().revert()).contains(revert));
        assertThat(Arrays.asList(bugs.get(0).references().split(", ")).containsAll(revert.names().stream().skip(1).toList())).isTrue();
    }

    @Test
    void aChangeHasSeveralNames() {
        for (String name : List.of("setattr-lock", "CVE-2018-12232", "6d8c50dcb029", "6d8c50d", "6d8c50dcb029872b298eea68cc6209c866fd3e14")) {
            assertThat(Revert.named(name)).as(name).contains(Revert.SETATTR_LOCK);
        }
        assertThat(Revert.named("6d8c50")).as("too short").isEmpty();
        assertThat(Revert.named("none")).isEmpty();
        assertThat(scenario("kernel 4.19 revert=6d8c50d").kernel()).isEqualTo(scenario("kernel 4.19 revert=CVE-2018-12232").kernel());
        assertThat(scenario("kernel 4.19 revert=6d8c50d").kernel().text()).isEqualTo("4.19 revert=setattr-lock");
    }

    @Test
    void whatCannotBeRevertedIsRefused() {
        assertThat(message("kernel 4.19 revert=CVE-2018-12233")).contains("'CVE-2018-12233' is no change that can be reverted (sockrace list history)")
                .contains("did you mean 'CVE-2018-12232'?");
        assertThat(message("kernel 4.4 revert=setattr-lock")).contains("setattr-lock cannot be reverted in kernel 4.4, but in 4.19 to 7.1");
        assertThat(message("kernel 6.1 revert=module-refcounts")).contains("module-refcounts cannot be reverted in kernel 6.1, but in");
        for (Revert revert : Revert.values()) {
            assertThat(KernelVersion.values()).as(revert.id()).anyMatch(revert::appliesTo);
        }
    }

    private static Scenario scenario(String kernel) {
        return ScenarioParser.parse(kernel + "; T0: s = socket(PF_UNIX, SOCK_STREAM, 0)", "", "test");
    }

    private static String message(String kernel) {
        try {
            scenario(kernel);
        } catch (ScenarioSyntaxException e) {
            return e.getMessage();
        }
        return "";
    }
}
