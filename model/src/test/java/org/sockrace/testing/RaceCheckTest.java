package org.sockrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.check.CheckOptions;
import org.sockrace.machine.Property;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.NoScenarioException;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioSyntaxException;

/** Assertions pass when they are true, and fail with the counterexample; what was cut short never passes. */
class RaceCheckTest {

    private static final String PINS = "module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy)";
    private static final RaceCheck HOLDS = Race.program(PINS).check();
    private static final RaceCheck BREAKS = Race.named("inet-vs-rmmod").check();
    private static final Property[] ALL_BROKEN = BREAKS.report().violations().stream().map(v -> v.property()).distinct().toArray(Property[]::new);

    private static void fails(Runnable assertion, String... parts) {
        assertThatThrownBy(assertion::run).isExactlyInstanceOf(AssertionError.class).message().contains(parts);
    }

    @Test
    void whatHoldsPasses() {
        assertThat(HOLDS.assertHolds().assertAsExpected().assertOutcomes("fd,EWOULDBLOCK", " EAFNOSUPPORT , 0 ")).isSameAs(HOLDS);
        assertThat(HOLDS.replays()).isEmpty();
        assertThat(HOLDS.verdict()).isEqualTo("holds, exhaustive");
    }

    @Test
    void whatBreaksFailsWithTheCounterexample() {
        fails(BREAKS::assertHolds, "inet-vs-rmmod should hold, but breaks no-use-after-unload",
                "\nBUG: sockrace: use-after-unload in inet_create / free_module\n",
                "\nreplay    sockrace replay inet-vs-rmmod:0x24,1x46,0\n", "\nWhy\n", "UNEXPECTED: it should");
        assertThat(BREAKS.replays()).first().isEqualTo("sockrace replay inet-vs-rmmod:0x24,1x46,0");
    }

    @Test
    void exactlyTheNamedPropertiesBreak() {
        Property first = ALL_BROKEN[0];
        Property[] others = java.util.Arrays.copyOfRange(ALL_BROKEN, 1, ALL_BROKEN.length);
        assertThat(BREAKS.assertBreaks(first, others).assertAsExpected()).isSameAs(BREAKS);
        fails(() -> BREAKS.assertBreaks(first), "should say breaks " + first.id() + ", but breaks no-use-after-unload, ", "it does not name ");
        fails(() -> BREAKS.assertBreaks(Property.NO_DEADLOCK, ALL_BROKEN), "no-deadlock did not break");
        fails(() -> HOLDS.assertBreaks(Property.NO_DEADLOCK), "should say breaks no-deadlock, but everything holds");
    }

    /** The worst that this could do. */
    @Test
    void whatIsBoundedNeverPasses() {
        RaceCheck cut = Race.program(PINS).with(CheckOptions.DEFAULT.withLimits(20, 0, 0)).check();
        fails(cut::assertHolds, "not everything was searched (", "--max-states");
        fails(cut::assertAsExpected, "not everything was searched (");
        fails(() -> cut.assertAsExpected(Property.NO_DEADLOCK), "bounded: ");
        fails(() -> cut.assertBreaks(Property.NO_DEADLOCK), "not everything was searched (");
        fails(() -> cut.assertOutcomes("fd,EWOULDBLOCK", "EAFNOSUPPORT,0"), "not everything was searched (");
        RaceCheck declared = Race.program(PINS + "; expect bounded").with(CheckOptions.DEFAULT.withLimits(20, 0, 0)).check();
        assertThat(declared.isUndecidedAsExpected()).isTrue();
        fails(declared::assertAsExpected, "is bounded, as the scenario says, which is no proof");
        assertThat(HOLDS.isUndecidedAsExpected()).isFalse();
    }

