package org.sockrace.stress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Runs jcstress, and once more for those tests whose defect was not seen. */
final class Suite {

    /**
     * Compiled by C2 only, in which an access through a VarHandle costs and orders no more than it must, and with a collector whose
     * barriers order nothing: in the interpreter and in C1 all accesses are as good as fully fenced, and some defects cannot be seen.
     */
    private static final String JVM = "-XX:+UseSerialGC -Xmn700m -XX:-TieredCompilation";
    /** The same for jcstress's own modes, which choose compilers themselves. */
    private static final String JVM_OF_MODES = "-XX:+UseSerialGC -Xmn700m";
    /** Until JDK 18 every test is run with and without biased locking. */
    private static final int LAST_BIASED = 18;

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

    /** Runs these tests; the sum of what was seen, in their order. */
    Collection<Tally> run(SortedSet<String> tests) throws IOException, InterruptedException {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        tests.forEach(test -> tallies.put(test, null));
        Effort effort = settings.mode().isEmpty() ? effort(tests) : null;
        look(tests, effort, "first-look", tallies);
        List<String> missed = tallies.values().stream().filter(Tally::defectMissed).map(Tally::test).toList();
        if (effort != null && !missed.isEmpty()) {
            look(missed, effort.longer(), "second-look", tallies);
        }
        report();
        return tallies.values();
    }

    /** What was wrong with jcstress itself: nothing if all is well. */
    List<String> complaints() {
        return complaints;
    }

    private int configurations() {
        return settings.javaFeature() <= LAST_BIASED ? 2 : 1;
    }

    private Effort effort(SortedSet<String> tests) {
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return Effort.within(settings.budget(), tests.size(), configurations(), atOnce);
    }

    private void look(Collection<String> tests, Effort effort, String name, Map<String, Tally> tallies) throws IOException, InterruptedException {
        JcstressRun run = new JcstressRun(settings.directory().resolve(name));
        JcstressRun.Ended ended = run.run(command(tests, effort), settings.limit());
        if (ended.exitCode() != 0) {
            complaints.add("jcstress ended with exit code " + ended.exitCode() + run.consoleTail());
        }
        all.addAll(ended.results());
        List<Fork> forks = ended.results().stream().map(Fork::of).toList();
        int jvms = effort == null ? 1 : effort.forks() * configurations();
        double seconds = effort == null ? Double.NaN : effort.seconds();
        tests.forEach(test -> tallies.merge(test, tally(test, jvms, seconds, forks), Tally::and));
    }

    private static Tally tally(String test, int jvms, double seconds, List<Fork> forks) {
        return new Tally(test, isTwin(test), jvms, seconds, forks.stream().filter(fork -> fork.test().equals(test)).toList());
    }

    private List<String> command(Collection<String> tests, Effort effort) {
        String regex = tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
        List<String> command = new ArrayList<>(List.of(settings.java(), "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("surefire.test.class.path"), "org.openjdk.jcstress.Main",
                "-t", regex, "-r", "html", "-hs", "1000", "-pth", "false"));
        command.addAll(effort == null ? List.of("-m", settings.mode(), "-jvmArgsPrepend", JVM_OF_MODES) : effort.options());
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
