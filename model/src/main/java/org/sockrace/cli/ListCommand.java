package org.sockrace.cli;

import java.util.concurrent.Callable;
import org.sockrace.format.Json;
import org.sockrace.report.ListText;
import org.sockrace.scenario.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sockrace list}. */
@Command(name = "list", description = "Shows the catalogue of scenarios, what scenarios can be made of, the mistakes that mutate makes, "
        + "or the schema of JSON documents.")
final class ListCommand implements Callable<Integer> {

    /** What can be listed. */
    enum What {
        scenarios, findings, history,
        statements, calls, modules, attributes, families, constants, kernels, switches, faults, properties, grades, built_in, operators, schema;

        /** As users write it. */
        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    private final Session session;

    @Parameters(paramLabel = "WHAT", arity = "0..1", defaultValue = "scenarios",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
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
            case findings -> text.findings();
            case history -> text.history();
            case statements -> text.statements();
            case calls -> text.calls();
            case modules -> text.modules();
            case attributes -> text.attributes();
            case families -> text.families();
            case constants -> text.constants();
            case kernels -> text.kernels();
            case switches -> text.switches();
            case faults -> text.faults();
            case properties -> text.properties();
            case grades -> text.grades();
            case built_in -> text.builtIns();
            case operators -> text.operators();
            case schema -> Json.schema();
        });
        return ExitCode.MET;
    }
}
