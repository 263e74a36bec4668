package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.check.Attempt.Result;
import org.sockrace.explore.Progress;
import org.sockrace.explore.StaleScheduleException;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Repair;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What is said to repair a scenario was searched to its end, and repairs it. */
class FixCheckerTest {

    private static final Collection<Scenario> CATALOGUE = Catalogue.load().scenarios();

    private static Scenario scenario(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    private static FixCheck fix(Scenario scenario, Collection<Scenario> catalogue, CheckOptions options) {
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE);
        List<Violation> violations = Checker.withFixes(scenario, report, catalogue, options, Progress.NONE).violations();
        assertThat(violations).hasSameSizeAs(report.violations()).allSatisfy(v -> assertThat(v.fix()).isNotNull());
        return violations.stream().filter(v -> v.property() == report.violations().get(report.violations().size() - 1).property()).findFirst().orElseThrow()
                .fix();
    }

    private static FixCheck fix(String name) {
        return fix(scenario(name), CATALOGUE, CheckOptions.DEFAULT);
    }

    @Test
    void theScenarioOfTheCatalogueIsSearched() {
        FixCheck fix = fix("inet-vs-rmmod");
        CheckReport pinned = Checker.check(scenario("inet-vs-rmmod-pinned"), CheckOptions.DEFAULT, Progress.NONE);
        assertThat(fix.attempts()).containsExactly(new Attempt("kernel 4.4 inet-pins-protocol=yes", "inet-vs-rmmod-pinned", false, Result.HOLDS,
                pinned.states(), List.of(), ""));
        assertThat(fix.along()).last().asString().matches("It diverges at step \\d+: the schedule wants T1; T1 is blocked in inet_unregister_protosw "
                + "\\(AfInet.java:\\d+\\): synchronize_rcu\\(\\) waits for T0, a reader since step \\d+\\.");
    }

    /** The step of which it speaks is one that cannot be taken, and all before it can. */
    @ParameterizedTest
    @ValueSource(strings = {"inet-vs-rmmod", "can-raw-close-vs-rmmod"})
    void itDivergesWhereAReplayDoes(String name) {
        CheckReport report = Checker.check(scenario(name), CheckOptions.DEFAULT, Progress.NONE);
        Violation violation = Checker.withFixes(scenario(name), report, CATALOGUE, CheckOptions.DEFAULT, Progress.NONE).violations().get(0);
        String along = violation.fix().along().get(violation.fix().along().size() - 1);
        int step = Integer.parseInt(along.replaceAll("It diverges at step (\\d+):.*", "$1"));
        Scenario right = scenario(violation.fix().attempts().get(0).scenario());
        assertThatThrownBy(() -> Checker.replay(right, violation.counterexample().replay()))
                .isInstanceOfSatisfying(StaleScheduleException.class, e -> assertThat(e.step()).isEqualTo(step));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmmod-vs-close-no-owner", "register-sloppy", "packet-init-unchecked", "pppox-vs-rmmod"})
    void everySingleChangeIsWhatASearchSaysOfIt(String name) {
        Scenario scenario = scenario(name);
        FixCheck fix = fix(scenario, List.of(), CheckOptions.DEFAULT);
        List<Repair> repairs = Repair.of(scenario, KernelChoices::value);
        assertThat(fix.attempts()).extracting(Attempt::change).isEqualTo(repairs.stream().map(Repair::change).toList());
        for (int i = 0; i < repairs.size(); i++) {
            CheckReport report = Checker.check(repairs.get(i).scenario(), CheckOptions.DEFAULT.withoutCounterexamples(), Progress.NONE);
            assertThat(fix.attempts().get(i).result().id()).as(repairs.get(i).change()).isEqualTo(report.verdict().id());
            assertThat(fix.attempts().get(i).states()).isEqualTo(report.states());
        }
    }

    @Test
    void oneChangeRepairsAMissingOwner() {
        assertThat(alone("rmmod-vs-close-no-owner").holding()).extracting(Attempt::change).containsExactly("module toy owner=self");
        assertThat(alone("can-raw-close-vs-rmmod-6-19").holding()).extracting(Attempt::change).containsExactly("kernel switch can-ops-owner=yes");
        assertThat(alone("pppox-vs-rmmod").holding()).isEmpty();
        assertThat(alone("pppox-vs-rmmod").along()).isEmpty();
    }

    /** Where no other scenario makes the same calls and holds. */
    private static FixCheck alone(String name) {
        return fix(scenario(name), List.of(), CheckOptions.DEFAULT);
    }

    /** Without the failure, or without preemption, nothing breaks: that repairs nothing. */
    @Test
    void whatOnlyHidesIsNoRepair() {
        FixCheck init = fix("ipv6-failing-init");
        assertThat(init.attempts().get(0)).returns("socket-vs-insmod-ipv6", Attempt::scenario).returns(Result.HOLDS, Attempt::result)
                .returns(true, Attempt::hides);
        assertThat(init.attempts()).hasSizeGreaterThan(10);
        assertThat(init.holding()).isEmpty();
        assertThat(init.followed()).isEqualTo(init.attempts().get(0));
        assertThat(fix("pep-close-vs-rmmod").holding()).isEmpty();
    }

    @Test
    void aFailureThatIsNotThereIsNoBlockedThread() {
        Scenario scenario = scenario("socket-vs-failing-init");
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE);
        List<Violation> fixed = Checker.withFixes(scenario, report, CATALOGUE, CheckOptions.DEFAULT, Progress.NONE).violations();
        assertThat(fixed).anySatisfy(v -> assertThat(v.fix().along()).last().asString()
                .matches("It diverges at step \\d+: the schedule wants T1 to fail; T1 is at .* there in sock_register .*, "
                + "where nothing can fail\\."));
    }

