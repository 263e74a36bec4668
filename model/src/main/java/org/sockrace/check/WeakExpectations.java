package org.sockrace.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;
import org.sockrace.weak.world.WeakSearch;

/**
 * What scenarios of the catalogue show under the Linux-kernel memory model, where that is not what interleavings show. Whatever has no row is expected to show
 * the same. Immutable.
 */
public final class WeakExpectations {

    private static final String RECORDED = "/scenarios/lkmm.txt";
    private static final String BREAKS = "breaks";

    private final Map<String, Expectation> rows;

    private WeakExpectations(Map<String, Expectation> rows) {
        this.rows = Collections.unmodifiableMap(rows);
    }

    /** The table that comes with the program. */
    public static WeakExpectations recorded() {
        try (InputStream in = WeakExpectations.class.getResourceAsStream(RECORDED)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table: a row is a scenario's name and {@code holds} or {@code breaks PROPERTY...}, and the comment above it says why.
     *
     * @throws IllegalStateException if a row is none, has no comment above it, or is there twice
     */
    static WeakExpectations parse(String text) {
        Map<String, Expectation> rows = new LinkedHashMap<>();
        boolean reasoned = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                reasoned = false;
            } else if (line.startsWith("#")) {
                reasoned = true;
            } else {
                String[] words = line.split(" +");
                if (!reasoned || rows.put(words[0], expectation(line, words)) != null) {
                    throw new IllegalStateException("lkmm.txt: " + (reasoned ? "twice: " : "no reason above: ") + line);
                }
            }
        }
        return new WeakExpectations(rows);
    }

    private static Expectation expectation(String line, String[] words) {
        boolean holds = words.length == 2 && words[1].equals(Expectation.HOLDS.kind().id());
        if (!holds && (words.length < 3 || !words[1].equals(BREAKS))) {
            throw new IllegalStateException("lkmm.txt: not NAME holds, nor NAME breaks PROPERTY...: " + line);
        }
        return holds ? Expectation.HOLDS : Expectation.breaks(Arrays.stream(words).skip(2).map(id -> property(line, id)).toList());
    }

    private static Property property(String line, String id) {
        return Arrays.stream(Property.values()).filter(p -> p.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalStateException("lkmm.txt: no property " + id + ": " + line));
    }

    /**
     * The scenario of the catalogue with what it is expected to show under that model, of the properties that it checks. What cannot be searched to its end as
     * interleavings may well be here. If all that it expects to break is not looked for, that stays expected, for the search to refuse.
     */
    public Scenario of(Scenario scenario) {
        Expectation usual = scenario.expectation();
        boolean blind = usual.kind() == Expectation.Kind.BREAKS && WeakSearch.NOT_LOOKED_FOR.containsAll(usual.properties());
        Expectation row = rows.get(scenario.name());
        if (row == null || blind) {
            return usual.kind() == Expectation.Kind.BOUNDED ? scenario.expecting(Expectation.HOLDS) : scenario;
        }
        return scenario.expecting(new Expectation(row.kind(), row.properties(), usual.where())).checking(scenario.always());
    }

    /** Whether something that the scenario expects to break is not looked for: unless a row says what else it shows, it is known to be refused. */
    public static boolean isRefused(Scenario scenario) {
        Expectation expected = scenario.expectation();
        return expected.kind() == Expectation.Kind.BREAKS && expected.properties().stream().anyMatch(WeakSearch.NOT_LOOKED_FOR::contains);
    }

    /** All rows, by the scenario's name. */
    Map<String, Expectation> rows() {
        return rows;
    }

    /** What is wrong with the rows, a line each, if these are the scenarios of the catalogue. */
    List<String> stale(List<Scenario> catalogue) {
        List<String> wrong = new ArrayList<>();
        rows.forEach((name, row) -> {
            Scenario scenario = catalogue.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
            if (scenario == null) {
                wrong.add(name + ": no such scenario");
            } else if (isSame(row, scenario.expectation())) {
                wrong.add(name + ": is expected anyway");
            } else if (!Collections.disjoint(row.properties(), WeakSearch.NOT_LOOKED_FOR)) {
                wrong.add(name + ": expects what is not looked for");
            } else if (of(scenario) == scenario) {
                wrong.add(name + ": is refused all the same");
            }
        });
        return wrong;
    }

    private static boolean isSame(Expectation row, Expectation usual) {
        return row.kind() == usual.kind() && Set.copyOf(row.properties()).equals(Set.copyOf(usual.properties()));
    }
}