    @Test
    void whoIsInterruptedSoonHasAResultThatIsBounded() {
        Thread.currentThread().interrupt();
        try {
            fails(() -> Race.named("rmmod-vs-two-sockets").check().assertHolds(), "not everything was searched");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void outcomesAreAnExactSet() {
        fails(() -> HOLDS.assertOutcomes("fd,EWOULDBLOCK"), "reached and not expected: \"EAFNOSUPPORT,0\"");
        fails(() -> HOLDS.assertOutcomes("fd,EWOULDBLOCK", "EAFNOSUPPORT,0", "fd,0"), "expected and not reached: \"fd,0\"");
        assertThatThrownBy(() -> HOLDS.assertOutcomes("fd")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'fd' has 1 result, but an outcome of ad-hoc has 2: s, r");
    }

    /** Whichever of two identical threads had the result. */
    @Test
    void identicalThreadsAreExchanged() {
        RaceCheck two = Race.program("module toy family=PF_TOY create=ok|-ENOMEM; T0 x2: s = socket(PF_TOY)").check();
        two.assertOutcomes("fd,fd", "ENOMEM,fd", "ENOMEM,ENOMEM");
        two.assertOutcomes("fd,fd", "fd,ENOMEM", "ENOMEM,ENOMEM");
        fails(() -> two.assertOutcomes("fd,fd", "ENOMEM,ENOMEM"), "reached and not expected: \"");
    }

    @Test
    void theSimplestScheduleIsAsserted() {
        BREAKS.assertSchedule(Property.NO_USE_AFTER_UNLOAD, "0x24,1x46,0").assertPreemptions(Property.NO_USE_AFTER_UNLOAD, 1);
        fails(() -> BREAKS.assertSchedule(Property.NO_USE_AFTER_UNLOAD, "0x1"), "by 0x1, but does by 0x24,1x46,0");
        fails(() -> BREAKS.assertPreemptions(Property.NO_USE_AFTER_UNLOAD, 0), "with 0 preemptions, but does with 1");
        fails(() -> BREAKS.assertPreemptions(Property.NO_DEADLOCK, 0), "but does not break it");
        fails(() -> BREAKS.assertSchedule(Property.NO_DEADLOCK, "0"), "but does not break it");
    }

    @Test
    void eachPropertyIsAssertedByItself() {
        BREAKS.assertAsExpected(Property.NO_USE_AFTER_UNLOAD).assertAsExpected(Property.NO_DEADLOCK);
        RaceCheck unexpected = Race.of(BREAKS.scenario().expecting(HOLDS.scenario().expectation())).check();
        fails(() -> unexpected.assertAsExpected(Property.NO_USE_AFTER_UNLOAD), "no-use-after-unload in inet-vs-rmmod: ", "BUG: sockrace: ",
                "replay    race.replay(\"inet-vs-rmmod:0x24,1x46,0\")");
        RaceCheck one = Race.program(PINS + "; always no-deadlock").check();
        assertThatThrownBy(() -> one.assertAsExpected(Property.ROLLBACK)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void schedulesAreReplayed() {
        Race race = Race.named("inet-vs-rmmod");
        RaceReplay replay = race.replay("inet-vs-rmmod:0x24,1x46,0").assertBreaks(Property.NO_USE_AFTER_UNLOAD);
        assertThat(replay.text()).contains("BUG: sockrace: ");
        fails(replay::assertBreaksNothing, "should break nothing, but it breaks no-use-after-unload", "\nWhy\n");
        fails(() -> replay.assertDivergesAt(5), "should not fit at step 5, but it breaks");
        fails(() -> replay.assertBreaks(Property.NO_DEADLOCK), "should break no-deadlock, but it breaks no-use-after-unload");
        race.replay("0x5").assertBreaksNothing();
        fails(() -> race.replay("0x5").assertBreaks(Property.ROLLBACK), "but it breaks nothing", "An execution of inet-vs-rmmod that breaks nothing");
        RaceReplay stale = race.replay("0x5,7");
        stale.assertDivergesAt(6);
        fails(() -> stale.assertDivergesAt(5), "should not fit at step 5, but it does not fit at step 6");
        fails(stale::assertBreaksNothing, "it does not fit at step 6", "there is no thread 7");
        fails(() -> stale.assertBreaks(Property.ROLLBACK), "it does not fit at step 6");
        Race.named("inet-vs-rmmod-pinned").replay("0x24,1x46,0").assertDivergesAt(42);
        assertThatThrownBy(() -> race.replay("other:0")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("another scenario");
        assertThatThrownBy(() -> race.replay("zero")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void racesComeFromEverywhere(@TempDir Path folder) throws java.io.IOException {
        Scenario made = Scenario.named("made").thread("T0", t -> t.call(CallKind.CLOSE, 3)).build();
        assertThatCode(() -> Race.of(made).check().assertHolds()).doesNotThrowAnyException();
        Path file = Files.writeString(folder.resolve("mine.race"), "T0: close(3)\n");
        assertThat(Race.file(file)).hasToString("mine, expected: holds");
        assertThat(Race.resource(getClass().getClassLoader(), "races/socket-pins-its-module.race").scenario().name()).isEqualTo("socket-pins-its-module");
        assertThat(Race.matching("inet-*")).hasSizeGreaterThan(2);
        assertThatThrownBy(() -> Race.named("inet-*")).hasMessageMatching("'inet-\\*' fits [0-9]+ scenarios: .*");
        assertThatThrownBy(() -> Race.named("nobody")).isInstanceOf(NoScenarioException.class);
        assertThatThrownBy(() -> Race.program("T0: sockt(1)")).isInstanceOf(ScenarioSyntaxException.class);
        assertThatThrownBy(() -> Race.file(folder.resolve("none"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> Race.resource(getClass().getClassLoader(), "none")).hasMessageContaining("no such file");
    }
}
