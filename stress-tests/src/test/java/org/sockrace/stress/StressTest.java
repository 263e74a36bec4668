package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.cli.Main;

/**
 * Runs all jcstress tests, and reports each as a test of its own: that it was run, that nothing forbidden came up, that its defect was seen
 * if it has one, and that the model knows every outcome. The pom says how long all this may take.
 */
class StressTest {

    @TestFactory
    Stream<DynamicTest> jcstress() throws Exception {
        Settings settings = Settings.ofSystem();
        Suite suite = new Suite(settings);
        SortedSet<String> tests = suite.selected();
        assertThat(tests).as("jcstress tests that match -Djcstress.tests=%s", settings.tests()).isNotEmpty();

        Collection<Tally> tallies = suite.run(tests);
        show(settings.directory(), ResultTable.of(tallies));

        Stream<DynamicTest> each = tallies.stream().map(tally -> DynamicTest.dynamicTest(shortName(tally.test()),
                () -> assertThat(tally.problems()).as(tally.test()).isEmpty()));
        Stream<DynamicTest> compared = tallies.stream().filter(tally -> modelled(tally) != null).map(tally -> DynamicTest.dynamicTest(
                shortName(tally.test()) + " against the model", () -> compare(settings.directory(), tally)));
        Stream<DynamicTest> whole = Stream.of(DynamicTest.dynamicTest("jcstress itself", () -> assertThat(suite.complaints()).isEmpty()));
        return Stream.of(each, compared, whole).flatMap(s -> s);
    }

    private static String shortName(String test) {
        return test.substring(Sample.class.getPackageName().length() + 1);
    }

    private static Modelled modelled(Tally tally) {
        return Suite.testClass(tally.test()).getAnnotation(Modelled.class);
    }

    private static void show(Path directory, String table) {
        try {
            Files.writeString(directory.resolve("results.txt"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(String.format(Locale.ROOT, "%n%s", table));
    }

    /** As a user would: with the command, from a file. */
    private static void compare(Path directory, Tally tally) throws IOException {
        String scenario = modelled(tally).value();
        Path file = Observed.write(directory.resolve("observed").resolve(shortName(tally.test()) + ".tsv"), scenario, tally);
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);

        int exitCode = Main.run(out, out, "compare", "-e", scenario, "--observed", file.toString());

        assertThat(exitCode).as("exit code of sockrace compare, which prints%n%s", printed).isZero();
    }
}
