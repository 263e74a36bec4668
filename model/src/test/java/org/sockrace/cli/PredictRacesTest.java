package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sockrace predict --jcstress}: what jcstress saw on one machine, whether that is flattering or not. */
class PredictRacesTest extends RealCli {

    private static final String SEEN = "src/test/resources/jcstress/";
    private static final String UNLOAD = "module toy family=PF_TOY; T0: s = socket(PF_TOY, SOCK_STREAM, 0) || T1: r = rmmod(toy)";
    private static final String REGISTER = "module x family=PF_TOY loaded=no; module y family=PF_TOY loaded=no; T0: a = insmod(x) || T1: b = insmod(y)";

    @TempDir
    Path folder;

    private String file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("seen"), String.join("\n", lines) + "\n").toString();
    }

    private JsonNode json(int code, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("predict", "--json"));
        all.addAll(Arrays.asList(args));
        assertThat(run(all.toArray(String[]::new))).as(err).isEqualTo(code);
        return new ObjectMapper().readTree(out);
    }

    /** Windows of a few operations are hit more often than is predicted, of whichever twin. The pace explains the kernel as it is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kernel 6.1 | 02_LookUpAgainstRmmod.Holds      | 02_LookUpAgainstRmmod.PlainIncrement   | 1410 | 18  | 0.0033 | 4.5
            kernel 4.4 | 07_RegisterAgainstRegister.Holds | 07_RegisterAgainstRegister.WithoutLock | 908  | 205 | 0.068  | 4.8
            """)
    void theTwinsThatWereSeen(String kernel, String holds, String twin, int races, int shown, double predicted, double slower) throws IOException {
        boolean register = twin.startsWith("07");
        String mistake = register ? "SocketCore.java sock_register unlocked: spin_lock(net_family_lock);"
                : "KernelModule.java try_module_get split: if (!(module_is_live(module) && module.refcnt.inc_not_zero()))";
        JsonNode report = json(ExitCode.UNEXPECTED, "-e", kernel + "; " + (register ? REGISTER : UNLOAD), "--jcstress", SEEN + twin + ".tsv", "--as-is",
                SEEN + holds + ".tsv", "--mistake", mistake);
        assertThat(report.get("races").asInt()).isEqualTo(races);
        assertThat(report.get("slower").asDouble()).isCloseTo(slower, withinPercentage(25));
        assertThat(report.get("fit").get("predicted").asDouble()).isCloseTo(report.get("fit").get("observed").asDouble(), within(0.01));
        JsonNode defect = report.get("defect");
        assertThat(defect.get("observed").asInt()).isEqualTo(shown);
        assertThat(defect.get("predicted").asDouble()).isCloseTo(predicted, withinPercentage(40)).isLessThan(defect.get("low").asDouble());
        assertThat(defect.get("fits").asBoolean()).isFalse();
    }

    /** What was made by the rules of the model fits; a defect that shows ten times as often does not. */
    @Test
    void whatIsAsPredictedFits() throws IOException {
        String none = file("RESULT\tSAMPLES", "0, EEXIST, ok\t100", "EEXIST, 0, ok\t1");
        String[] args = {"-e", REGISTER, "--mistake", "SocketCore.java sock_register unlocked: spin_lock(net_family_lock);", "--jcstress", none};
        JsonNode known = json(ExitCode.UNEXPECTED, args);
        List<String> table = new ArrayList<>(List.of("RESULT\tSAMPLES"));
        known.get("results").forEach(row -> table.add(row.get("result").asText() + "\t" + Math.round(1000 * row.get("predicted").asDouble())));
        file(table.toArray(String[]::new));
        JsonNode same = json(ExitCode.MET, args);
        assertThat(same.get("defect").get("observed").asInt()).isPositive();
        assertThat(same.get("fit").isNull()).isTrue();
        table.add("0, 0\t500");
        file(table.toArray(String[]::new));
        assertThat(json(ExitCode.UNEXPECTED, args).get("defect").get("fits").asBoolean()).isFalse();
    }

    /** As jcstress prints it, with what is around. */
    @Test
    void aTableAsItIsPrinted() throws IOException {
        String printed = file(".......... [OK] org.sockrace.stress.Suspicion_02_LookUpAgainstRmmod.PlainIncrement", "  Results across all configurations:", "",
                "                             RESULT  SAMPLES     FREQ       EXPECT  DESCRIPTION",
                "                EAFNOSUPPORT, 0, ok    3,233    7.74%   Acceptable  As in the kernel as it is.",
                "         EAFNOSUPPORT, 0, ok, alone   17,938   42.94%   Acceptable  As in the kernel as it is.",
                "           fd, 0, no-use-after-free       59    0.14%  Interesting  A change of the counter was lost.",
                "  fd, EWOULDBLOCK, ok(, alone)?        0    0.00%   Acceptable  As in the kernel as it is.", "", "something else  and more");
        JsonNode report = json(ExitCode.UNEXPECTED, "-e", UNLOAD, "--jcstress", printed);
        assertThat(report.get("races").asInt()).isEqualTo(3233 + 59);
        assertThat(report.get("alone").asInt()).isEqualTo(17938);
        assertThat(report.get("results").get(1).get("result").asText()).isEqualTo("broken");
        assertThat(report.get("results").get(1).get("observed").asInt()).isEqualTo(59);
        assertThat(report.get("defect").isNull()).isTrue();
    }

    @Test
    void textSaysWhatItRestsOn() throws IOException {
        String seen = file("RESULT  SAMPLES", "EAFNOSUPPORT, 0, ok  900", "fd, EWOULDBLOCK, ok  100", "fd, EWOULDBLOCK, ok, alone  7");
        assertThat(run("predict", "-e", UNLOAD, "--jcstress", seen, "--as-is", SEEN + "01_LookUpAgainstUnregister.Holds.tsv")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out.replaceAll("\\s+", " ")).startsWith(" predicted ad-hoc from ").contains("observed by jcstress in 1,000 races, without 7 samples in "
                + "which only one thread was at work", " times as long, since 70.1 % of 10,243 races of the kernel as it is came to EAFNOSUPPORT, 0 ",
                "fd, EWOULDBLOCK 29.", " 10.0 % (100) 8.3 % to 12.0 % does not fit").doesNotContain("note:");
        String never = file("RESULT  SAMPLES", "EAFNOSUPPORT, 0  999", "fd, EWOULDBLOCK  1");
        run("predict", "-e", UNLOAD, "--jcstress", never, "--as-is", never);
        assertThat(out).contains(" note: no pace explains the kernel as it is: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fd, EWOULDBLOCK, ok; 5                       | : there is no table of jcstress, which begins with RESULT and SAMPLES
            RESULT; SAMPLES                              | : no race was observed
            RESULT; SAMPLES/fd, 0, ok, alone; 5          | : no race was observed
            RESULT; SAMPLES/fd, EWOULDBLOCK, ok          | :2: a row of this table has a result and a number of samples, separated by a tab or two blanks
            RESULT; SAMPLES/fd; 5                        | :2: there are 1 results for the columns s, r
            RESULT; SAMPLES/fd, 0, ok; 5//RESULT; SAMPLES | :4: here is a second table, and there is one in line 1: leave that of one test
            """)
    void whatIsNoTable(String text, String message) throws IOException {
        String seen = file(text.replace("; ", "\t").split("/"));
        assertThat(run("predict", "-e", UNLOAD, "--jcstress", seen)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: " + seen + message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rmmod-vs-socket                            | there is nothing to compare with: give --from-ftrace a recording, or --jcstress a table
            rmmod-vs-socket --jcstress x --from-ftrace x | --from-ftrace and --jcstress are two questions: ask one
            rmmod-vs-socket --from-ftrace x --as-is x  | --as-is is for --jcstress
            rmmod-vs-socket --from-ftrace x --mistake x | --mistake is for --jcstress
            rmmod-vs-socket --jcstress none            | none: cannot be read: no such file
            socket-alone --jcstress x                  | what jcstress sees is predicted of two threads whose calls have results, as in T0: s = socket(PF_TOY)
            rmmod-vs-socket --mistake x --jcstress src/test/resources/jcstress/02_LookUpAgainstRmmod.Holds.tsv | there is no mistake 'x'
            """)
    void mistakesAreOneLine(String args, String message) {
        assertThat(run(("predict " + args).split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: " + message).hasLineCount(1);
    }
}
