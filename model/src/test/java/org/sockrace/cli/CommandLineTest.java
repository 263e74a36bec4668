package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.Schemas;
import org.sockrace.check.Replay;
import org.sockrace.check.EngineKind;
import org.sockrace.explain.Counterexample;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.reduce.Reductions;
import org.sockrace.report.Samples;
import org.sockrace.scenario.Catalogue;

/** Exit codes, and what goes where. */
class CommandLineTest {

    private final FakeEngine engine = new FakeEngine();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private String out;
    private String err;

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new Session(engine, new PrintWriter(o), new PrintWriter(e), cancelled, false), args);
        out = o.toString().replace("\r\n", "\n");
        Schemas.check(out);
        err = e.toString().replace("\r\n", "\n");
        return code;
    }

    @Nested
    class Check {

        @Test
        void everythingAsExpectedIs0() {
            assertThat(run("check", "--all")).isEqualTo(ExitCode.MET);
            assertThat(engine.checked).isEqualTo(Catalogue.load().names());
            assertThat(out).contains("  holds    rmmod-vs-socket ").contains("as expected (O1)").contains(" 0 unexpected")
                    .doesNotContain("BUG:");
            assertThat(err).isEmpty();
        }

        @Test
        void oneScenarioIsShownWithItsOutcomes() {
            engine.answers.put("rmmod-vs-socket", s -> Samples.report(s, Verdict.HOLDS, Samples.rows(), List.of()));
            assertThat(run("check", "rmmod-vs-socket")).isEqualTo(ExitCode.MET);
            assertThat(out).contains("REACHABLE").contains("rmmod won").doesNotContain("goto labels");
        }

        @Test
        void aBrokenPropertyIs1AndItsCounterexampleIsShown() {
            engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.OUTCOMES),
                    FakeEngine.violation(Property.ROLLBACK)));
            assertThat(run("check", "rmmod-vs-socket", "rmmod-vs-close")).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(out).contains("  BREAKS   rmmod-vs-socket").contains("UNEXPECTED: it should hold")
                    .contains("BUG: sockrace: incomplete rollback in f / g").doesNotContain("BUG: sockrace: wrong outcome")
                    .contains("  also broken: outcomes: it is broken\n               sockrace replay rmmod-vs-socket:0x4,1x9,0");
        }

        @Test
        void aScenarioThatShouldBreakAndHoldsIs1() {
            engine.answers.put("inet-vs-rmmod", s -> FakeEngine.report(s, Verdict.HOLDS));
            assertThat(run("check", "inet-vs-rmmod")).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(out).contains("  HOLDS    inet-vs-rmmod").contains("UNEXPECTED: it should say");
        }

        @Test
        void whatBreaksAsExpectedSaysHowToSeeIt() {
            assertThat(run("check", "inet-vs-rmmod")).isEqualTo(ExitCode.MET);
            assertThat(out).doesNotContain("BUG:").endsWith(" sockrace explain inet-vs-rmmod shows how\n");
        }

        @Test
        void aSearchCutShortIs3UnlessThatIsAllRight() {
            engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BOUNDED));
            assertThat(run("check", "rmmod-vs-socket", "--max-states", "200k")).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(out).contains("stopped at --max-states 200000 · inconclusive");
            assertThat(engine.options.maxStates()).isEqualTo(200_000);
            assertThat(run("check", "rmmod-vs-socket", "--bound-ok")).isEqualTo(ExitCode.MET);
        }

        @Test
        void aBreakWinsOverACutShortSearch() {
            engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BOUNDED));
            engine.answers.put("rmmod-vs-close", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
            assertThat(run("check", "rmmod-vs-socket", "rmmod-vs-close")).isEqualTo(ExitCode.UNEXPECTED);
        }

        @Test
        void aModelThatIsTooLargeIs3() {
            engine.answers.put("rmmod-vs-socket", s -> {
                throw new ModelTooLargeException("too many threads");
            });
            assertThat(run("check", "rmmod-vs-socket")).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(err).isEqualTo("error: rmmod-vs-socket is too large: too many threads\n");
        }

        @Test
        void interruptedIs130WithWhatIsKnown() {
            engine.answers.put("rmmod-vs-two-sockets", s -> {
                cancelled.set(true);
                return FakeEngine.report(s, Verdict.BOUNDED);
            });
            assertThat(run("check", "rmmod-vs-socket", "rmmod-vs-two-sockets", "rmmod-vs-close")).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(engine.checked).containsExactly("rmmod-vs-socket", "rmmod-vs-two-sockets");
            assertThat(engine.options.cancelled().getAsBoolean()).isTrue();
            assertThat(out).contains("  holds    rmmod-vs-socket ").contains(" 2 scenarios · 1 holds ");
            assertThat(out).contains(" goto labels 1/3\n").doesNotContain("never taken").doesNotContain("failed");
            assertThat(err).isEqualTo("interrupted: 2 of 3 scenarios were checked, the last in part\n");
        }

        @Test
        void interruptedAfterItsEndAScenarioIsWhole() {
            engine.answers.put("rmmod-vs-socket", s -> {
                cancelled.set(true);
                return FakeEngine.report(s, Verdict.HOLDS);
            });
            assertThat(run("check", "rmmod-vs-socket")).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(err).isEqualTo("interrupted: 1 of 1 scenario was checked\n");
        }

        @Test
        void anInternalErrorIs70AfterTheOthersWereChecked() {
            engine.answers.put("rmmod-vs-socket", s -> {
                throw new IllegalStateException("a bug\nof ours");
            });
            assertThat(run("check", "rmmod-vs-socket", "rmmod-vs-close")).isEqualTo(ExitCode.INTERNAL);
            assertThat(out).contains("  holds    rmmod-vs-close").contains("1 failed");
            assertThat(err).isEqualTo("internal error in rmmod-vs-socket: IllegalStateException: a bug (-v shows where)\n");
            assertThat(run("check", "rmmod-vs-socket", "-v")).isEqualTo(ExitCode.INTERNAL);
            assertThat(err).contains("\tat org.sockrace");
        }

        @Test
        void aFindingThatCannotBeShownIsStillSaid() {
            engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BREAKS,
                    new Violation(Property.ROLLBACK, "left behind", "f", "F.java", 1, "", new Counterexample(
                            List.of("T0"), List.of(), List.of(), List.of(), 0, true, "0", List.of()))));
            assertThat(run("check", "rmmod-vs-socket")).isEqualTo(ExitCode.INTERNAL);
            assertThat(out).contains("  BREAKS   rmmod-vs-socket").contains("BUG: sockrace: incomplete rollback in f")
                    .contains("left behind")
                    .contains("sockrace replay rmmod-vs-socket:0");
        }

        @Test
        void quietSaysOnlyWhatIsNotAsExpected() {
            assertThat(run("check", "--all", "-q")).isEqualTo(ExitCode.MET);
            assertThat(out + err).isEmpty();
            engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
            assertThat(run("check", "--all", "-q")).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(out).startsWith("  BREAKS   rmmod-vs-socket");
        }

        @Test
        void verboseSaysEverything() {
            assertThat(run("check", "inet-vs-rmmod", "rmmod-vs-socket", "-v")).isEqualTo(ExitCode.MET);
            assertThat(out).contains("BUG: sockrace: use-after-unload").contains("benign data race: warned");
        }

        @Test
        void optionsReachTheSearch() {
            assertThat(run("check", "10", "--max-memory", "2g", "--time", "1.5m", "--jobs", "3", "--no-symmetry", "--no-por", "--dfs", "-p",
                    "rollback"))
                    .isEqualTo(ExitCode.MET);
            assertThat(engine.options.maxMemory()).isEqualTo(2L << 30);
            assertThat(engine.options.maxSeconds()).isEqualTo(90);
            assertThat(engine.options.workers()).isEqualTo(3);
            assertThat(engine.options.reductions()).isEqualTo(Reductions.NONE);
            assertThat(engine.options.engine()).isEqualTo(EngineKind.DEPTH_FIRST);
            run("check", "10");
            assertThat(engine.options.reductions()).isEqualTo(Reductions.ALL);
        }

        @Test
        void moreWorkersThanAreOfUseAreNotStarted() {
            assertThat(run("check", "10", "--jobs", "1024")).isEqualTo(ExitCode.MET);
            assertThat(engine.options.workers()).isBetween(1, 4 * Runtime.getRuntime().availableProcessors());
            assertThat(run("bench", "--threads", "1", "--jobs", "1024")).isEqualTo(ExitCode.MET);
            assertThat(engine.options.workers()).isBetween(1, 4 * Runtime.getRuntime().availableProcessors());
        }

        @Test
        void aFullHeapIsABoundNotAnError() {
            engine.answers.put("rmmod-vs-socket", s -> FakeEngine.report(s, Verdict.BOUNDED));
            engine.answers.put("rmmod-vs-close", s -> {
                throw new OutOfMemoryError("Java heap space");
            });
            assertThat(run("check", "rmmod-vs-socket", "rmmod-vs-close", "--format", "json")).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(out).contains("\"rmmod-vs-socket\"");
            assertThat(err).isEqualTo("error: rmmod-vs-close: out of memory (java -Xmx gives more)\n");
        }

        @Test
        void checkingOnePropertyExpectsTheOthersNothing() {
            assertThat(run("check", "inet-vs-rmmod", "-p", "rollback")).isEqualTo(ExitCode.MET);
            assertThat(out).contains("  holds    inet-vs-rmmod");
        }

        @Test
        void aScenarioIsCheckedOnce() {
            run("check", "rmmod-vs-socket", "10", "rmmod-vs-s?cket");
            assertThat(engine.checked).containsExactly("rmmod-vs-socket");
        }
    }

    @Test
    void aWrongEngineIsAnswered() {
        assertThat(run("check", "10", "--engine", "depthfirst")).isEqualTo(2);
        assertThat(err).contains("invalid value for option '--engine': unknown engine 'depthfirst'; did you mean 'depth-first'?");
        assertThat(run("check", "10", "--walks", "0")).isEqualTo(2);
        assertThat(err).contains("invalid value for option '--walks': it must be more than 0, not '0'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check                          | error: no scenario: give names, --all, -e or -f (sockrace list shows the catalogue)
            check rmod-vs-socket           | error: no scenario matches 'rmod-vs-socket'; did you mean 'rmmod-vs-socket'?
            check zzz*                     | error: no scenario matches 'zzz*' (sockrace list shows all)
            check --al                     | error: unknown option '--al'; did you mean '--all'? (sockrace check --help shows usage)
            check 10 -z                    | error: unknown option '-z' (sockrace check --help shows usage)
            chekc                          | error: unknown command 'chekc'; did you mean 'check'? (sockrace --help shows usage)
            check 10 --jobs 0              | error: --jobs must be 1 to 1024, not 0
            check 10 --jobs 20000          | error: --jobs must be 1 to 1024, not 20000
            bench --jobs 20000             | error: --jobs must be 1 to 1024, not 20000
            bench --threads 12             | error: --threads must be 1 to 11, not 12
            check @files                   | error: no scenario matches '@files' (sockrace list shows all)
            replay --all 10:0              | error: unknown option '--all' (sockrace replay --help shows usage)
            compare --all                  | error: unknown option '--all' (sockrace compare --help shows usage)
            compare 10 11 --observed x     | error: a file of observed outcomes is for one scenario, but 2 were given
            show rmmod-*                   | error: 'rmmod-*' fits 8 scenarios, a file has one: NAMES
            show nope                      | error: no scenario matches 'nope' (sockrace list shows all)
            help chekc                     | error: unknown command 'chekc'; did you mean 'check'? (sockrace help shows all)
            help conform errnu             | error: unknown command 'errnu'; did you mean 'errno'? (sockrace help shows all)
            help check it                  | error: unknown argument 'it' (sockrace help shows all)
            check 10 --width 5             | error: --width must be 40 to 10000, not 5
            check 10 -q -v                 | error: -q and -v exclude each other
            check -f no-such-file.race     | error: cannot read no-such-file.race: no such file
            replay                         | error: no schedule: expected NAME:SCHEDULE, as in NAME:0x4,1x9,0
            replay rmmod-vs-socket         | error: 'rmmod-vs-socket' names no schedule: expected NAME:SCHEDULE, as in NAME:0x4,1x9,0
            replay rmmod-vs-socket:0y4     | error: '0y4' is no step: write 0x4 (thread 0 takes four steps), 0 (one step) or 0=1 (choice 1)
            replay rmmod-*:0               | error: a schedule is for one scenario, but 8 were given
            """)
    void wrongUsageIs2AndOneLine(String args, String message) {
        assertThat(run(args.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.replaceFirst("but [1-9][0-9] were", "but 8 were").replaceFirst("fits [0-9]+ (.*: ).*", "fits 8 $1NAMES")).isEqualTo(message + "\n");
        assertThat(out).isEmpty();
        assertThat(engine.checked).isEmpty();
    }

    @Test
    void valuesAreChecked() {
        assertThat(run("check", "10", "-p", "rollbak")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown property 'rollbak'; did you mean 'rollback'?").hasLineCount(1);
        assertThat(run("check", "10", "--time", "soon")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("'soon' is not a time: 60s, 500ms, 2m, 1h").hasLineCount(1);
        assertThat(run("check", "10", "--format", "xml")).isEqualTo(ExitCode.USAGE);
        assertThat(err).hasLineCount(1);
        assertThat(run("check", "10", "--level", "all")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown level 'all'").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --max-states 0                   | invalid value for option '--max-states': it must be more than 0, not '0'
            --max-states -1                  | invalid value for option '--max-states': it must be more than 0, not '-1'
            --max-states 2.7                 | invalid value for option '--max-states': '2.7' is not a whole number
            --max-states 0.0001k             | invalid value for option '--max-states': '0.0001k' is not a whole number
            --max-states many                | invalid value for option '--max-states': 'many' is not a number: 200000, 200k, 5m
            --max-states 9999999999999999999 | invalid value for option '--max-states': '9999999999999999999' is too large: at most 1000000000000000
            --max-memory 0m                  | invalid value for option '--max-memory': it must be more than 0, not '0m'
            --time 0s                        | invalid value for option '--time': it must be more than 0, not '0s'
            --time 999999999999h             | invalid value for option '--time': '999999999999h' is too long: at most 1000000000s
            --jobs two                       | invalid value for option '--jobs': 'two' is not a whole number
            --jobs 99999999999               | invalid value for option '--jobs': '99999999999' is too large
            --width 1e3                      | invalid value for option '--width': '1e3' is not a whole number
            --seed 99999999999999999999      | invalid value for option '--seed': '99999999999999999999' is not a whole number of 64 bits
            """)
    void numbersAreChecked(String option, String message) {
        String[] words = option.split(" ");
        assertThat(run("check", "10", words[0], words[1])).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + message + " (sockrace check --help shows usage)\n");
        assertThat(engine.checked).isEmpty();
    }

    @Test
    void numbersMayHaveUnits() {
        assertThat(run("check", "10", "--max-states", "2.5k", "--max-memory", "1.5m", "--time", "500ms")).isEqualTo(ExitCode.MET);
        assertThat(engine.options.maxStates()).isEqualTo(2500);
        assertThat(engine.options.maxMemory()).isEqualTo(3 << 19);
        assertThat(engine.options.maxSeconds()).isEqualTo(0.5);
    }

    @Test
    void aSyntaxErrorIs2WithACaret() {
        assertThat(run("check", "-e", "T0: sockt(PF_PACKET) || T1: close(3)")).isEqualTo(ExitCode.USAGE);
        assertThat(err)
                .startsWith("error: unknown call 'sockt'\n  T0: sockt(PF_PACKET) || T1: close(3)\n      ^^^^^  did you mean 'socket'?");
        assertThat(out).isEmpty();
    }

    @Test
    void aSetUpThatFailsIs2AfterTheOthersWereChecked() {
        engine.answers.put("ad-hoc", s -> {
            throw new SetupException("insmod(x) fails: ENOENT");
        });
        assertThat(run("check", "-e", "T0: close(3)", "-e", "scenario other; T0: close(4)")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: ad-hoc cannot be set up: insmod(x) fails: ENOENT\n");
        assertThat(out).contains("  holds    other ").contains(" 2 scenarios · 1 holds ").contains(" · 1 failed · ");
    }

    @Nested
    class ExplainAndReplay {

        @Test
        void explainShowsTheExecution() {
            assertThat(run("explain", "inet-vs-rmmod", "--level", "summary")).isEqualTo(ExitCode.MET);
            assertThat(out).contains("BUG: sockrace: use-after-unload in f / g").contains("Why\n").doesNotContain("rcu_read_lock();");
            assertThat(run("explain", "inet-vs-rmmod", "--no-why")).isEqualTo(ExitCode.MET);
            assertThat(out).contains("rcu_read_lock();").doesNotContain("Why\n");
        }

        @Test
        void aReplayThatBreaksIs1() {
            engine.replayed = new Replay(List.of(Samples.unload()), true, 0, Samples.unloadTrace());
            assertThat(run("replay", "rmmod-vs-socket:0x4,1x9,0")).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(engine.checked).containsExactly("rmmod-vs-socket:0x4,1x9,0");
            assertThat(out).endsWith(" reproduced: BUG: sockrace: use-after-unload in __sock_create / free_module, step 14 of 14\n");
            run("replay", "rmmod-vs-socket:0x4,1x9,0", "-q");
            assertThat(out).hasLineCount(1);
        }

        @Test
        void allThatIsBrokenAtItsEndIsShown() {
            Violation race = new Violation(Property.NO_DATA_RACE, "it races", "f", "F.java", 1, "g", Samples.unloadTrace());
            engine.replayed = new Replay(List.of(Samples.unload(), race), true, 0, Samples.unloadTrace());
            assertThat(run("replay", "rmmod-vs-socket:0x4,1x9,0")).isEqualTo(ExitCode.UNEXPECTED);
            assertThat(out).contains("always no-use-after-unload broken at step 14: ", "always no-data-race broken at step 14: it races\n")
                    .endsWith(" reproduced: BUG: sockrace: use-after-unload in __sock_create / free_module, step 14 of 14\n"
                            + " reproduced: BUG: sockrace: data race in f / g, step 14 of 14\n");
        }

        @Test
        void oneThatDoesNotIs0() {
            assertThat(run("replay", "-e", "T0: close(3)", "0x4,1=2")).isEqualTo(ExitCode.MET);
            assertThat(engine.checked).containsExactly("ad-hoc:0x4,1=2");
            assertThat(out).contains("An execution of ad-hoc that breaks nothing").endsWith(" no property is broken in 14 steps\n");
        }

        @Test
        void oneThatCannotBeRunIsAnsweredToo() {
            engine.stale = new SetupException("insmod(x) fails: ENOENT");
            assertThat(run("replay", "-e", "T0: close(3)", "0")).isEqualTo(ExitCode.USAGE);
            assertThat(err).isEqualTo("error: the scenario cannot be set up: insmod(x) fails: ENOENT\n");
            engine.stale = new ModelTooLargeException("too many threads");
            assertThat(run("replay", "-e", "T0: close(3)", "0")).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(err).isEqualTo("error: the scenario is too large: too many threads\n");
        }

        @Test
        void aStaleOneIs4() {
            engine.stale = new StaleReplayException("T1 is blocked: synchronize_rcu waits for reader T0; T0 can move", 9);
            assertThat(run("replay", "rmmod-vs-socket:0x4,1x9,0")).isEqualTo(ExitCode.STALE);
            assertThat(out).isEqualTo(" diverged at step 9: T1 is blocked: synchronize_rcu waits for reader T0; T0 can move\n");
        }
    }
}
