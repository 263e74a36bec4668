package org.sockrace.stress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.HTMLReportPrinter;
import org.openjdk.jcstress.infra.runners.TestList;

/** Runs jcstress, and again for those tests that did not race enough. */
final class Suite {

    /**
     * A collector whose barriers order nothing, and both compilers: a kernel that is still interpreted is so slow that two busy processors make
     * no race of it. In the interpreter and in what C1 compiles all accesses are as good as fully fenced, and some defects cannot be seen; in
     * what C2 compiles in the end they can.
     */
    private static final String JVM = "-XX:+UseSerialGC -Xmn700m";
    private final Settings settings;
    private final List<TestResult> all = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    Suite(Settings settings) {
        this.settings = settings;
    }

    /** The tests that the settings choose. */
    SortedSet<String> selected() {
        return TestList.tests().stream().filter(test -> settings.tests().matcher(test).find()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The class of a test: jcstress writes a dot before the name of a nested one. */
    static Class<?> testClass(String test) {
        int nested = test.lastIndexOf('.');
        try {
            return Class.forName(test.substring(0, nested) + "$" + test.substring(nested + 1));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(test, e);
        }
    }

    /** Whether a test has a defect that must be seen. */
    static boolean isTwin(String test) {
        TestInfo info = TestList.getInfo(test);
        return Stream.concat(info.cases().stream(), Stream.of(info.unmatched())).anyMatch(c -> c.expect() == Expect.ACCEPTABLE_INTERESTING);
    }

    /** Runs these tests, those that need it more than once; what may be said of each, in their order. */
    List<Judged> run(SortedSet<String> tests) throws IOException, InterruptedException {
        Effort effort = settings.mode().isEmpty() ? Effort.within(settings.budget(), tests.size(), atOnce()) : null;
        List<Judged> judged = new Looks(this::look, atOnce(), settings.limit(), System::nanoTime).at(tests, effort);
        report();
        return judged;
    }

    /** What was wrong with jcstress itself: nothing if all is well. */
    List<String> complaints() {
        return complaints;
    }

    /** jcstress gives each test two processors of its own. */
    private static int atOnce() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** One run of jcstress. */
    List<Tally> look(Collection<String> tests, int number, Effort effort, Duration limit) throws IOException, InterruptedException {
        JcstressRun run = new JcstressRun(settings.directory().resolve("look-" + number));
        JcstressRun.Ended ended;
        try {
            ended = run.run(command(tests, effort), limit);
        } catch (JcstressRun.FailedException e) {
            if (number == 1) {
                throw e;
            }
            complaints.add(e.getMessage());
            return List.of();
        }
        if (ended.exitCode() != 0) {
            complaints.add("jcstress ended with exit code " + ended.exitCode() + run.consoleTail());
        }
        all.addAll(ended.results());
        List<Fork> forks = ended.results().stream().map(Fork::of).toList();
        int jvms = effort == null ? 1 : effort.forks();
        double seconds = effort == null ? Double.NaN : effort.seconds();
        return tests.stream().map(test -> tally(test, jvms, seconds, forks)).toList();
    }

    private static Tally tally(String test, int jvms, double seconds, List<Fork> forks) {
        return new Tally(test, isTwin(test), jvms, seconds, forks.stream().filter(fork -> fork.test().equals(test)).toList());
    }

    private List<String> command(Collection<String> tests, Effort effort) {
        String regex = tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
        List<String> command = new ArrayList<>(List.of(settings.java(), "--enable-native-access=ALL-UNNAMED",
                "-cp", settings.kernel() + System.getProperty("surefire.test.class.path"), JcstressMain.class.getName(),
                "-t", regex, "-r", "html", "-hs", "1000", "-pth", "false"));
        command.addAll(effort == null ? List.of("-m", settings.mode(), "-jvmArgsPrepend", JVM) : effort.options());
        if (effort != null) {
            command.addAll(List.of("-jvmArgs", JVM, "-sc", "false"));
        }
        return command;
    }

    /** One page for all runs. */
    private void report() throws IOException {
        Options options = new Options(new String[] {"-r", settings.directory().resolve("html").toString()});
        if (options.parse()) {
            InProcessCollector collector = new InProcessCollector();
            all.forEach(collector::add);
            new HTMLReportPrinter(options, collector, new PrintStream(OutputStream.nullOutputStream())).work();
        }
    }
}
