package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.runners.TestList;
import org.sockrace.cli.Main;

/** What jcstress saw is what the model is asked about. */
class ObservedTest {

    private static final String RACE = "module toy family=PF_TOY; T0: s = socket(PF_TOY) || T1: r = rmmod(toy)";

    @TempDir
    Path directory;

    private int compare(String... results) throws IOException {
        List<Fork.Seen> seen = Stream.of(results).map(result -> new Fork.Seen(result, Expect.ACCEPTABLE, 5, "")).toList();
        Tally tally = new Tally("race", false, 1, 1, List.of(new Fork("race", "", seen)));
        Path file = Observed.write(directory.resolve("new/observed.tsv"), RACE, tally);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Main.run(nowhere, nowhere, "compare", "-e", RACE, "--observed", file.toString());
    }

    @Test
    void possibleOutcomesAgree() throws IOException {
        assertThat(compare("fd, EWOULDBLOCK, ok", "EAFNOSUPPORT, 0, ok")).isZero();
    }

    @Test
    void anImpossibleOutcomeIsAnErrorOfTheModel() throws IOException {
        assertThat(compare("fd, EWOULDBLOCK, ok", "fd, 0, ok")).isEqualTo(1);
    }

    @Test
    void whatIsBrokenIsNoOutcome() {
        assertThatThrownBy(() -> compare("fd, EWOULDBLOCK, refcount-balance")).hasMessageContaining("not an outcome of a sound kernel");
    }

    /** What was no race, and what is broken, is in the table that predictions are held against. */
    @Test
    void resultsAreWhatPredictionsAreHeldAgainst() throws IOException {
        List<Fork> forks = List.of(new Fork("race", "", List.of(new Fork.Seen("fd, EWOULDBLOCK, ok", Expect.ACCEPTABLE, 5, ""),
                new Fork.Seen("fd, 0, rollback", Expect.ACCEPTABLE_INTERESTING, 2, ""), new Fork.Seen("fd, EWOULDBLOCK, ok, alone", Expect.ACCEPTABLE, 9, ""))),
                new Fork("race", "", List.of(new Fork.Seen("fd, EWOULDBLOCK, ok", Expect.ACCEPTABLE, 1, ""))));
        Path file = directory.resolve("results/race.tsv");
        Observed.writeResults(file, new Tally("race", true, 2, 1, forks));
        assertThat(file).hasContent("RESULT\tSAMPLES\nfd, 0, rollback\t2\nfd, EWOULDBLOCK, ok\t6\nfd, EWOULDBLOCK, ok, alone\t9\n");
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        Main.run(out, out, "predict", "-e", RACE, "--jcstress", file.toString(), "--attempts", "100");
        assertThat(printed.toString()).contains("observed by jcstress in 8 races", "without 9 samples in").containsPattern("broken +0.0 % +25.0 % +\\(2\\)");
    }

    /** Twins are wrong kernels, and publication and store buffering are about less than a call. */
    @Test
    void everyKernelThatIsAsItShouldBeIsModelled() {
        assertThat(TestList.tests()).filteredOn(test -> Suite.testClass(test).isAnnotationPresent(Modelled.class)).hasSize(15);
        assertThat(TestList.tests()).allSatisfy(test -> {
            Class<?> type = Suite.testClass(test);
            boolean asItShouldBe = !Suite.isTwin(test) && Sample.class.isAssignableFrom(type);
            assertThat(type.isAnnotationPresent(Modelled.class)).as(test).isEqualTo(asItShouldBe);
        });
    }

    /** A suite that cannot see its defects proves nothing. */
    @Test
    void everySuspicionHasATwin() {
        Stream<String> suspicions = TestList.tests().stream().filter(test -> test.endsWith(".Holds"));
        assertThat(suspicions).hasSize(17).allSatisfy(holds -> assertThat(TestList.tests())
                .as(holds).anyMatch(test -> test.startsWith(holds.replace("Holds", "")) && Suite.isTwin(test)));
    }
}
