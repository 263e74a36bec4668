package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.machine.Property;
import org.sockrace.report.Origin;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioFile;
import org.sockrace.scenario.ScenarioParser;
import picocli.CommandLine.Option;

/** The options that choose scenarios. */
final class Selection {

    /** The name of a scenario that is given on the command line and does not name itself. */
    static final String AD_HOC = "ad-hoc";

    @Option(names = "-e", paramLabel = "PROGRAM", description = "A scenario written here: ';' ends a line, '||' separates threads.")
    private List<String> programs = new ArrayList<>();

    @Option(names = "-f", paramLabel = "FILE",
            description = "A scenario in a file; of a folder, every *.race in it; - is the standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "-p", paramLabel = "PROPERTY", converter = Converters.PropertyId.class,
            description = "Check this property only; may be repeated. 'sockrace list properties' shows all.")
    private List<Property> properties = new ArrayList<>();

    private final Session session;

    Selection(Session session) {
        this.session = session;
    }

    /**
     * A chosen scenario.
     *
     * @param scenario the scenario
     * @param origin where it is from
     */
    record Selected(Scenario scenario, Origin origin) { }

    /**
     * The chosen scenarios, each once, in the order in which they were named; the whole catalogue after those that are named.
     *
     * @param names names, numbers or patterns
     * @param all whether the whole catalogue is wanted
     */
    List<Selected> scenarios(List<String> names, boolean all) {
        List<Selected> chosen = chosen(names, all);
        if (chosen.isEmpty()) {
            throw new UsageException("no scenario: give names, --all, -e or -f (sockrace list shows the catalogue)");
        }
        return chosen;
    }

    private List<Selected> chosen(List<String> names, boolean all) {
        Set<Selected> chosen = new LinkedHashSet<>();
        if (all || !names.isEmpty()) {
            Catalogue catalogue = Catalogue.load();
            names.forEach(name -> catalogue.matching(name).forEach(e -> chosen.add(selected(e))));
            if (all) {
                catalogue.entries().forEach(e -> chosen.add(selected(e)));
            }
        }
        files.forEach(file -> chosen.addAll(read(file)));
        for (String program : programs) {
            Scenario scenario = ScenarioParser.parse(program, "", AD_HOC);
            chosen.add(new Selected(scenario, new Origin(scenario.name(), "-e", program)));
        }
        return chosen.stream().map(this::checking).toList();
    }

    /**
     * The one that is chosen.
     *
     * @param names names of the catalogue
     * @param what what is for one scenario only, for messages
     */
    Selected one(List<String> names, String what) {
        List<Selected> chosen = chosen(names, false);
        if (chosen.isEmpty()) {
            throw new UsageException("no scenario: give a name, -e or -f (sockrace list shows the catalogue)");
        }
        if (chosen.size() != 1) {
            throw new UsageException(what + " is for one scenario, but " + chosen.size() + " were given");
        }
        return chosen.get(0);
    }

    /** The one scenario that a schedule is for, if it is not one of the catalogue. */
    boolean isAdHoc() {
        return !programs.isEmpty() || !files.isEmpty();
    }

    private static Selected selected(CatalogueEntry entry) {
        return new Selected(entry.scenario(), Origin.catalogue(entry.scenario().name()));
    }

    private List<Selected> read(Path file) {
        if (file.equals(Converters.STANDARD_INPUT)) {
            return List.of(file("-", AD_HOC, () -> ScenarioFile.read(session.in())));
        }
        try {
            return ScenarioFile.in(file).stream().map(f -> file(f.toString(), ScenarioFile.name(f), () -> ScenarioFile.read(f))).toList();
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private interface Text {
        String read() throws IOException;
    }

    private static Selected file(String path, String defaultName, Text text) {
        try {
            Scenario scenario = ScenarioParser.parse(text.read(), path, defaultName);
            return new Selected(scenario, new Origin(scenario.name(), "-f", path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static UsageException unreadable(String path, IOException e) {
        return new UsageException("cannot read " + (path.equals("-") ? "the standard input" : path) + ": " + e.getMessage());
    }

    private Selected checking(Selected one) {
        return properties.isEmpty() ? one : new Selected(one.scenario().checking(EnumSet.copyOf(properties)), one.origin());
    }
}
