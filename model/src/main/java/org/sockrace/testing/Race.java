package org.sockrace.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.Checker;
import org.sockrace.explore.Progress;
import org.sockrace.explore.StaleScheduleException;
import org.sockrace.report.Checked;
import org.sockrace.report.Origin;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioFile;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.scenario.ScenarioParts;

/** A scenario to be tested: where every test begins. Immutable, and may be used by several threads at once. */
public final class Race {

    private static final String PROGRAM = "ad-hoc";

    private final Scenario scenario;
    private final Origin origin;
    private final CheckOptions options;

    private Race(Scenario scenario, Origin origin, CheckOptions options) {
        this.scenario = scenario;
        this.origin = origin;
        this.options = options;
    }

    private Race(Scenario scenario, Origin origin) {
        this(scenario, origin, CheckOptions.DEFAULT);
    }

    // ---- where it comes from -------------------------------------------------------------------------------------------

    /**
     * One that was said in Java.
     *
     * @param scenario the scenario, see {@link Scenario#named}
     * @return the race
     */
    public static Race of(Scenario scenario) {
        return new Race(scenario, Origin.java(scenario.name()));
    }

    /**
     * One of the catalogue.
     *
     * @param name its name or number, as {@code sockrace list} shows them
     * @return the race
     * @throws org.sockrace.scenario.NoScenarioException if there is none of that name
     * @throws IllegalArgumentException if a pattern fits several
     */
    public static Race named(String name) {
        List<Race> all = matching(name);
        if (all.size() != 1) {
            throw new IllegalArgumentException("'" + name + "' fits " + all.size() + " scenarios: "
                    + String.join(", ", all.stream().map(race -> race.scenario.name()).toList()));
        }
        return all.get(0);
    }

    /**
     * Those of the catalogue whose names fit.
     *
     * @param pattern a name, a number, or a pattern: {@code *} stands for any letters, {@code ?} for one
     * @return at least one race, in the order of the catalogue
     * @throws org.sockrace.scenario.NoScenarioException if there is none
     */
    public static List<Race> matching(String pattern) {
        return Catalogue.load().matching(pattern).stream().map(Race::of).toList();
    }

    private static Race of(CatalogueEntry entry) {
        return new Race(entry.scenario(), Origin.catalogue(entry.name(), entry.path()));
    }

    /**
     * One that is written where it is tested.
     *
     * @param text the scenario in its language; {@code ;} may end a line, and {@code ||} separate threads
     * @return the race
     * @throws org.sockrace.scenario.ScenarioSyntaxException if that is none; the message shows where and why
     */
    public static Race program(String text) {
        Scenario scenario = ScenarioParser.parse(text, "", PROGRAM);
        return new Race(scenario, new Origin(scenario.name(), "-e", text));
    }

    /**
     * One in a file.
     *
     * @param file the file, usually {@code *.race}
     * @return the race
     * @throws org.sockrace.scenario.ScenarioSyntaxException if it holds no scenario; the message shows where and why
     * @throws UncheckedIOException if it cannot be read
     */
    public static Race file(Path file) {
        List<Supplier<Race>> all = allIn(file);
        if (all.size() > 1) {
            throw new IllegalArgumentException(file + " has " + all.size() + " scenarios: Race.file(file, NAME) is one of them");
        }
        return all.get(0).get();
    }

    /**
     * One of several in a file.
     *
     * @param file the file, usually {@code *.race}
     * @param name the scenario's name
     * @return the race
     * @throws IllegalArgumentException if the file has no scenario of that name
     * @throws org.sockrace.scenario.ScenarioSyntaxException if that is no scenario; the message shows where and why
     * @throws UncheckedIOException if it cannot be read
     */
    public static Race file(Path file, String name) {
        return parts(file).stream().filter(p -> p.name().equals(name)).findFirst().map(p -> in(file, p))
                .orElseThrow(() -> new IllegalArgumentException(file + " has no scenario '" + name + "': it has "
                        + String.join(", ", parts(file).stream().map(ScenarioParts.Part::name).toList())));
    }

    /**
     * All that are in a file, in its order; each is read when it is asked for, and may throw what {@link #file} throws.
     *
     * @param file the file, usually {@code *.race}
     * @return the races, at least one
     * @throws UncheckedIOException if it cannot be read
     */
    public static List<Supplier<Race>> allIn(Path file) {
        return parts(file).stream().<Supplier<Race>>map(p -> () -> in(file, p)).toList();
    }

    private static Race in(Path file, ScenarioParts.Part part) {
        Scenario scenario = ScenarioParser.parse(part, file.toString(), ScenarioFile.name(file));
        return new Race(scenario, new Origin(scenario.name(), "-f", file.toString(), part.several()));
    }

    private static List<ScenarioParts.Part> parts(Path file) {
        try {
            return ScenarioParts.of(ScenarioFile.read(file), ScenarioFile.name(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * One in a file of the class path.
     *
     * @param loader whose class path
     * @param name the file's name with its folders, for example {@code races/my.race}
     * @return the race
     * @throws org.sockrace.scenario.ScenarioSyntaxException if it holds no scenario; the message shows where and why
     * @throws UncheckedIOException if there is no such file, or it cannot be read
     */
    public static Race resource(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no such file on the class path");
            }
            Scenario scenario = ScenarioParser.parse(ScenarioFile.read(in), name, ScenarioFile.name(Path.of(name)));
            return new Race(scenario, Origin.java(scenario.name()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    // ---- what to do with it --------------------------------------------------------------------------------------------

    /**
     * The scenario.
     *
     * @return what is tested
     */
    public Scenario scenario() {
        return scenario;
    }

    /**
     * The same, searched in another way.
     *
     * @param other how to search: limits, engine, threads
     * @return the race with these options
     */
    public Race with(CheckOptions other) {
        return new Race(scenario, origin, other);
    }

    /**
     * Searches every interleaving. A thread that is interrupted meanwhile, as by JUnit's {@code @Timeout}, soon has a result: of what was searched.
     *
     * @return what was found
     * @throws org.sockrace.machine.simulated.SetupException if the scenario cannot be set up: a module cannot be loaded, say
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be searched at all
     */
    public RaceCheck check() {
        Thread caller = Thread.currentThread();
        CheckOptions searched = options.cancelledBy(() -> caller.isInterrupted() || options.cancelled().getAsBoolean());
        return new RaceCheck(new Checked(scenario, Checker.check(scenario, searched, Progress.NONE), origin));
    }

    /**
     * Runs one schedule.
     *
     * @param schedule what a counterexample shows behind {@code replay}: {@code 0x24,1x46,0}, with or without {@code NAME:} before it
     * @return what it shows, or where it does not fit
     * @throws IllegalArgumentException if that is no schedule, or one of another scenario
     * @throws org.sockrace.machine.simulated.SetupException if the scenario cannot be set up
     */
    public RaceReplay replay(String schedule) {
        int colon = schedule.lastIndexOf(':');
        if (colon >= 0 && !schedule.substring(0, colon).equals(scenario.name())) {
            throw new IllegalArgumentException("'" + schedule + "' is a schedule of another scenario than " + scenario.name());
        }
        String steps = schedule.substring(colon + 1);
        try {
            return new RaceReplay(scenario, origin, steps, Checker.replay(scenario, steps));
        } catch (StaleScheduleException e) {
            return new RaceReplay(scenario, steps, e);
        }
    }

    /** The scenario's name, and what it expects. */
    @Override
    public String toString() {
        return scenario.name() + ", expected: " + scenario.expectation().text();
    }
}
