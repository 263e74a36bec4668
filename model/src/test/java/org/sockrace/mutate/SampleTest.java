package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Expectation;
import org.sockrace.shard.Shard;

/**
 * A sample of all mistakes, shown to the smaller scenarios of the catalogue: what becomes of each is pinned. A mistake that was noticed and is not any more is
 * a property or a scenario that has gone; one that is noticed now is welcome, and {@code -Dgolden.update=true} writes it down, with a new sample. To find that
 * nothing notices a mistake takes a hundred times as long as to find who does: of those one in eight is tried, and of the reasons that are written down one in
 * 32; {@code -Dmutate.unnoticed.every=1} and {@code -Dmutate.reasons.every=1} try all.
 */
@SameOnEveryJdk
class SampleTest {

    private static final String GOLDEN = "mutate-sample.txt";
    private static final Path FILE = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "golden", GOLDEN);
    private static final int SIZE = 320;
    private static final int UNNOTICED_EVERY = Integer.getInteger("mutate.unnoticed.every", 8);
    private static final int REASONS_EVERY = Integer.getInteger("mutate.reasons.every", 32);
    /** Larger scenarios notice little more, and take long. */
    private static final long STATES = 7_000;
    private static Campaign campaign;

    @BeforeAll
    static void prepare() throws IOException {
        campaign = new Campaign(() -> false);
        campaign.prepare(subjects(), List.of(), false, 2, name -> { });
    }

    private static List<Subject> subjects() throws IOException {
        Map<String, Long> states = Files.readAllLines(FILE.resolveSibling("catalogue-counts.txt")).stream().skip(1).map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[3])));
        return Catalogue.load().entries().stream().filter(e -> e.scenario().expectation().kind() != Expectation.Kind.BOUNDED)
                .filter(e -> states.get(e.name()) <= STATES)
                .map(e -> new Subject(e.name(), null, e.scenario().expectation().kind() == Expectation.Kind.BREAKS)).toList();
    }

    private static List<Fate> fates(List<Mutant> mutants) {
        return campaign.run(mutants.stream().map(List::of).toList(), Map.of(), 2, (n, f) -> { });
    }

    /** Names decide who is drawn: a new statement elsewhere changes nothing. Files that only modules of a user's own call would all be not reached. */
    private static List<Mutant> drawn() {
        return campaign.mutants().stream().filter(m -> campaign.coverage().files().get(m.file()).executed() > 0)
                .sorted(Comparator.comparing((Mutant m) -> Fingerprint.of(List.of(m.name())))).limit(SIZE)
                .sorted(Comparator.comparing(Mutant::name)).toList();
    }

    /** Those that the file names; it is an error if one cannot be made any more. */
    private static List<Mutant> named(List<String> lines) {
        Map<String, Mutant> byName = campaign.mutants().stream().collect(Collectors.toMap(Mutant::name, Function.identity()));
        List<String> names = lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
        assertThat(byName.keySet()).as("statements have changed: -Dgolden.update=true draws anew").containsAll(names);
        return names.stream().map(byName::get).toList();
    }

    @Test
    void whatIsNoticedStaysNoticed() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            // What has no end would be cut short sooner or later, as fast as the machine is.
            Golden.check(GOLDEN, fates(drawn()).stream().filter(f -> f.kind() != Fate.Kind.CUT_SHORT).map(SampleTest::line).map(line -> line + "\n")
                    .collect(Collectors.joining()));
        }
        List<String> lines = Files.readAllLines(FILE);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(300);
        List<String> tried = tried(lines);
        assertThat(fates(named(tried)).stream().map(SampleTest::line).toList()).isEqualTo(tried);
    }

    private static List<String> tried(List<String> lines) {
        Map<Boolean, List<String>> noticed = lines.stream().collect(Collectors.partitioningBy(line -> line.startsWith("noticed ")));
        List<String> tried = new ArrayList<>(noticed.get(true));
        tried.addAll(every(noticed.get(false), UNNOTICED_EVERY));
        return tried;
    }

    private static <T> List<T> every(List<T> all, int every) {
        return IntStream.range(0, all.size()).filter(i -> i % every == 0).mapToObj(all::get).toList();
    }

    private static String line(Fate fate) {
        return fate.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + fate.mutant().name();
    }

    /** As far as the smaller scenarios can tell: mutate --all --reasoned tells all. */
    @Test
    void reasonsAreTrue() {
        Map<String, String> wrong = new TreeMap<>();
        List<Fate> fates = fates(every(campaign.reasoned(), REASONS_EVERY));
        fates.stream().filter(f -> f.kind() != Fate.Kind.REASONED && f.kind() != Fate.Kind.EQUAL && f.kind() != Fate.Kind.NOT_REACHED)
                .filter(f -> !(f.kind() == Fate.Kind.NOTICED && f.text().endsWith(", under LKMM")))
                .forEach(f -> wrong.put(f.mutant().name(), f.kind() + " " + f.scenario() + " " + f.text()));
        assertThat(wrong).isEmpty();
        assertThat(fates.stream().filter(f -> f.kind() == Fate.Kind.REASONED).count()).isGreaterThan(fates.size() / 2);
    }

    @Test
    void whatIsSaidToBeUnreachableIsNotExecuted() {
        assertThat(campaign.coverage().wrong()).isEmpty();
        assertThat(campaign.coverage().explained()).isNotEmpty();
    }

    /** Each mistake is in one part only, and no part has much more to do than another. */
    @Test
    void partsAreAllAndAboutAsLarge() {
        List<Mutant> all = campaign.mutants();
        List<List<Mutant>> parts = IntStream.rangeClosed(1, 3).mapToObj(i -> new Shard(i, 3).of(all, campaign::cost)).toList();
        assertThat(parts.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(all);
        List<Long> costs = parts.stream().map(part -> part.stream().mapToLong(campaign::cost).sum()).sorted().toList();
        assertThat(costs.get(2)).isLessThan(costs.get(0) + costs.get(0) / 10);
        assertThat(new Shard(1, 1).of(all, campaign::cost)).isEqualTo(all);
    }
}
