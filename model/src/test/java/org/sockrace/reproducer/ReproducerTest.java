package org.sockrace.reproducer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Golden;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.Checker;
import org.sockrace.explain.Counterexample;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Reproducers are C that a compiler takes, and say what they leave out. */
class ReproducerTest {

    @TempDir
    private Path folder;

    private static Scenario scenario(String name) {
        return Catalogue.load().matching(name).get(0).scenario();
    }

    private static Reproducer reproducer(String name) {
        Counterexample execution = Checker.check(scenario(name), CheckOptions.DEFAULT, Progress.NONE).violations().stream()
                .filter(v -> v.property() == Property.NO_USE_AFTER_UNLOAD).findFirst().orElseThrow().counterexample();
        return Reproducer.of(scenario(name), execution, "sockrace export " + name + ":" + execution.replay());
    }

    @Test
    void filesAreWhatTheyWere() {
        for (String name : List.of("inet-vs-rmmod", "can-raw-close-vs-rmmod")) {
            Reproducer made = reproducer(name);
            assertThat(Reproducer.NAMES).containsAll(made.files().keySet());
            assertThat(made.left()).isEmpty();
            made.files().forEach((file, text) -> Golden.check("reproducer/" + name + "/" + file + ".txt", text));
            assertThat(made.files().get("README")).hasLineCount(3);
        }
    }

    /** The compiler has no headers of the kernel: only programs for user space are compiled. */
    @Test
    void everyProgramIsC() throws IOException, InterruptedException {
        String compiler = Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(p -> Path.of(p, "cc")).filter(Files::isExecutable).findFirst()
                .map(Path::toString).orElse(null);
        assumeTrue(compiler != null, "there is no C compiler (cc): the programs of reproducers were not compiled");
        List<String> command = new ArrayList<>(List.of(compiler, "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-pthread"));
        for (Scenario each : programs()) {
            try {
                Path file = folder.resolve(each.name() + ".c");
                Files.writeString(file, Reproducer.of(each, null, "sockrace export '" + each.name() + " */'").files().get("reproducer.c"));
                command.add(file.toString());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("nothing of " + each.name() + " can run on a real kernel: ");
            }
        }
        assertThat(command).hasSizeGreaterThan(50);
        Path said = folder.resolve("said.txt");
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
        assertThat(Files.readString(said)).isEmpty();
        assertThat(code).isZero();
    }

    private static List<Scenario> programs() {
        List<Scenario> all = new ArrayList<>(Catalogue.load().scenarios());
        all.add(ScenarioParser.parse("""
                scenario all-calls "a */ comment"
                module af_packet
                module can loaded=no
                setup: l = socket(PF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0x0)
                T0 x3: s = socket(PF_PACKET, SOCK_RAW, 0); close(s); d = dup(s); dup2(d, 7); p = socketpair(PF_UNIX); close(p.0); socketpair(PF_UNIX)
                T1 user: a = accept(l); close(a); close(3)
                T2: r = rmmod(af_packet, force); i = insmod(can); m = modprobe(can)
                """, "", "all"));
        return all;
    }

    @Test
    void whatAKernelHasNoCallForIsLeftOutAndSaid() {
        Scenario scenario = ScenarioParser.parse("""
                module af_packet
                module toy family=PF_TOY
                T0: s = socket(PF_TOY); close(s); t = socket(PF_PACKET, SOCK_RAW, 0)
                T1: r = rmmod(toy); q = rmmod(af_packet)
                T2: k = sock_create_kern(PF_PACKET, SOCK_RAW, 0); sock_release(k); sock_unregister(17)
                """, "", "mixed");
        Reproducer made = Reproducer.of(scenario, null, "");
        assertThat(made.left()).containsExactly("socket(PF_TOY): the family is that of toy, which no kernel has", "close(s): what sets s is left out",
                "rmmod(toy): no kernel has the module toy", "sock_create_kern(PF_PACKET, SOCK_RAW, 0): it is no system call",
                "sock_release(k): what sets k is left out", "sock_unregister(17): it is no system call");
        String program = made.files().get("reproducer.c");
        assertThat(program).contains("thread_T0", "thread_T1", "remove_module(\"af_packet\", O_NONBLOCK)").doesNotContain("thread_T2(", "\"toy\"");
        made.left().forEach(line -> assertThat(program).contains(" * Left out: " + line + "\n"));
    }

    @Test
    void nothingLeftIsRefused() {
        assertThatThrownBy(() -> Reproducer.of(scenario("rmmod-vs-close-no-owner"), null, "")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing of rmmod-vs-close-no-owner can run on a real kernel: socket(PF_TOY, SOCK_STREAM, 0): ");
    }

    @Test
    void theModulePreemptsWhereTheScheduleDoes() {
        String module = reproducer("inet-vs-rmmod").files().get("preempt.c");
        assertThat(module).contains("T0 is preempted after step 24: rcu_read_unlock() in inet_create", "{\"T0\", \"inet_create\", 0},");
        Counterexample race = Checker.replay(scenario("inet-vs-rmmod"), "0x10,1x3,0x2,1x6,0,1").execution();
        assertThat(PreemptionPoint.of(race)).extracting(PreemptionPoint::thread).containsExactly("T0", "T1", "T0", "T1");
        assertThat(Reproducer.of(scenario("inet-vs-rmmod"), Checker.replay(scenario("inet-vs-rmmod"), "0x24").execution(), "").files())
                .containsOnlyKeys("reproducer.c", "README");
    }

    @Test
    void threadsAreCalledAlikeInBoth() {
        assertThat(CText.thread("T0.1")).isEqualTo("T0.1");
        assertThat(CText.thread("a-thread-of-that-name.12")).isEqualTo("a-thread-of-.2").hasSizeLessThan(16);
        assertThat(CText.thread("a-thread-of-that-name")).hasSize(15);
    }
}
