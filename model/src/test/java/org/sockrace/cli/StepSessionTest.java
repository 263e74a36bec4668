package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Golden;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Stepping;
import org.sockrace.explain.Counterexample;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;

/** Conversations about executions, through a pipe. */
class StepSessionTest {

    private static final String UNLOADS = "inet-vs-rmmod:0x24,1x46,0";

    @TempDir
    private Path folder;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private String out;
    private String err;

    private int run(InputStream in, String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new Session(Engines.standard(), in, Output.of(new PrintWriter(o)), Output.of(new PrintWriter(e)), cancelled, Terminal.NONE), args);
        out = o.toString();
        err = e.toString();
        return code;
    }

    private int type(String commands, String... args) {
        return run(new ByteArrayInputStream(commands.replace("; ", "\n").getBytes(StandardCharsets.UTF_8)), args);
    }

    private void golden(String name, int code, String commands, String... args) {
        assertThat(type(commands, args)).as(out).isEqualTo(code);
        assertThat(err).isEmpty();
        Golden.check("step-" + name + ".txt", out);
    }

    @Test
    void aScheduleIsFollowedToItsViolationAndBack() {
        golden("violation", ExitCode.UNEXPECTED, "help; n; next 3; run preemption; why; state; run; state all; n; back; w; id; list",
                "replay", "--step", UNLOADS);
    }

    @Test
    void whatIsTakenBackIsNotBroken() {
        assertThat(type("run; run; run; back 40; quit", "replay", "--step", UNLOADS)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("  71  T0 in ", " BUG: sockrace: use-after-unload in inet_create").endsWith(" 31> quit\n");
        assertThat(type("run; run; back; n; back 71", "replay", "--step", UNLOADS)).isEqualTo(ExitCode.MET);
        assertThat(out.split("BUG: sockrace: use-after-unload", -1)).hasSize(3);
    }

    @Test
    void anotherThreadCanBeRunInsteadAndWhatItThenBreaksIsShown() {
        golden("other-order", ExitCode.MET, "run 24; T1 3; run 24; 1x29; T0; run 60; T1; 0; n; b", "replay", "--step", UNLOADS);
    }

    @Test
    void whoHoldsTheLockAndWhoIsTheReader() {
        golden("lock", ExitCode.MET, "1; 1; why; T0 200; why; T1 2; quit", "replay", "--step", "-e",
                "module toy family=PF_TOY; T0: r = rmmod(toy) || T1: q = rmmod(toy)");
        golden("reader", ExitCode.MET, "0x8; 1x60; why; T0; run 40; w", "replay", "--step", "rmmod-vs-socket");
    }

    @Test
    void aDeadlockOfRequestModuleAndAWaitQueue() {
        golden("deadlock", ExitCode.UNEXPECTED, "run 10; why; run; why; back 3; why; next 2; run; next", "replay", "--step", "autoload-itself");
    }

    @Test
    void failuresAreChosen() {
        golden("faults", ExitCode.MET, "run 2; why; T0 fails; run; b 50; 0=0; T0 maybe; T0=1; T0=7; run 0; 0=7; T0 fails; run", "replay", "--step", "-e",
                "module toy family=PF_TOY; T0: s = socket(PF_TOY); faults sock_alloc, sk_alloc");
    }

    @Test
    void aScheduleThatDoesNotFitIsFollowedAsFarAsItDoes() {
        String program = "module toy family=PF_TOY; T0: s = socket(PF_TOY); faults sock_alloc";
        for (String schedule : new String[] {"0=7", "1", "9x3"}) {
            assertThat(type("next; run; T0; run", "replay", "--step", "-e", program, schedule)).as(out).isEqualTo(ExitCode.MET);
            assertThat(out).contains(" the schedule goes on with what cannot be done now: choose a thread", "the execution has ended: s = fd");
        }
    }

    @Test
    void mistakesAreAnsweredInALine() {
        golden("mistakes", ExitCode.MET, "foo; rnu; T9; 9; nxt 3; next x; next 0; next 3 4; run away; back; state some; list none; save; T1 -1; 0x; 1x999999; "
                + "back 999; save none/there; q q; quit", "replay", "--step", UNLOADS);
    }

    @Test
    void whatIsSavedCanBeReplayed() throws IOException {
        for (String[] scenario : new String[][] {{UNLOADS}, {"-e", "module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy)"}}) {
            Path file = folder.resolve("saved " + scenario.length + ".race");
            String[] args = scenario.length == 1 ? new String[] {"replay", "--step", scenario[0]} : new String[] {"replay", "--step", "-e", scenario[1]};
            assertThat(type("0x5,1x2; save " + folder.resolve("s.race") + "; save " + folder.resolve("s.race"), args)).isEqualTo(ExitCode.MET);
            assertThat(out).contains(" saved: sockrace replay -f ").contains("s.race is there already, and stays as it is: give another name");
            Files.move(folder.resolve("s.race"), file);
            assertThat(Files.readString(file)).startsWith("# An execution of it: sockrace replay -f FILE 0x5,1x2\n");
            assertThat(type("", "replay", "-f", file.toString(), "0x5,1x2")).isEqualTo(ExitCode.MET);
            assertThat(out).contains(" no property is broken in 7 steps");
            assertThat(type("", "check", "-f", file.toString(), "--bound-ok")).isIn(ExitCode.MET, ExitCode.UNEXPECTED);
        }
    }

    @Test
    void theIdReplaysToTheSame() {
        type("0x5; 1x3; 0x9; id; list all", "replay", "--step", "inet-vs-rmmod");
        String id = out.lines().filter(l -> l.startsWith(" sockrace replay ")).findFirst().orElseThrow().substring(" sockrace replay ".length());
        assertThat(id).isEqualTo("inet-vs-rmmod:0x5,1x3,0x9");
        Counterexample steps = Checker.replay(Catalogue.load().matching("inet-vs-rmmod").get(0).scenario(),
                id.substring(id.indexOf(':') + 1)).execution();
        assertThat(steps.steps().stream().filter(s -> s.number() > 0)).hasSize(17).allSatisfy(s -> assertThat(out).contains("[" + s.operation() + "]"));
    }

    @Test
    void everyScheduleOfTheCatalogueCanBeGoneThroughStepByStep() {
        Scenario scenario = Catalogue.load().matching("pppox-vs-rmmod").get(0).scenario();
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT,
                Progress.NONE);
        String schedule = report.violations().get(0).counterexample().replay();
        Stepping stepping = Checker.step(scenario, schedule);
        for (int n = 1; n <= stepping.planned(); n++) {
            stepping.run(n, false);
            assertThat(stepping.size()).isEqualTo(n);
            assertThat(stepping.asPlanned()).isTrue();
        }
        assertThat(stepping.schedule()).isEqualTo(schedule);
        assertThat(stepping.news()).anyMatch(news -> news.violation().property() == report.violations().get(0).property());
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void whoeverInterruptsDoesNotWaitForALine() throws Exception {
        try (PipedInputStream never = new PipedInputStream(); PipedOutputStream typing = new PipedOutputStream(never)) {
            Thread interrupts = new Thread(() -> assertThatCode(() -> {
                Thread.sleep(500);
                cancelled.set(true);
            }).doesNotThrowAnyException());
            interrupts.start();
            assertThat(run(never, "replay", "--step", "rmmod-vs-socket")).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(err).isEqualTo("interrupted\n");
            interrupts.join();
            typing.flush();
        }
    }

    @Test
    void whatCannotBeGoneThroughIsRefused() {
        assertThat(type("", "replay", "--step", "rmmod-vs-socket", "--live")).isEqualTo(ExitCode.USAGE);
        assertThat(type("", "replay", "--step", "-f", "-")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: ").contains("standard input");
        assertThat(type("", "replay", "--step")).isEqualTo(ExitCode.USAGE);
        assertThat(type("", "replay", "-e", "T0: close(3)")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: no schedule: ");
        assertThat(type("run", "replay", "--step", "-e", "T0: close(3)")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("the execution has ended");
    }
}
