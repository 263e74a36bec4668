package org.sockrace.lincheck;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Shows the wrong kernels that the matrix of the stress tests has written to Lincheck, each in a JVM of its own, and makes the table of all answers.
 *
 * @param directory for kernels and answers
 * @param prefix how the names of the suspicions begin
 */
record EngineMatrix(Path directory, String prefix) {

    private static final long PATIENCE_SECONDS = 900;
    private static final String CLASS_PATH = System.getProperty("surefire.test.class.path");

    /** All of them; those that have an answer are not asked again. */
    void run() throws IOException, InterruptedException {
        for (String number : lines("defects.tsv").keySet()) {
            if (!lines("lincheck.tsv").containsKey(number)) {
                String line = number + "\t" + answer(number) + "\n";
                Files.writeString(directory.resolve("lincheck.tsv"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private String answer(String number) throws IOException, InterruptedException {
        Path answer = directory.resolve("lincheck-answer.txt");
        Files.deleteIfExists(answer);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("-Dlincheck.log") || argument.startsWith("--")).forEach(command::add);
        String classPath = directory.resolve("kernels").resolve(number) + File.pathSeparator + CLASS_PATH;
        command.addAll(List.of("-cp", classPath, OnLincheck.class.getName(), answer.toString(), prefix));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("lincheck-console.txt").toFile()).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Files.exists(answer) ? Files.readString(answer) : "no answer in " + PATIENCE_SECONDS + " s";
    }

    /** What stands behind the number of a defect. */
    private Map<String, String> lines(String file) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        if (Files.exists(directory.resolve(file))) {
            Files.readAllLines(directory.resolve(file)).forEach(line -> lines.put(line.split("\t", 2)[0], line.split("\t", 2)[1]));
        }
        return lines;
    }

    /** A line for each defect that every engine was asked about, in Markdown, and one that counts. */
    String table() throws IOException {
        Map<String, String> model = lines("model.tsv");
        Map<String, String> jcstress = lines("jcstress.tsv");
        Map<String, String> lincheck = lines("lincheck.tsv");
        StringBuilder table = new StringBuilder("| defect | model, the same races | model, catalogue | jcstress | Lincheck |\n|---|---|---|---|---|\n");
        int[] found = new int[5];
        for (Map.Entry<String, String> defect : lines("defects.tsv").entrySet()) {
            String n = defect.getKey();
            if (model.containsKey(n) && jcstress.containsKey(n) && lincheck.containsKey(n)) {
                String[] two = (model.get(n) + "\t").split("\t", -1);
                List<String> cells = List.of(two[0], two[1], jcstress.get(n), lincheck.get(n));
                table.append("| `").append(defect.getValue().replace("|", "\\|")).append("` |");
                for (int i = 0; i < cells.size(); i++) {
                    table.append(' ').append(cell(cells.get(i))).append(" |");
                    found[i] += cells.get(i).startsWith("found") ? 1 : 0;
                }
                table.append('\n');
                found[4]++;
            }
        }
        return table + "| found, of " + found[4] + " | " + found[0] + " | " + found[1] + " | " + found[2] + " | " + found[3] + " |\n";
    }

    /** What was found is shown with where and when, and what was not as a dash with how long it was looked for. */
    private static String cell(String answer) {
        return answer.replaceFirst("^found ", "").replaceFirst("^not found,? ?", "- ");
    }
}
