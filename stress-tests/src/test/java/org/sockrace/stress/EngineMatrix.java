package org.sockrace.stress;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jcstress.infra.runners.TestList;
import org.sockrace.mutate.Fingerprint;
import org.sockrace.report.Numbers;

/**
 * Shows wrong kernels to the model and to jcstress. Each is a folder of classes, which goes first on the class path of each engine's own JVM; what they answer
 * is a line in a file beside them, so that a run that was ended goes on where it was. Lincheck's answers, and the table, are made by its own tests.
 *
 * @param directory for kernels and answers
 * @param java the JVM
 * @param races the numbers of the races, a regular expression
 * @param seconds for each of jcstress's races
 * @param seed what the drawing began with
 */
record EngineMatrix(Path directory, String java, String races, int seconds, long seed) {

    /** How answers begin. */
    static final String FOUND = "found ";
    static final String NOT_FOUND = "not found ";
    /** A search was cut short. */
    static final String NOT_ALL = "not found, not all searched ";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * All of them; those that have an answer are not asked again.
     *
     * @throws IllegalStateException if what lies there was made otherwise: more kernels are those and others, but nothing else may differ
     */
    void run(Map<String, Map<String, byte[]>> kernels) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path run = directory.resolve("run.txt");
        String now = "program " + Fingerprint.ofProgram() + "\nseed " + seed + "\nseconds " + seconds + "\nraces " + races + "\n";
        if (Files.exists(run) && !Files.readString(run).equals(now)) {
            throw new IllegalStateException(directory + " is of another build or another run: delete it, or give another -Dmatrix.directory");
        }
        Files.writeString(run, now);
        int number = 0;
        StringBuilder names = new StringBuilder();
        for (Map.Entry<String, Map<String, byte[]>> kernel : kernels.entrySet()) {
            number++;
            names.append(number).append('\t').append(kernel.getKey()).append('\n');
            WrongKernels.write(kernel.getValue(), kernel(number));
        }
        Files.writeString(directory.resolve("defects.tsv"), names);
        for (int n = 1; n <= number; n++) {
            if (!answered("model", n)) {
                answer("model", n, model(n));
            }
            if (!answered("jcstress", n)) {
                answer("jcstress", n, jcstress(n));
            }
        }
    }

    private Path kernel(int number) {
        return directory.resolve("kernels").resolve(Integer.toString(number));
    }

    private Path answers(String engine) {
        return directory.resolve(engine + ".tsv");
    }

    private boolean answered(String engine, int number) throws IOException {
        return Files.exists(answers(engine)) && Files.readAllLines(answers(engine)).stream().anyMatch(line -> line.startsWith(number + "\t"));
    }

    private void answer(String engine, int number, String text) throws IOException {
        Files.writeString(answers(engine), number + "\t" + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String model(int number) throws IOException, InterruptedException {
        Path answer = directory.resolve("answer.txt");
        Files.deleteIfExists(answer);
        String classPath = kernel(number) + File.pathSeparator + System.getProperty("surefire.test.class.path");
        Process process = new ProcessBuilder(java, "-cp", classPath, OnModel.class.getName(), answer.toString(), races)
                .redirectErrorStream(true).redirectOutput(directory.resolve("console.txt").toFile()).start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Files.exists(answer) ? Files.readString(answer) : "no answer\tno answer";
    }

    private String jcstress(int number) throws IOException, InterruptedException {
        Settings settings = new Settings(java, directory.resolve("jcstress"), Pattern.compile(".*"), Duration.ZERO, "", PATIENCE,
                kernel(number) + File.pathSeparator);
        SortedSet<String> tests = TestList.tests().stream()
                .filter(test -> !Suite.isTwin(test) && Races.isOfTheKernel(test) && Races.name(test).matches(races))
                .collect(Collectors.toCollection(TreeSet::new));
        try {
            return first(new Suite(settings).look(tests, 1, new Effort(1, seconds), PATIENCE));
        } catch (JcstressRun.FailedException e) {
            return "no answer in " + PATIENCE.toSeconds() + " s";
        }
    }

    /** The race that shows it most often, and how many races there are for one that shows it. */
    private static String first(List<Tally> tallies) {
        List<Tally> found = new ArrayList<>(tallies.stream().filter(tally -> wrong(tally) > 0).toList());
        found.sort(Comparator.comparingDouble((Tally tally) -> (double) wrong(tally) / tally.samples()).reversed());
        if (!found.isEmpty()) {
            Tally best = found.get(0);
            return FOUND + Races.name(best.test()) + ", 1 in " + Numbers.count(-Math.floorDiv(-best.samples(), wrong(best)), "sample");
        }
        return tallies.stream().filter(tally -> !tally.faults().isEmpty()).findFirst()
                .map(tally -> FOUND + Races.name(tally.test()) + ", a JVM failed")
                .orElseGet(() -> NOT_FOUND + Numbers.count(tallies.stream().mapToLong(Tally::races).sum(), "race"));
    }

    private static long wrong(Tally tally) {
        return tally.forks().stream().flatMap(fork -> fork.seen().stream()).filter(seen -> !seen.allowed()).mapToLong(Fork.Seen::samples).sum();
    }
}
