package org.sockrace.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scenarios that come with the program, in the order of their numbers. */
public final class Catalogue {

    private static final String ROOT = "/scenarios/";
    private static final Pattern FILE = Pattern.compile("(?:holds|breaks|bounded)/([0-9]+)-([a-z0-9-]+)\\.race");

    private final List<CatalogueEntry> entries;

    private Catalogue(List<CatalogueEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Knows all of them by name; each is read when it is asked for.
     *
     * @throws IllegalStateException if the index names a file that cannot be one of them
     */
    public static Catalogue load() {
        List<CatalogueEntry> entries = new ArrayList<>();
        for (String path : read("index.txt").lines().filter(line -> !line.isBlank()).toList()) {
            Matcher name = FILE.matcher(path);
            if (!name.matches()) {
                throw new IllegalStateException("scenarios/index.txt: " + path + " should be NN-name.race in holds, breaks or bounded");
            }
            entries.add(new CatalogueEntry(name.group(1), name.group(2), path));
        }
        entries.sort(Comparator.comparing(CatalogueEntry::chapter));
        return new Catalogue(entries);
    }

    static String read(String path) {
        try (InputStream in = Catalogue.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new IllegalStateException("no resource scenarios/" + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them. */
    public List<CatalogueEntry> entries() {
        return entries;
    }

    /** The scenarios themselves. */
    public List<Scenario> scenarios() {
        return entries.stream().map(CatalogueEntry::scenario).toList();
    }

    /** All their names. */
    public List<String> names() {
        return entries.stream().map(CatalogueEntry::name).toList();
    }

    /**
     * Those with that name or number, or whose name fits the pattern: {@code *} stands for any letters, {@code ?} for one.
     *
     * @throws NoScenarioException if there is none
     */
    public List<CatalogueEntry> matching(String pattern) {
        Pattern glob = Pattern.compile(pattern.chars().mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
        List<CatalogueEntry> found = entries.stream()
                .filter(e -> glob.matcher(e.name()).matches() || e.chapter().equals(pattern))
                .toList();
        if (found.isEmpty()) {
            String meant = Suggest.nearest(pattern, names()).map(name -> "; did you mean '" + name + "'?")
                    .orElse(" (sockrace list shows all)");
            throw new NoScenarioException("no scenario matches '" + pattern + "'" + meant);
        }
        return found;
    }
}
