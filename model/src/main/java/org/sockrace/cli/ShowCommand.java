package org.sockrace.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sockrace show}: the file of a scenario, byte for byte. */
@Command(name = "show", description = "Prints the file of a scenario of the catalogue, to be read or changed: show NAME > my.race, then check -f my.race.")
final class ShowCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "1", completionCandidates = Candidates.Scenarios.class,
            description = "The name or number of a scenario.")
    private String name;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<CatalogueEntry> found = Catalogue.load().matching(name);
        if (found.size() != 1) {
            throw new UsageException("'" + name + "' fits " + found.size() + " scenarios, a file has one: "
                    + String.join(", ", found.stream().map(CatalogueEntry::name).toList()));
        }
        session.print(found.get(0).text());
        return ExitCode.MET;
    }
}