    @Test
    void whatIsNotSearchedToItsEndHoldsNothing() {
        FixCheck fix = fix(scenario("rmmod-vs-close-no-owner"), List.of(), CheckOptions.DEFAULT.withLimits(40, 0, 0));
        assertThat(fix.attempts()).extracting(Attempt::result).startsWith(Result.HOLDS).contains(Result.NOT_TRIED).endsWith(Result.NOT_TRIED);
        FixCheck less = fix(scenario("rmmod-vs-close-no-owner"), List.of(), CheckOptions.DEFAULT.withLimits(5, 0, 0));
        assertThat(less.holding()).isEmpty();
        assertThat(less.attempts().get(0).result()).isEqualTo(Result.BOUNDED);
        assertThat(less.attempts().get(0).why()).startsWith("--max-states");
        FixCheck none = fix(scenario("rmmod-vs-close-no-owner"), CATALOGUE, CheckOptions.DEFAULT.cancelledBy(() -> true));
        assertThat(none.attempts()).extracting(Attempt::result).containsOnly(Result.NOT_TRIED);
    }

    /** Engines that prove nothing are not asked. */
    @Test
    void theSearchIsExhaustiveWhateverFoundTheViolation() {
        FixCheck fix = fix(scenario("rmmod-vs-close-no-owner"), List.of(), CheckOptions.DEFAULT.withWalks(3, 1).with(EngineKind.RANDOM_WALK));
        assertThat(fix.holding()).extracting(Attempt::change).containsExactly("module toy owner=self");
    }

    @Test
    void whatIsNotCheckedIsNotCheckedOfARepairEither() {
        Scenario scenario = scenario("inet-vs-rmmod").checking(EnumSet.of(Property.NO_DATA_RACE));
        assertThat(fix(scenario, CATALOGUE, CheckOptions.DEFAULT).attempts().get(0).broken()).doesNotContain(Property.NO_USE_AFTER_UNLOAD);
    }

    @Test
    void aRepairThatCannotBeSetUpIsNone() {
        Scenario scenario = ScenarioParser.parse("""
                module a family=PF_TOY
                module b family=PF_TOY sloppy=yes
                T0: s = socket(PF_TOY, SOCK_STREAM, 0)
                T1: r = rmmod(b)
                outcome s
                  fd acceptable
                """, "", "two");
        FixCheck fix = fix(scenario, List.of(), CheckOptions.DEFAULT);
        assertThat(fix.attempts()).filteredOn(a -> a.change().equals("module b sloppy=no")).singleElement().returns(Result.IMPOSSIBLE, Attempt::result)
                .satisfies(a -> assertThat(a.why()).isNotBlank().doesNotContain("\n"));
    }
}
