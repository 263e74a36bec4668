package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
import org.sockrace.scenario.ScenarioParser;
import picocli.CommandLine.Option;

/** The options that choose scenarios. */
final class Selection {

    /** The name of a scenario that is given on the command line and does not name itself. */
    static final String AD_HOC = "ad-hoc";

    @Option(names = "--all", description = "All scenarios of the catalogue.")
    private boolean all;

    @Option(names = "-e", paramLabel = "PROGRAM", description = "A scenario written here: ';' ends a line, '||' separates threads.")
    private List<String> programs = new ArrayList<>();

    @Option(names = "-f", paramLabel = "FILE", description = "A scenario in a file.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "-p", paramLabel = "PROPERTY", converter = Converters.PropertyId.class,
            description = "Check this property only; may be repeated. 'sockrace list properties' shows all.")
    private List<Property> properties = new ArrayList<>();

    /**
     * A chosen scenario.
     *
     * @param scenario the scenario
     * @param origin where it is from
     */
    record Selected(Scenario scenario, Origin origin) { }

    /** The chosen scenarios, each once, in the order in which they were named. */
    List<Selected> scenarios(List<String> names) {
        Set<Selected> chosen = new LinkedHashSet<>();
        if (all || !names.isEmpty()) {
            Catalogue catalogue = Catalogue.load();
            names.forEach(name -> catalogue.matching(name).forEach(e -> chosen.add(selected(e))));
            if (all) {
                catalogue.entries().forEach(e -> chosen.add(selected(e)));
            }
        }
        files.forEach(file -> chosen.add(file(file)));
        for (String program : programs) {
            Scenario scenario = ScenarioParser.parse(program, "", AD_HOC);
            chosen.add(new Selected(scenario, new Origin(scenario.name(), "-e", program)));
        }
        if (chosen.isEmpty()) {
            throw new UsageException("no scenario: give names, --all, -e or -f (sockrace list shows the catalogue)");
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
        if (!all && names.isEmpty() && !isAdHoc()) {
            throw new UsageException("no scenario: give a name, -e or -f (sockrace list shows the catalogue)");
        }
        List<Selected> chosen = scenarios(names);
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

    private static Selected file(Path file) {
        try {
            Scenario scenario = ScenarioParser.parse(file);
            return new Selected(scenario, new Origin(scenario.name(), "-f", file.toString()));
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot read " + file + ": no such file");
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private Selected checking(Selected one) {
        return properties.isEmpty() ? one : new Selected(one.scenario().checking(EnumSet.copyOf(properties)), one.origin());
    }
}
