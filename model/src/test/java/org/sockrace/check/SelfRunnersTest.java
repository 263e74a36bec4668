package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Progress;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Completions, delayed works, queues and kernel threads: each rule has code that breaks it, and code beside it that keeps it. */
class SelfRunnersTest {

    private static final int MOST_STATES = 40_000;

    private static Scenario scenario(String type, String thread) {
        Class<?> file = Stream.of(CompletionModules.class, QueueModules.class, ThreadModules.class, LockModules.class, RwlockModules.class,
                        OrderedModules.class, SoftirqModules.class, Chains.class)
                .filter(f -> Stream.of(f.getDeclaredClasses()).anyMatch(c -> c.getSimpleName().equals(type))).findFirst().orElseThrow();
        return ScenarioParser.parse("scenario agents\n  module m source=" + file.getName() + "$" + type + "\n  T0: " + thread + "\n",
                "agents.race", "agents");
    }

    private static CheckReport check(String type, CheckOptions options) {
        return Checker.check(scenario(type, "r = rmmod(m)"), options.withLimits(MOST_STATES, 0, 0), Progress.NONE);
    }

    private static Set<String> broken(CheckReport report) {
        return report.violations().stream().map(v -> v.property().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "WaitsInTimer, rcu-usage", "CompletesAndReturns, no-use-after-unload", "NeverCompletes, no-deadlock", "CompletedOnce, no-deadlock",
        "FreedBySignal, no-use-after-unload",
        "DelayedLeft, no-use-after-unload", "DelayedCancelled, no-use-after-unload", "DelayedCancelsItself, no-deadlock",
        "QueueDestroyedDelayed, no-use-after-free", "QueueUsedAfterwards, no-use-after-free", "QueueUsedMeanwhile, kernel-assertion",
        "QueueFlushedOnce, no-use-after-unload",
        "ThreadLeft, unregister-contract", "ThreadEnds, no-use-after-free", "ThreadStopsItself, no-deadlock", "ThreadCompletes, no-use-after-unload",
        "ThreadMissesWakeUp, no-deadlock", "NoThread, kernel-assertion",
        "ReadsTwice, no-deadlock", "WritesTwice, no-deadlock", "ReadsInTimer, rcu-usage", "ReleasesWhatItHasNot, kernel-assertion",
        "SleepsInAtomicChain, rcu-usage", "LeavesInBlockingChain, no-deadlock", "RegisteredTwice, kernel-assertion", "UnregisteredTwice, unregister-contract",
        "WritesInsideRead, no-deadlock", "ReadsInsideWrite, no-deadlock", "ReadsAgain, no-deadlock", "SleepsAsReader, rcu-usage", "SleepsAsWriter, rcu-usage",
        "SleepsWithoutSoftirqs, rcu-usage", "StaysReader, rcu-usage", "ReleasesAsReader, kernel-assertion", "ReleasesAsWriter, kernel-assertion",
        "WritesAsReader, no-data-race", "TriesInVain, kernel-assertion", "TriesAndKeeps, rollback",
        "BothAtOnce, no-data-race", "InAnotherOrder, kernel-assertion", "WaitsForTheNext, no-deadlock",
        "TimerMayInterrupt, no-deadlock", "TimerComesAgain, no-deadlock",
        "RaisedFromZero, refcount-range", "PutTwice, refcount-range", "LoweredToZero, refcount-range"
    })
    void aRuleThatIsBrokenIsFound(String type, String property) {
        CheckReport report = check(type, CheckOptions.DEFAULT);
        assertThat(broken(report)).as(report.toString()).contains(property);
        assertThat(broken(check(type, CheckOptions.DEFAULT.with(Reductions.NONE)))).isEqualTo(broken(report));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CompletesAndIsFlushed", "NeverCompletesInTime", "CompletedForAll",
        "DelayedCancelledSync", "DelayedFlushed", "DelayedOnceAndAgain", "DelayedCancelledByTimer",
        "QueueDestroyed", "QueueDestroyedAfterwards", "QueueDrained", "Disabled", "ThreadStopped", "ThreadNeverRan", "ThreadEndsReferenced", "ThreadSleepsWell",
        "OneAtATime", "InTheirOrder", "WaitsForAnother", "CancelsTheFirst", "CancelsTheSecond", "Again",
        "TimerKeptAway", "TimerKeptAwayBefore", "TimerTakesAnother", "TimerOnly",
        "ReadsOnce", "WritersAlone", "ReadersShare", "SoftirqReads", "Tries", "SleepsAfterwards", "SleepsInBlockingChain", "Told", "Counted"
    })
    void aRuleThatIsKeptHolds(String type) {
        CheckReport report = check(type, CheckOptions.DEFAULT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
        assertThat(report.exhaustive()).isTrue();
        CheckReport plain = check(type, CheckOptions.DEFAULT.with(Reductions.NONE));
        assertThat(plain.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(plain.endings().outcomes()).isEqualTo(report.endings().outcomes());
    }

    /** Who walks a chain is waited for, unless it is a raw one. */
    @ParameterizedTest
    @CsvSource({"Raw, raw, BREAKS", "Atomic, atomic, HOLDS", "Blocking, blocking, HOLDS", "Atomic, raw, BREAKS"})
    void whoWalksAChainIsWaitedFor(String type, String walk, Verdict verdict) {
        Scenario race = ScenarioParser.parse("scenario agents\n  module m source=" + Chains.class.getName() + "$" + type
                + "\n  T0: r = rmmod(m)\n  T1: c = call(" + walk + ")\n", "agents.race", "agents");
        CheckReport report = Checker.check(race, CheckOptions.DEFAULT, Progress.NONE);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
        assertThat(report.exhaustive()).isTrue();
        if (verdict == Verdict.BREAKS) {
            assertThat(broken(report)).contains("no-use-after-unload");
        }
    }

    /** A thread that nobody stops may wait for ever, as long as its module is there. */
    @Test
    void aThreadMayRestWhereItWaits() {
        for (String type : new String[] {"ThreadLeft", "ThreadStopped", "ThreadMissesWakeUp"}) {
            CheckReport report = Checker.check(scenario(type, "c = close(3)"), CheckOptions.DEFAULT, Progress.NONE);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
        }
    }
}
