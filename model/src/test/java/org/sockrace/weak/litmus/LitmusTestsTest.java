package org.sockrace.weak.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.weak.litmus.LitmusResult.Observation;
import org.sockrace.weak.model.Axiom;
import org.sockrace.weak.model.Link;
import org.sockrace.weak.model.ModelKind;

/** Our litmus tests: verdicts, numbers of executions, and flags, under each model; and the explanation of each verdict. */
class LitmusTestsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "litmus");

    private static List<String[]> expected() throws IOException {
        return Files.readAllLines(FOLDER.resolve("expected.tsv")).stream().skip(1).map(line -> line.split("\t", -1)).toList();
    }

    private static LitmusTest read(String name) throws IOException {
        return LitmusParser.parse(Files.readString(FOLDER.resolve(name + ".litmus")));
    }

    private static String counts(LitmusResult result) {
        return result.observation().text() + " " + result.positive() + " " + result.negative();
    }

    @TestFactory
    Stream<DynamicTest> verdictsAndCounts() throws IOException {
        return expected().stream().map(row -> DynamicTest.dynamicTest(row[0], () -> {
            LitmusTest test = read(row[0]);
            LitmusResult lkmm = LitmusResult.of(test, ModelKind.LKMM, () -> false);
            assertThat(lkmm.complete()).isTrue();
            assertThat(test.name()).isEqualTo(row[0]);
            assertThat(counts(lkmm)).isEqualTo(String.join(" ", row[1], row[2], row[3]));
            assertThat(lkmm.states()).hasSize(Integer.parseInt(row[4]));
            assertThat(String.join(",", lkmm.flags())).isEqualTo(row[5]);
            LitmusResult sc = LitmusResult.of(test, ModelKind.SC, () -> false);
            assertThat(counts(sc)).isEqualTo(String.join(" ", row[6], row[7], row[8]));
            LitmusResult porf = LitmusResult.of(test, ModelKind.LKMM_PORF, () -> false);
            assertThat(counts(porf)).isEqualTo(String.join(" ", row[9], row[10], row[11]));
            assertThat(lkmm.states()).containsAll(porf.states());
            assertThat(porf.states()).containsAll(sc.states());
        }));
    }

    /** Each verdict is written in the test as well, where people read it. */
    @Test
    void everyTestIsExpectedAndSaysSo() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String[] row : expected()) {
            names.add(row[0] + ".litmus");
            assertThat(Files.readString(FOLDER.resolve(row[0] + ".litmus"))).contains("* Result: " + row[1] + "\n");
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".litmus")).collect(Collectors.toSet())).isEqualTo(names);
        }
        assertThat(names).hasSizeGreaterThan(90);
    }

    /** An explanation of what never happens is a cycle without gaps, on every level; one of what may happen is allowed. */
    @TestFactory
    Stream<DynamicTest> explanationsHold() throws IOException {
        return expected().stream().filter(row -> !row[1].equals(Observation.ALWAYS.text())).map(row -> DynamicTest.dynamicTest(row[0], () -> {
            Explanation explanation = Explanation.of(read(row[0]), ModelKind.LKMM, () -> false);
            boolean never = row[1].equals(Observation.NEVER.text());
            if (explanation == null) {
                // No order of its accesses makes it so: the values contradict each other.
                assertThat(List.of("LB+data", "3.LB+data")).contains(row[0]);
                return;
            }
            assertThat(explanation.broken() != null).isEqualTo(never);
            if (never) {
                List<Link> links = explanation.links();
                assertThat(links).isNotEmpty();
                assertConnected(links);
                boolean closed = links.get(links.size() - 1).to() == links.get(0).from();
                assertThat(closed).isEqualTo(explanation.broken().demand() != Axiom.Demand.EMPTY || !explanation.broken().name().equals("atomic"));
            }
        }));
    }

    private static void assertConnected(List<Link> links) {
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            boolean atomic = link.name().equals("rmw");
            assertThat(i == 0 || atomic || links.get(i - 1).to() == link.from()).as(links.toString()).isTrue();
            if (!link.parts().isEmpty()) {
                assertThat(link.parts().get(0).from()).as(link.toString()).isEqualTo(link.from());
                assertThat(link.parts().get(link.parts().size() - 1).to()).as(link.toString()).isEqualTo(link.to());
                assertConnected(link.parts());
            }
        }
    }
}
