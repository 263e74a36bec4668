package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Schemas;

/** What the parts of a run say together is what the whole run says. */
class MergeCommandTest extends RealCli {

    /** Breaks, and nobody expects it. */
    private static final String BAD = "module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet); never fd, EWOULDBLOCK";
    private static final List<String> SOME = List.of("rmmod-vs-socket", "inet-vs-rmmod", "socket-alone", "rmmod-vs-close", "rmmod-forced");

    @TempDir
    private Path folder;

    /** Runs the parts, each into a file of its own, and returns the files. */
    private List<String> parts(int of, List<String> command) {
        List<String> files = new ArrayList<>();
        for (int i = 1; i <= of; i++) {
            String file = folder.resolve("part" + i + ".json").toString();
            run(Stream.concat(command.stream(), Stream.of("--shard", i + "/" + of, "--format", "json", "--output", file)).toArray(String[]::new));
            assertThat(err).isEmpty();
            files.add(file);
        }
        return files;
    }

    private int merge(List<String> files, String... options) {
        return run(Stream.of(Stream.of("merge"), files.stream(), Stream.of(options)).flatMap(s -> s).toArray(String[]::new));
    }

    private static List<String> command(String verb, List<String> more, String... options) {
        return Stream.of(Stream.of(verb), more.stream(), Stream.of(options)).flatMap(s -> s).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "prove"})
    void theDocumentIsThatOfTheWholeRun(String verb) {
        List<String> command = command(verb, SOME, "--no-times");
        int code = run(Stream.concat(command.stream(), Stream.of("--json")).toArray(String[]::new));
        String whole = out;
        List<String> files = parts(3, command);
        assertThat(merge(List.of(files.get(2), files.get(0), files.get(1)), "--json")).isEqualTo(code);
        assertThat(out).isEqualTo(whole);
        for (String format : List.of("junit", "sarif", "github")) {
            run(Stream.concat(command.stream(), Stream.of("--format", format)).toArray(String[]::new));
            String formatted = out;
            merge(files, "--format", format);
            assertThat(out).as(format).isEqualTo(formatted);
        }
    }

    @Test
    void whatOnePartFindsIsFound() {
        List<String> files = parts(2, command("check", List.of("rmmod-vs-socket", "-e", BAD)));
        assertThat(merge(files)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("BUG: sockrace: ").contains("2 of 2 parts of check ").contains("2 scenarios").contains("1 unexpected");
        assertThat(merge(files, "-q")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("BUG: sockrace: ").doesNotContain("rmmod-vs-socket ");
    }

    @Test
    void whatIsMissingIsNotTakenForGood() throws IOException {
        List<String> files = parts(3, command("check", SOME));
        assertThat(merge(files.subList(0, 2), "--json")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(err).isEqualTo("error: part 3/3 is missing: no document of it was given\n");
        List<JsonNode> scenarios = new ArrayList<>();
        new ObjectMapper().readTree(out).get("scenarios").forEach(scenarios::add);
        assertThat(scenarios).extracting(s -> s.get("name").asText()).containsExactlyElementsOf(SOME);
        assertThat(scenarios).extracting(s -> s.path("error").asText(null)).contains("not checked: part 3 is missing");
        List<String> bad = parts(2, command("check", List.of("rmmod-vs-socket", "-e", BAD)));
        assertThat(bad.stream().mapToInt(file -> merge(List.of(file))).boxed().toList()).as("what is broken counts more than what is missing")
                .containsExactlyInAnyOrder(ExitCode.INCONCLUSIVE, ExitCode.UNEXPECTED);
    }

    @Test
    void aPartThatWasCutShortMakesTheRunInconclusive() {
        List<String> files = parts(2, command("check", SOME, "--max-states", "10"));
        assertThat(merge(files)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(merge(parts(2, command("check", List.of("rmmod-vs-socket", "socket-alone"))))).isEqualTo(ExitCode.MET);
    }

    @Test
    void mistakesAreJoined() throws IOException {
        List<String> command = command("mutate", List.of("rmmod-vs-socket", "-q", "--site", "SocketCore.java", "--sample", "12"));
        int code = run(Stream.concat(command.stream(), Stream.of("--json")).toArray(String[]::new));
        String whole = out;
        assertThat(merge(parts(2, command), "--json")).isEqualTo(code);
        assertThat(out).isEqualTo(whole);
        assertThat(run("mutate", "rmmod-vs-socket", "--pairs", "--shard", "1/2")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: --pairs tries");
    }

    @Test
    void documentsThatDoNotBelongTogetherAreRefused() throws IOException {
        List<String> files = parts(2, command("check", SOME));
        refused("was given twice", files.get(0), files.get(0));
        Path whole = folder.resolve("whole.json");
        run("check", "socket-alone", "--format", "json", "--output", whole.toString());
        refused("has a whole run of check, not a part", whole.toString());
        Path other = Files.copy(Path.of(files.get(1)), folder.resolve("other.json"));
        parts(2, command("check", SOME, "--no-por"));
        refused("its command was check rmmod-vs-socket inet-vs-rmmod socket-alone rmmod-vs-close rmmod-forced, not", files.get(0), other.toString());
        refused("there is no such file", folder.resolve("none").toString());
        refused("it is a folder", folder.toString());
        refused("is no document of sockrace", Files.writeString(folder.resolve("x"), "{}").toString());
        refused("is damaged: it ends too early or is no JSON", Files.writeString(folder.resolve("x"), "{\"schema\": 1, \"comm").toString());
        refused("is of another version", Files.writeString(folder.resolve("x"), "{\"schema\": 2, \"command\": \"check\"}").toString());
        assertThat(run("merge")).isEqualTo(ExitCode.USAGE);
    }

    private void refused(String why, String... files) {
        assertThat(merge(List.of(files))).as(why).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: ").contains(why).hasLineCount(1);
    }

    /** Whatever is wrong with what a document says of its part, it is said in a line. */
    @Test
    void aDamagedPartIsRefused() throws IOException {
        Path file = Path.of(parts(2, command("check", List.of("socket-alone", "rmmod-forced"))).get(0));
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        for (String field : List.of("part", "of", "all", "items", "suites", "rules", "arguments", "program")) {
            ObjectNode damaged = root.deepCopy();
            ((ObjectNode) damaged.get("shard")).put(field, -1);
            assertThat(merge(List.of(Files.writeString(folder.resolve("damaged"), damaged.toString()).toString()))).as(field).isNotZero();
            assertThat(err).as(field).hasLineCount(1).startsWith("error: ");
        }
    }

    @Test
    void aPartMustHaveSomething() {
        assertThat(run("check", "socket-alone", "--shard", "2/2")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: --shard 2/2 is empty: there is 1 scenario\n");
        assertThat(run("check", "socket-alone", "--costs", "x.json")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: --costs says how to cut a run");
    }

    @Test
    void anEarlierRunSaysHowToCut() throws IOException {
        Path file = folder.resolve("costs.json");
        Files.writeString(file, "{\"scenarios\": [{\"name\": \"socket-alone\", \"seconds\": 100.0}, {\"name\": \"rmmod-forced\", \"seconds\": 0.1}]}");
        assertThat(run("check", "rmmod-forced", "rmmod-vs-close", "socket-alone", "--shard", "1/2", "--costs", file.toString())).isEqualTo(ExitCode.MET);
        assertThat(out).contains("socket-alone").doesNotContain("rmmod-forced").doesNotContain("rmmod-vs-close");
        assertThat(run("check", "rmmod-forced", "socket-alone", "--shard", "1/2", "--costs", file.toString(), "--format", "json", "--output", file.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: cannot write " + file + ": the command reads it\n");
        Files.writeString(file, "{}");
        assertThat(run("check", "socket-alone", "rmmod-forced", "--shard", "1/2", "--costs", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("does not say how long a scenario took");
    }

    @Test
    void theSchemaHasTheFieldsOfAPart() throws IOException {
        String part = Files.readString(Path.of(parts(2, command("check", List.of("socket-alone", "rmmod-forced"))).get(1)));
        assertThat(part).contains("\"shard\" : {");
        Schemas.check(part);
    }
}
