package org.sockrace.cli;

import java.util.concurrent.Callable;
import org.sockrace.cli.Main.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sockrace man}: the page of the manual, made of what {@code --help} says of each command. */
@Command(name = "man", description = "Prints the page of the manual: sockrace man | man -l -")
final class ManCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    ManCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.print(new ManPage(spec.root(), Version.number()).text());
        return ExitCode.MET;
    }
}
