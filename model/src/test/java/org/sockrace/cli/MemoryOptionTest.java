package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.weak.world.NotSupportedException;

/** {@code sockrace check --memory lkmm}. */
class MemoryOptionTest extends RealCli {

    private static final Path EXAMPLES = Path.of("docs", "own-module");
    private static final String HOOK = EXAMPLES.resolve("my-hook.race").toString();

    @TempDir
    private Path folder;

    @Test
    void findsWhatNoInterleavingShows() {
        assertThat(run("check", HOOK)).isEqualTo(ExitCode.MET);
        assertThat(run("check", "--memory", "sc", HOOK)).isEqualTo(ExitCode.MET);
        assertThat(run("check", "--memory", "lkmm", HOOK)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("BREAKS   my-hook", "3 executions  3 outcomes", "all that LKMM allows, but for load buffering",
                "forbidden outcome 0, EINVAL: found, but empty", "An execution that the Linux-kernel memory model allows, and no interleaving:",
                "reads 0   <- old: no interleaving explains it", "nothing orders the two stores.");
    }

    @Test
    void theRightOneHolds() throws IOException {
        String right = Files.readString(EXAMPLES.resolve("MyHook.java")).replace("RCU_INIT_POINTER(first, h)", "rcu_assign_pointer(first, h)");
        Files.writeString(folder.resolve("MyHook.java"), right);
        Path scenario = Files.copy(EXAMPLES.resolve("my-hook.race"), folder.resolve("my-hook.race"));
        assertThat(run("check", "--memory", "lkmm", scenario.toString())).isEqualTo(ExitCode.MET);
        assertThat(out).contains("holds    my-hook", "2 executions  2 outcomes", "not looked for: no-deadlock");
    }

    /** The lock of net_families until 2.6.19, and what it lacked. */
    @Test
    void storeBufferingTakesABarrier() {
        String lock = EXAMPLES.resolve("family-lock.race").toString();
        String repaired = EXAMPLES.resolve("family-lock-repaired.race").toString();
        assertThat(run("check", lock, repaired)).isEqualTo(ExitCode.MET);
        assertThat(run("check", "--memory", "lkmm", repaired)).isEqualTo(ExitCode.MET);
        assertThat(run("check", "--memory", "lkmm", lock)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("use-after-free in found", "smp_mb()   lock docs/own-module/FamilyLock.java:60",
                "which takes a full barrier on both sides.");
    }

    /** The module is used as long as the socket is open, which nobody closes. */
    @Test
    void whoWaitsForEverIsJudgedToo() throws IOException {
        Path scenario = Files.writeString(folder.resolve("waits.race"), """
                scenario waits
                  "a removal that waits for ever"
                  kernel 3.10
                  module toy family=PF_TOY accept=yes
                  always kernel-assertion, no-use-after-unload, no-use-after-free, no-data-race
                  setup: l = socket(PF_TOY)
                  T0: a = accept(l); x = close(a)
                  T1: r = rmmod(toy, wait)
                """);
        assertThat(run("check", "--memory", "lkmm", scenario.toString())).isEqualTo(ExitCode.MET);
        assertThat(out.replaceAll("\\s+", " ")).contains("holds waits 41 executions 0 outcomes",
                "note: in every execution a thread waits for ever: what happens until then is judged, but none has an outcome");
    }

    @Test
    void writesADocument() throws IOException {
        assertThat(run("check", "--memory", "lkmm", "--json", HOOK)).isEqualTo(ExitCode.UNEXPECTED);
        JsonNode scenario = new ObjectMapper().readTree(out).get("scenarios").get(0);
        assertThat(scenario.get("engine").asText()).isEqualTo("execution-graphs");
        assertThat(scenario.get("violations").get(0).get("execution").toString()).contains("nothing orders the two stores");
        assertThat(scenario.get("violations").get(0).get("replay").isNull()).isTrue();
    }

    @Test
    void whatIsCutShortIsBounded() {
        assertThat(run("check", "--memory", "lkmm", "--max-states", "1", "insmod-vs-insmod")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(out).contains("bounded", "--max-states 1, after 2 executions");
    }

    @Test
    void whatIsExpectedOfTheCatalogueIsWhatThisModelShows() {
        assertThat(run("check", "--memory", "lkmm", "inet-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("breaks   inet-vs-rmmod", "as expected (O1)");
        assertThat(run("check", "--memory", "lkmm", "--json", "can-raw-close-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(run("check", "inet-vs-rmmod", "can-raw-close-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("2 break as expected");
    }

    @Test
    void whatIsNotLookedForIsSaidToBeNeither() {
        assertThat(run("check", "--memory", "lkmm", "--format", "junit", "can-raw-close-vs-rmmod")).isEqualTo(ExitCode.MET);
        assertThat(out).contains("name=\"no-use-after-unload\"", "name=\"outcomes\"").doesNotContain("name=\"unregister-contract\"", "name=\"no-deadlock\"");
        assertThat(run("check", "--memory", "lkmm", "-p", "no-deadlock", "rmmod-vs-socket")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("does not know no-deadlock, and nothing else is to be checked");
    }

    @Test
    void saysHowManyAreRefusedAndWhy() {
        assertThat(run("check", "--memory", "lkmm", "autoload-itself", "family-lock-autoload", "rmmod-waits-vs-accept-2-6-32", "socket-alone"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(out.replaceAll("\\s+", " ")).contains(" 1 holds · 0 break as expected · 0 unexpected · 0 bounded · 3 failed",
                "refused, for what --memory lkmm does not know: 3 · 2 the property no-deadlock, which the scenario expects to be broken · "
                + "1 the property unregister-contract, which the scenario expects to be broken");
        assertThat(run("check", "--memory", "lkmm", "socket-alone", "socket-alone-can")).isEqualTo(ExitCode.MET);
        assertThat(out).doesNotContain("refused");
    }

    /** Of the whole catalogue it is known who is refused: that is said, and is no mistake. Of another it is one. */
    @Test
    void whoIsKnownToBeRefusedIsNoMistakeOfWhoAsksForAll() {
        CliFixture cli = new CliFixture();
        NotSupportedException why = new NotSupportedException("the property no-deadlock, which the scenario expects to be broken");
        refuse(cli, "autoload-itself", why);
        assertThat(cli.run("check", "--all", "--memory", "lkmm")).isEqualTo(ExitCode.MET);
        assertThat(cli.err).contains("refused: autoload-itself cannot be checked with --memory lkmm, which does not know the property no-deadlock");
        assertThat(cli.out).contains(" · 1 refused · ").contains("refused, for what --memory lkmm does not know: 1").doesNotContain("failed")
                .doesNotContainPattern("holds +autoload-itself ");
        assertThat(cli.run("check", "--all", "--memory", "lkmm", "--format", "junit")).isEqualTo(ExitCode.MET);
        assertThat(cli.out).containsPattern("(?s)<testsuite name=\"autoload-itself\"[^>]*errors=\"0\"").contains("autoload-itself cannot be checked");
        assertThat(cli.run("check", "--memory", "lkmm", "autoload-itself")).isEqualTo(ExitCode.USAGE);
        refuse(cli, "rmmod-vs-socket", why);
        assertThat(cli.run("check", "--all", "--memory", "lkmm")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("error: rmmod-vs-socket cannot be checked");
    }

    private static void refuse(CliFixture cli, String name, NotSupportedException why) {
        cli.engine.answers.put(name, scenario -> {
            throw why;
        });
    }

    private int checkModule(String exit) throws IOException {
        Files.writeString(folder.resolve("M.java"), """
                import org.sockrace.kernel.*;
                import org.sockrace.machine.*;
                import org.sockrace.own.OwnModule;
                public final class M extends OwnModule {
                    private final rwlock_t lock = rwlock("lock");
                    private final Mutex mutex = k.mutex(self.mem, "mutex");
                    private final Word data = k.word(self.mem, "data", 0);
                    private final work_struct work = work("work", this::fill);
                    public M(Kernel kernel, module self) { super(kernel, self); }
                    private void fill(work_struct w) { write_lock(lock); data.set(data.get() + 1); write_unlock(lock); }
                    @Override protected int init() { return 0; }
                    @Override protected void exit() { schedule_work(work); EXIT flush_work(work); }
                }
                """.replace("EXIT", exit));
        return run("check", "--memory", "lkmm", "--module", folder.resolve("M.java").toString(), "-e", "T0: r = rmmod(m)");
    }

    @Test
    void readersAndWritersAreOrdered() throws IOException {
        assertThat(checkModule("write_lock(lock); data.set(data.get() + 1); write_unlock(lock); read_lock(lock); data.get(); read_unlock(lock);"))
                .as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("holds");
        assertThat(checkModule("read_lock(lock); data.set(data.get() + 1); read_unlock(lock);")).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(checkModule("data.set(data.get() + 1);")).as(out + err).isNotEqualTo(ExitCode.MET);
        assertThat(out).contains("no-data-race");
    }

    @Test
    void locksThatAreTriedAreRefused() throws IOException {
        assertThat(checkModule("if (mutex_trylock(mutex)) mutex_unlock(mutex);")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("which does not know mutex_trylock and spin_trylock");
    }

    @Test
    void whatTheModelDoesNotKnowIsRefusedByName() {
        assertThat(run("check", "--memory", "lkmm", "autoload-itself")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("autoload-itself cannot be checked with --memory lkmm, "
                + "which does not know the property no-deadlock, which the scenario expects to be broken");
        assertThat(run("check", "--memory", "lkmm", "--dfs", HOOK)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("--memory lkmm makes no interleavings: leave --engine, --dfs");
        assertThat(run("check", "--memory", "tso", HOOK)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("unknown memory model 'tso'");
    }
}
