package org.sockrace.stress;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.cli.Main;

/**
 * Runs all jcstress tests, and reports each as a test of its own: that it was run and did race, that nothing forbidden came up, that its
 * defect was seen if it has one, and that the model knows every outcome. The pom says how long all this may take.
 */
class StressTest {

    @TestFactory
    Stream<DynamicTest> jcstress() throws Exception {
        try {
            return report(Settings.ofSystem());
        } catch (IllegalArgumentException | JcstressRun.FailedException e) {
            throw new Failed(e.getMessage());
        }
    }

    private static Stream<DynamicTest> report(Settings settings) throws Exception {
        Suite suite = new Suite(settings);
        SortedSet<String> tests = suite.selected();
        if (tests.isEmpty()) {
            throw new Failed("no jcstress test matches jcstress.tests=" + settings.tests());
        }

        List<Judged> judged = suite.run(tests);
        show(settings.directory(), ResultTable.of(judged));
        for (Judged test : judged) {
            Observed.writeResults(settings.directory().resolve("results").resolve(test.tally().name() + ".tsv"), test.tally());
        }

        Stream<DynamicTest> each = judged.stream().map(test -> DynamicTest.dynamicTest(test.tally().name(), () -> none(test.problems())));
        Stream<DynamicTest> compared = judged.stream().map(Judged::tally).filter(tally -> modelled(tally) != null).map(tally -> DynamicTest.dynamicTest(
                tally.name() + " against the model", () -> compare(settings.directory(), tally)));
        Stream<DynamicTest> whole = Stream.of(DynamicTest.dynamicTest("jcstress itself", () -> none(suite.complaints())));
        return Stream.of(each, compared, whole).flatMap(s -> s);
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
        Path file = observed(directory, scenario, tally);
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);

        int exitCode = Main.run(out, out, "compare", "-e", scenario, "--observed", file.toString());

        if (exitCode != 0) {
            throw new Failed("sockrace compare ended with " + exitCode + " and printed\n" + printed);
        }
    }

    private static Path observed(Path directory, String scenario, Tally tally) throws IOException {
        try {
            return Observed.write(directory.resolve("observed").resolve(tally.name() + ".tsv"), scenario, tally);
        } catch (IllegalArgumentException e) {
            throw new Failed(e.getMessage());
        }
    }

    private static void none(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new Failed(String.join("\n", problems));
        }
    }
}
