package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue is complete and keeps to its rules. */
class CatalogueTest {

    private static final Pattern BESIDE = Pattern.compile("\n# Beside     sockrace check (\\S+)\n\\z");
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "main", "resources", "scenarios");
    private final Catalogue catalogue = Catalogue.load();

    @Test
    void theIndexNamesEveryFile() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<String> races = files.filter(f -> f.toString().endsWith(".race")).map(f -> FOLDER.relativize(f).toString()
                    .replace('\\', '/')).toList();
            assertThat(Files.readAllLines(FOLDER.resolve("index.txt"))).containsExactlyInAnyOrderElementsOf(races).doesNotHaveDuplicates();
        }
    }

    @Test
    void theFolderIsTheExpectedVerdict() {
        assertThat(catalogue.entries()).isNotEmpty().allSatisfy(e ->
                assertThat(e.path()).startsWith(e.scenario().expectation().kind().id() + "/"));
    }

    @Test
    void namesAndNumbersAreUnique() {
        assertThat(catalogue.names()).doesNotHaveDuplicates();
        assertThat(catalogue.entries()).extracting(CatalogueEntry::chapter).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void everyFileTeaches() {
        assertThat(catalogue.entries()).allSatisfy(e -> {
            assertThat(e.text()).contains("# Suspicion ", "# Kernel ", "# Run        sockrace check " + e.scenario().name() + "\n",
                    "# Conclusion ");
            assertThat(e.text().lines()).allMatch(line -> line.length() <= 140);
            assertThat(e.scenario().title()).isNotEmpty();
        });
    }

    @Test
    void whatHoldsSaysWhatMayComeOut() {
        assertThat(catalogue.entries()).filteredOn(e -> e.path().startsWith("holds/")).allSatisfy(e ->
                assertThat(e.scenario().outcomes().complete()).as(e.path()).isTrue());
    }

    /** No error number hides behind another failure's. */
    @Test
    void whatHoldsSaysWhichFailureGivesWhat() {
        assertThat(catalogue.entries()).filteredOn(e -> e.path().startsWith("holds/") && !e.scenario().faults().isEmpty()).allSatisfy(e ->
                assertThat(e.scenario().outcomes().explains()).as(e.path()).isTrue());
    }

    /**
     * What a scenario that breaks calls is judged in one that holds, too: one that makes the same calls, or one that its last line names, {@code # Beside}, and
     * that makes calls of the same kinds to a module or family of the same name.
     */
    @Test
    void whateverBreaksHasANeighbourThatHolds() {
        List<Scenario> all = catalogue.entries().stream().map(CatalogueEntry::scenario).toList();
        assertThat(catalogue.entries()).filteredOn(e -> e.path().startsWith("breaks/")).allSatisfy(e -> {
            Optional<Scenario> same = Counterpart.of(e.scenario(), all);
            Matcher named = BESIDE.matcher(e.text());
            assertThat(named.find()).as(e.path() + (same.isPresent() ? ": needs no # Beside, there is " + same.get().name() : ": needs a last line # Beside"))
                    .isEqualTo(same.isEmpty());
            if (same.isEmpty()) {
                Scenario neighbour = catalogue.matching(named.group(1)).get(0).scenario();
                assertThat(neighbour.expectation().kind()).isEqualTo(Expectation.Kind.HOLDS);
                assertThat(kinds(neighbour)).as(e.path() + " calls, beside " + neighbour.name()).containsAll(kinds(e.scenario()));
                assertThat(neighbour.modules()).as(e.path()).anyMatch(m -> e.scenario().modules().stream().anyMatch(own -> own.name().equals(m.name())));
            }
        });
    }

    private static Set<String> kinds(Scenario scenario) {
        return scenario.threads().stream().flatMap(thread -> thread.calls().stream()).map(call -> call.kind().name())
                .collect(Collectors.toSet());
    }

    @Test
    void scenariosAreFoundByNameNumberOrPattern() {
        assertThat(catalogue.matching("rmmod-vs-socket")).extracting(CatalogueEntry::chapter).containsExactly("10");
        assertThat(catalogue.matching("10")).extracting(e -> e.scenario().name()).containsExactly("rmmod-vs-socket");
        assertThat(catalogue.matching("inet-*")).hasSizeGreaterThan(3);
        assertThat(catalogue.matching("*")).hasSameSizeAs(catalogue.entries());
    }

    @Test
    void noneIsAnError() {
        assertThatThrownBy(() -> catalogue.matching("rmod-vs-socket")).isInstanceOf(NoScenarioException.class)
                .hasMessage("no scenario matches 'rmod-vs-socket'; did you mean 'rmmod-vs-socket'?");
        for (String odd : new String[] {"", "\\E", "\\Q*", "[", "(?"}) {
            assertThatThrownBy(() -> catalogue.matching(odd)).isInstanceOf(NoScenarioException.class);
        }
        assertThatThrownBy(() -> catalogue.matching("zzz*")).hasMessage("no scenario matches 'zzz*' (sockrace list shows all)");
    }
}
