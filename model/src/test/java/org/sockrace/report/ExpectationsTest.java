package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Outcome;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What is forbidden and happens is shown and fails; what nobody asked for is told; and what was not searched is not judged. On real searches. */
class ExpectationsTest {

    private static final String RACE = "module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy); ";
    private final CheckText text = new CheckText(Style.PLAIN, 6);

    private static Checked check(Scenario scenario, CheckOptions options) {
        return new Checked(scenario, Checker.check(scenario, options.withoutCounterexamples(), Progress.NONE), Origin.catalogue(scenario.name()));
    }

    private static Checked check(String program) {
        return check(ScenarioParser.parse(program, "", "x"), CheckOptions.DEFAULT);
    }

    private static Scenario named(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    // ---- what breaks ---------------------------------------------------------------------------------------------------

    @Test
    void whatBreaksAndIsNotNamedIsUnexpected() {
        Checked checked = check("module l2tp_ip; T0: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP) || T1: r = rmmod(l2tp_ip); "
                + "expect breaks kernel-assertion; never fd, EWOULDBLOCK");
        assertThat(checked.judgement()).isEqualTo(Judgement.UNEXPECTED);
        assertThat(text.line(checked).replaceAll("\\s+", " "))
                .contains("it should say breaks kernel-assertion; it does not name no-data-race, no-use-after-free, no-use-after-unload, outcomes");
    }

    @Test
    void whatIsNamedAndDoesNotBreakIsUnexpected() {
        Checked checked = check("module toy family=PF_TOY owner=none; setup: s = socket(PF_TOY, SOCK_STREAM, 0); T0: c = close(s) || T1: r = rmmod(toy); "
                + "expect breaks unregister-contract, no-use-after-unload, rollback");
        assertThat(checked.judgement()).isEqualTo(Judgement.UNEXPECTED);
        assertThat(text.line(checked).replaceAll("\\s+", " ")).contains("; rollback did not break");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inet-vs-rmmod", "rmmod-forced", "register-sloppy", "pppox-vs-rmmod"})
    void onePropertyIsJudgedAsInTheFullCheck(String name) {
        Scenario scenario = named(name);
        assertThat(check(scenario, CheckOptions.DEFAULT).judgement()).isEqualTo(Judgement.MET);
        for (Property property : Property.values()) {
            Checked one = check(scenario.checking(EnumSet.of(property)), CheckOptions.DEFAULT);
            assertThat(one.judgement()).as(property.id()).isNotEqualTo(Judgement.UNEXPECTED);
            assertThat(one.report().violations()).extracting(Violation::property)
                    .isSubsetOf(scenario.expectation().properties()).allMatch(property::equals);
        }
    }

    @Test
    void whatNobodyAskedForIsTold() {
        Checked checked = check(named("register-sloppy").checking(EnumSet.of(Property.TERMINATION)), CheckOptions.DEFAULT);
        assertThat(checked.report().verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(checked.report().unasked()).extracting(Violation::property).containsExactly(Property.OUTCOMES);
        assertThat(text.line(checked)).contains("broken, but not asked for: outcomes: forbidden outcome EAFNOSUPPORT: x is loaded and nobody removed it\n");
        assertThat(text.outcomes(checked, false)).doesNotContain("!");
        assertThat(JsonReport.document(List.of(checked), Samples.UNIVERSE)).contains("\"unasked\" : [").contains("forbidden outcome EAFNOSUPPORT");
    }

    @Test
    void whatWasCutShortCannotBeJudged() {
        long all = check(named("inet-vs-rmmod"), CheckOptions.DEFAULT).report().states();
        Checked checked = check(named("inet-vs-rmmod"), CheckOptions.DEFAULT.withLimits(all * 9 / 10, 0, 0));
        assertThat(checked.report().violations()).isNotEmpty();
        assertThat(checked.judgement()).isEqualTo(Judgement.INCONCLUSIVE);
        assertThat(checked.report().outcomes()).as("always is said only if all was searched").extracting(Outcome::seen).doesNotContain(Outcome.Seen.ALWAYS);
    }

    // ---- outcomes -----------------------------------------------------------------------------------------------------

    private static Outcome row(Checked checked, String... values) {
        return checked.report().outcomes().stream().filter(o -> o.values().equals(List.of(values))).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*, * acceptable; fd, EWOULDBLOCK forbidden", "fd, EWOULDBLOCK forbidden; *, * acceptable",
        "fd, * acceptable; *, EWOULDBLOCK forbidden; *, 0 acceptable"})
    void whatIsForbiddenIsForbiddenWhateverElseFits(String rows) {
        Checked checked = check(RACE + "outcome s, r; " + rows);
        assertThat(checked.judgement()).isEqualTo(Judgement.UNEXPECTED);
        assertThat(checked.report().violations()).extracting(Violation::message).containsExactly("forbidden outcome fd, EWOULDBLOCK");
        assertThat(text.outcomes(checked, false)).containsPattern("(?m)^ +! +(\\*|fd) +EWOULDBLOCK +sometimes +forbidden");
    }

    @Test
    void neverIsNotSaidOfWhatWasReached() {
        Checked checked = check(RACE + "outcome s, r; fd, * acceptable; *, EWOULDBLOCK acceptable; *, * allowed");
        assertThat(checked.judgement()).isEqualTo(Judgement.MET);
        assertThat(row(checked, "*", "EWOULDBLOCK").seen()).isEqualTo(Outcome.Seen.SOMETIMES);
    }

    @Test
    void aWildcardSaysWhatItStandsFor() {
        Checked checked = check(RACE + "outcome s, r; *, * acceptable");
        assertThat(row(checked, "*", "*").seen()).isEqualTo(Outcome.Seen.ALWAYS);
        assertThat(row(checked, "*", "*").cases()).extracting(Outcome.Case::values)
                .containsExactly(List.of("EAFNOSUPPORT", "0"), List.of("fd", "EWOULDBLOCK"));
        assertThat(text.line(checked)).contains("2 outcomes");
        assertThat(text.outcomes(checked, false)).contains("EAFNOSUPPORT  0            sometimes    one of these");
        assertThat(JsonReport.document(List.of(checked), Samples.UNIVERSE)).contains("\"cases\" : [");
    }

    @Test
    void identicalThreadsAreOneRow() {
        Checked checked = check("module toy family=PF_TOY create=ok|-ENOMEM; T0 x3: s = socket(PF_TOY)");
        assertThat(checked.report().outcomes()).hasSize(4);
        assertThat(checked.report().endings().outcomes()).hasSize(8);
        assertThat(checked.report().notes()).containsExactly("outcomes that become each other when identical threads are exchanged are shown once");
        Checked part = check("module toy family=PF_TOY create=ok|-ENOMEM; T0 x3: s = socket(PF_TOY); outcome s[0], s[1]");
        assertThat(part.report().outcomes()).as("these two threads are two of three").hasSize(4);
        assertThat(part.report().notes()).isEmpty();
    }

    @Test
    void oneViolationForWhatExchangedThreadsDo() {
        Checked checked = check("module toy family=PF_TOY create=ok|-ENOMEM; T0 x2: s = socket(PF_TOY); outcome s[0], s[1]; fd, fd; ENOMEM, ENOMEM");
        assertThat(checked.report().violations()).extracting(Violation::message).containsExactly("outcome ENOMEM, fd is not in the table");
    }

    @Test
    void whatHappenedComesBeforeWhatDidNot() {
        Checked checked = check(RACE + "outcome s, r; ENOMEM, 0 acceptable; fd, EWOULDBLOCK forbidden; *, * allowed");
        assertThat(checked.report().violations()).extracting(Violation::message)
                .containsExactly("forbidden outcome fd, EWOULDBLOCK", "outcome ENOMEM, 0 is declared but never reached");
    }

    @Test
    void oneIsNotMany() {
        assertThat(text.line(check("T0: c = close(3)"))).contains("  1 state  ").contains(" 1 outcome ");
    }

    @Test
    void everyExpectedPropertyIsInTheCatalogueByName() {
        Set<String> breaking = Set.of("rmmod-forced", "socket-vs-failing-init");
        breaking.forEach(name -> assertThat(named(name).expectation().properties()).contains(Property.NO_DATA_RACE, Property.REFCOUNT_BALANCE));
        CheckReport report = check(named("phonet-failing-init"), CheckOptions.DEFAULT).report();
        assertThat(report.violations()).extracting(Violation::property).containsExactly(Property.NO_USE_AFTER_UNLOAD);
    }
}
