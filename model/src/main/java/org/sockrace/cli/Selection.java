package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sockrace.machine.Property;
import org.sockrace.report.Origin;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.NoScenarioException;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioFile;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.scenario.ScenarioParts;
import org.sockrace.scenario.ScenarioSyntaxException;
import picocli.CommandLine.Option;

/** The options that choose scenarios. */
final class Selection {

    /** The name of a scenario that is given on the command line and does not name itself. */
    static final String AD_HOC = "ad-hoc";

    @Option(names = "-e", paramLabel = "PROGRAM", description = "A scenario written here: ';' ends a line, '||' separates threads.")
    private List<String> programs = new ArrayList<>();

    @Option(names = "--module", paramLabel = "SOURCE",
            description = "A module of your own for the programs after -e: a file with Java source, whose class MyProto is their module my_proto; may be "
            + "repeated. In files, 'module NAME source=FILE' says it.")
    private List<Path> modules = new ArrayList<>();

    @Option(names = "-f", paramLabel = "FILE",
            description = "The scenarios in a file, or one of them, FILE:NAME; of a folder, every *.race in it; - is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "-p", paramLabel = "PROPERTY", converter = Converters.PropertyId.class, completionCandidates = Candidates.Properties.class,
            description = "Check this property only; may be repeated. 'sockrace list properties' shows all.")
    private List<Property> properties = new ArrayList<>();

    private final Session session;

    /** What was named where a scenario's name is expected, and is a file. */
    private final List<Path> namedFiles = new ArrayList<>();

    /** What the standard input had, or null. */
    private String standardInput;

    Selection(Session session) {
        this.session = session;
    }

    /** The files and folders that scenarios are read from; known when the scenarios are. */
    Path[] files() {
        return Stream.concat(files.stream(), namedFiles.stream()).map(f -> InFile.of(f).file()).toArray(Path[]::new);
    }

    /** The properties that are to be checked; empty for those that each scenario names. */
    List<Property> properties() {
        return properties;
    }

    /** Something that was asked for. */
    sealed interface Asked {

        /** Where it is from. */
        Origin origin();
    }

    /**
     * A chosen scenario.
     *
     * @param scenario the scenario
     * @param origin where it is from
     */
    record Selected(Scenario scenario, Origin origin) implements Asked {

        /**
         * Its text, as it is written there.
         *
         * @throws IOException if the file from which it is cannot be read any more
         */
        String text() throws IOException {
            return switch (origin.option()) {
                case "" -> Catalogue.load().matching(origin.name()).get(0).text();
                case "-f" -> textOf(ScenarioFile.read(Path.of(origin.value())));
                default -> origin.value();
            };
        }

        private String textOf(String file) {
            return !origin.several() ? file
                    : ScenarioParts.of(file, "").stream().filter(p -> p.name().equals(origin.name())).findFirst().map(ScenarioParts.Part::own).orElse(file);
        }
    }

    /**
     * What should be a scenario and is none.
     *
     * @param origin where it is from
     * @param error why
     */
    record Unreadable(Origin origin, RuntimeException error) implements Asked { }

    /**
     * What was asked for, each scenario once, in the order in which they were named; the whole catalogue after those that are named. If it is one scenario
     * only, and that cannot be read, this throws why.
     *
     * @param names names, numbers or patterns; what is none of them may be a file, or a folder with files
     * @param all whether the whole catalogue is wanted
     */
    List<Asked> scenarios(List<String> names, boolean all) {
        List<Asked> asked = asked(names, all);
        if (asked.isEmpty()) {
            throw new UsageException("no scenario: give names, --all, -e or -f (sockrace list shows the catalogue)");
        }
        if (asked.size() == 1 && asked.get(0) instanceof Unreadable unreadable) {
            throw unreadable.error();
        }
        return asked;
    }

    private List<Asked> asked(List<String> names, boolean all) {
        Set<Asked> chosen = new LinkedHashSet<>();
        if (all || !names.isEmpty()) {
            Catalogue catalogue = Catalogue.load();
            names.forEach(name -> chosen.addAll(named(catalogue, name)));
            if (all) {
                catalogue.entries().forEach(e -> chosen.add(selected(e)));
            }
        }
        files.forEach(file -> chosen.addAll(read(InFile.of(file))));
        if (!modules.isEmpty() && programs.isEmpty()) {
            throw new UsageException("--module is for a program after -e: a file says 'module " + OwnModuleName.of(modules.get(0)) + " source="
                    + modules.get(0) + "'");
        }
        String own = String.join("", modules.stream().map(OwnModuleName::statement).toList());
        for (String written : programs) {
            String program = own + written;
            chosen.add(parsed(new Origin(AD_HOC, "-e", program), () -> ScenarioParser.parse(program, "", AD_HOC)));
        }
        return chosen.stream().map(this::checking).toList();
    }

