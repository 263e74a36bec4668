package org.sockrace.cli;

import java.util.concurrent.Callable;
import org.sockrace.report.ListText;
import org.sockrace.scenario.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sockrace list}. */
@Command(name = "list", description = "Shows the catalogue of scenarios, or what scenarios can be made of.")
final class ListCommand implements Callable<Integer> {

    /** What can be listed. */
    enum What { scenarios, properties, calls, faults }

    private final Session session;

    @Parameters(paramLabel = "WHAT", arity = "0..1", defaultValue = "scenarios",
            description = "scenarios (default), properties, calls or faults.")
    private What what = What.scenarios;

    @Mixin
    private ListOptions options;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ListText text = new ListText(options.style());
        session.print(switch (what) {
            case scenarios -> text.scenarios(Catalogue.load().entries());
            case properties -> text.properties();
            case calls -> text.calls();
            case faults -> text.faults();
        });
        return ExitCode.MET;
    }
}
