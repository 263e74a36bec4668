package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.search.BreadthFirst;

/** A verdict "holds" is never given for what was not seen, and what is found does not depend on how it was looked for. */
class SoundVerdictsTest {

    private static Scenario scenario(String text) {
        return ScenarioParser.parse(text, "", "x");
    }

    private static Scenario named(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    private static CheckReport check(Scenario scenario, Reductions reductions) {
        return Checker.check(scenario, CheckOptions.DEFAULT.with(reductions).withoutCounterexamples(), Progress.NONE);
    }

    private static Set<Property> broken(CheckReport report) {
        return report.violations().stream().map(Violation::property).collect(Collectors.toCollection(() -> EnumSet.noneOf(Property.class)));
    }

    @Test
    void executionsThatEndUnchecked() {
        CheckReport report = check(named("inet-vs-rmmod").checking(EnumSet.of(Property.NO_DEADLOCK)), Reductions.ALL);
        assertThat(report.violations()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.BOUNDED);
        assertThat(report.exhaustive()).isFalse();
        assertThat(report.limit()).isEqualTo("executions ended at a violation that is not checked: no-use-after-unload, no-use-after-free, kernel-assertion");
    }

    @Test
    void partialOrderHidesNoThreadThatIsInsideWhenItsModuleGoes() {
        Scenario forced = scenario("kernel 6.19 force-unload=yes; module unix; T0: s = socket(PF_UNIX, SOCK_STREAM) || T1: r = rmmod(unix, force)");
        Set<Property> plain = broken(check(forced, Reductions.NONE));
        assertThat(plain).contains(Property.UNREGISTER_CONTRACT).hasSizeGreaterThanOrEqualTo(6);
        for (Reductions reductions : List.of(new Reductions(true, false), new Reductions(false, true), Reductions.ALL)) {
            assertThat(broken(check(forced, reductions))).as(reductions.toString()).isEqualTo(plain);
        }
    }

    @Test
    void threadsThatTurnOutNotToBeInterchangeableWhileTheSearchGoesOn() {
        CheckReport report = check(scenario("module l2tp_ip loaded=no; T0 x2: v2 = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP); v3 = insmod(l2tp_ip) "
                + "|| T1: v4 = rmmod(l2tp_ip)"), Reductions.ALL);
        assertThat(report.states()).isPositive();
    }

    @Test
    void twelveIdenticalThreads() {
        CheckReport report = check(scenario("module toy family=PF_TOY; T0 x12: s = socket(PF_TOY)"), Reductions.ALL);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(report.endings().outcomes()).hasSize(1);
    }

    /** Two threads that both write a field called state: of a socket, which is not the state of a module. */
    @Test
    void anExemptionIsOfAStructAFieldAndAFunction() {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage(SoundVerdictsTest.class.getName()));
        Word state = machine.alloc("sock_inode_cache", Region.Kind.OBJECT, mem -> field(machine, mem));
        ThreadProgram.Body body = locals -> {
            state.set(1);
            return 0;
        };
        List<ThreadProgram> threads = List.of(thread("T0", body), thread("T1", body));
        World world = WorldBuilder.complete(machine, threads).world(Budget.NONE);
        Findings found = new BreadthFirst(Reductions.ALL, 1).explore(org.sockrace.explore.Source.of(world), KnownRaces.MONITORS, Budget.NONE).findings();
        assertThat(found.byProperty()).containsOnlyKeys(Property.NO_DATA_RACE);
        assertThat(found.exempted()).isEmpty();
    }

    private static Word field(Machine machine, Region mem) {
        return machine.word(mem, "state", 0);
    }

    private static ThreadProgram thread(String name, ThreadProgram.Body body) {
        return new ThreadProgram(name, "task", List.of(new ThreadProgram.Call("run()", body, -1, Set.of())), 1, false, 0, Set.of());
    }

    /** A sleeping reader is said, and what it leads to as well: the execution goes on. */
    @Test
    void aBrokenRuleEndsNothing() {
        CheckReport report = check(named("rmmod-vs-close-no-owner"), Reductions.ALL);
        assertThat(report.endings().stops()).containsExactly(Property.NO_USE_AFTER_UNLOAD);
        assertThat(broken(report)).containsExactlyInAnyOrder(Property.NO_USE_AFTER_UNLOAD, Property.UNREGISTER_CONTRACT);
    }

    @Test
    void sevenSharedDescriptorsDoNotSwitchTheReductionOff() {
        Scenario scenario = scenario("module toy family=PF_TOY; setup: a = socket(PF_TOY); setup: b = socket(PF_TOY); setup: c = socket(PF_TOY); "
                + "setup: d = socket(PF_TOY); setup: e = socket(PF_TOY); setup: f = socket(PF_TOY); setup: g = socket(PF_TOY); "
                + "T0: close(a) || T1: close(b)");
        assertThat(check(scenario, Reductions.ALL).states() * 20).isLessThan(check(scenario, Reductions.NONE).states());
    }
}