    /**
     * The one that is chosen.
     *
     * @param names names of the catalogue, or of files
     * @param what what is for one scenario only, for messages
     */
    Selected one(List<String> names, String what) {
        List<Asked> chosen = asked(names, false);
        if (chosen.isEmpty()) {
            throw new UsageException("no scenario: give a name, -e or -f (sockrace list shows the catalogue)");
        }
        if (chosen.size() != 1 && chosen.stream().allMatch(a -> a.origin().several() && a.origin().value().equals(chosen.get(0).origin().value()))) {
            throw new UsageException(what + " is for one scenario, and " + chosen.get(0).origin().value() + " has " + chosen.size() + ": give "
                    + String.join(" or ", chosen.stream().map(a -> Origin.quoted(a.origin().given())).toList()));
        }
        if (chosen.size() != 1) {
            throw new UsageException(what + " is for one scenario, but " + chosen.size() + " were given");
        }
        if (chosen.get(0) instanceof Unreadable unreadable) {
            throw unreadable.error();
        }
        return (Selected) chosen.get(0);
    }

    /** The one scenario that a schedule is for, if it is not one of the catalogue. */
    boolean isAdHoc() {
        return !programs.isEmpty() || !files.isEmpty();
    }

    private static Selected selected(CatalogueEntry entry) {
        return new Selected(entry.scenario(), Origin.catalogue(entry.name(), entry.path()));
    }

    /** Those of the catalogue; if there is none, what the file of that name holds, as after {@code -f}. */
    private List<? extends Asked> named(Catalogue catalogue, String name) {
        try {
            return catalogue.matching(name).stream().map(Selection::selected).toList();
        } catch (NoScenarioException e) {
            InFile in = InFile.of(name);
            Path file = ScenarioFile.named(in.file().toString()).orElseThrow(() -> withHint(e, name));
            namedFiles.add(file);
            return read(in);
        }
    }

    private static NoScenarioException withHint(NoScenarioException none, String name) {
        if (ScenarioFile.isFile(name)) {
            return new NoScenarioException("no scenario of the catalogue matches '" + name + "'; -f " + Origin.quoted(name) + " reads the file of that name");
        }
        return name.endsWith(ScenarioFile.SUFFIX) || name.contains("/")
                ? new NoScenarioException("no scenario of the catalogue matches '" + name + "', and there is no such file") : none;
    }

    private List<Asked> read(InFile in) {
        if (in.file().equals(Converters.STANDARD_INPUT)) {
            return in(in, "-", AD_HOC, this::standardInput);
        }
        try {
            return ScenarioFile.in(in.file()).stream().flatMap(f -> in(in, f.toString(), ScenarioFile.name(f), () -> ScenarioFile.read(f)).stream()).toList();
        } catch (IOException e) {
            throw unreadable(in.file().toString(), e);
        }
    }

    /** It can be read once, and two schedules of it may be asked for. */
    private String standardInput() throws IOException {
        if (standardInput == null) {
            standardInput = ScenarioFile.read(session.in());
        }
        return standardInput;
    }

    private interface Text {
        String read() throws IOException;
    }

    /** The scenarios of a file, or the one of them that is wanted. */
    private static List<Asked> in(InFile in, String path, String defaultName, Text text) {
        List<ScenarioParts.Part> parts;
        try {
            parts = ScenarioParts.of(text.read(), defaultName);
        } catch (IOException e) {
            return List.of(new Unreadable(new Origin(defaultName, "-f", path), unreadable(path, e)));
        }
        List<Asked> wanted = new ArrayList<>();
        for (ScenarioParts.Part part : parts) {
            if (in.isWanted(part)) {
                Origin origin = new Origin(part.name().isEmpty() ? defaultName : part.name(), "-f", path, part.several());
                wanted.add(parsed(origin, () -> ScenarioParser.parse(part, path, defaultName)));
            }
        }
        if (wanted.isEmpty()) {
            throw in.unknown(parts);
        }
        return wanted;
    }

    private static Asked parsed(Origin origin, Supplier<Scenario> scenario) {
        try {
            Scenario parsed = scenario.get();
            return new Selected(parsed, new Origin(parsed.name(), origin.option(), origin.value(), origin.several()));
        } catch (ScenarioSyntaxException e) {
            return new Unreadable(origin, e);
        }
    }

    static UsageException unreadable(String path, IOException e) {
        return new UsageException("cannot read " + (path.equals("-") ? "the standard input" : path) + ": " + e.getMessage());
    }

    private Asked checking(Asked asked) {
        return properties.isEmpty() || !(asked instanceof Selected one) ? asked
                : new Selected(one.scenario().checking(EnumSet.copyOf(properties)), one.origin());
    }
}
