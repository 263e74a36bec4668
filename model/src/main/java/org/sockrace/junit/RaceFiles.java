package org.sockrace.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestReporter;
import org.opentest4j.TestAbortedException;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioFile;
import org.sockrace.testing.Race;
import org.sockrace.testing.RaceCheck;

/**
 * Files {@code *.race} as tests, for a method with {@link org.junit.jupiter.api.TestFactory}: a group of tests for each scenario, and in it a test for each
 * property that the scenario checks, which passes if the property comes out as the scenario expects. The scenario is searched once, by the first of its tests.
 * A file that holds no scenario is a test that fails.
 */
public final class RaceFiles {

    private RaceFiles() { }

    /**
     * Those in a folder.
     *
     * @param fileOrFolder a folder, of which all files {@code *.race} are taken, or one file; relative to the folder in which the tests run
     * @return the tests, in the order of the files' names
     * @throws UncheckedIOException if there is none
     */
    public static Stream<DynamicNode> in(Path fileOrFolder) {
        return in(fileOrFolder, null);
    }

    /**
     * Those in a folder, with verdicts and how to replay counterexamples in the report.
     *
     * @param fileOrFolder a folder, of which all files {@code *.race} are taken, or one file; relative to the folder in which the tests run
     * @param reporter the reporter that JUnit gives to the method; may be null
     * @return the tests, in the order of the files' names
     * @throws UncheckedIOException if there is none
     */
    public static Stream<DynamicNode> in(Path fileOrFolder, TestReporter reporter) {
        return files(fileOrFolder).stream().flatMap(file -> nodes(file, reporter));
    }

    /**
     * Those in a folder of the class path, which is a folder of the file system and not in a jar: {@code src/test/resources/races} is {@code races}.
     *
     * @param folder its name
     * @return the tests, in the order of the files' names
     * @throws IllegalArgumentException if there is no such folder
     * @throws UncheckedIOException if there is no file {@code *.race} in it
     */
    public static Stream<DynamicNode> onClassPath(String folder) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL found = (loader == null ? RaceFiles.class.getClassLoader() : loader).getResource(folder);
        if (found == null || !found.getProtocol().equals("file")) {
            throw new IllegalArgumentException("there is no folder " + folder + " on the class path" + (found == null ? "" : " but in a jar: " + found));
        }
        try {
            return in(Path.of(found.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the folder " + folder + " has an odd name: " + found, e);
        }
    }

    static List<Path> files(Path fileOrFolder) {
        try {
            return ScenarioFile.in(fileOrFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + fileOrFolder + ": " + e.getMessage(), e);
        }
    }

    private static Stream<DynamicNode> nodes(Path file, TestReporter reporter) {
        List<Supplier<Race>> races;
        try {
            races = Race.allIn(file);
        } catch (UncheckedIOException e) {
            races = List.of(() -> {
                throw e;
            });
        }
        return races.stream().map(race -> node(file, race, reporter));
    }

    private static DynamicNode node(Path file, Supplier<Race> made, TestReporter reporter) {
        URI source = file.toUri();
        Race race;
        try {
            race = made.get();
        } catch (RuntimeException e) {
            return DynamicTest.dynamicTest(ScenarioFile.name(file), source, () -> {
                throw new AssertionError(e.getMessage(), e);
            });
        }
        Searched searched = new Searched(race, reporter);
        return DynamicContainer.dynamicContainer(race.toString(), source, properties(race.scenario()).stream().map(p -> test(race, searched, p, source)));
    }

    private static Set<Property> properties(Scenario scenario) {
        Set<Property> properties = EnumSet.noneOf(Property.class);
        properties.addAll(scenario.always());
        properties.addAll(scenario.expectation().properties());
        return properties;
    }

    private static DynamicNode test(Race race, Searched searched, Property property, URI source) {
        boolean breaks = race.scenario().expectation().properties().contains(property);
        return DynamicTest.dynamicTest(property.id() + (breaks ? " breaks" : " holds"), source, () -> {
            RaceCheck check = searched.check();
            if (check.isUndecidedAsExpected()) {
                throw new TestAbortedException(RaceInvocation.undecided(check));
            }
            check.assertAsExpected(property);
        });
    }

    /** A scenario that is searched once. */
    private static final class Searched {

        private final Race race;
        private final TestReporter reporter;
        private RaceCheck check;

        Searched(Race race, TestReporter reporter) {
            this.race = race;
            this.reporter = reporter;
        }

        synchronized RaceCheck check() {
            if (check == null) {
                check = race.check();
                if (reporter != null) {
                    reporter.publishEntry(RaceInvocation.entries(check));
                }
            }
            return check;
        }
    }
}
