package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sockrace help}: what {@code --help} prints. */
@Command(name = "help", description = "Shows how to use sockrace, or one of its commands.")
final class HelpCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, for example check or conform errno.")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    HelpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            CommandLine sub = command.getSubcommands().get(name);
            if (sub == null) {
                throw new UsageException(Errors.unknown(command, name) + " (sockrace help shows all)");
            }
            command = sub;
        }
        session.print(command.getUsageMessage());
        return ExitCode.MET;
    }
}
