package org.sockrace.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sockrace completion}: what a shell reads to complete commands, options and the names of scenarios. */
@Command(name = "completion", description = "Prints what a shell reads to complete command lines: source <(sockrace completion bash).")
final class CompletionCommand implements Callable<Integer> {

    /** The shells. */
    enum Shell { bash, zsh }

    private final Session session;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}; both read the same text.")
    @SuppressWarnings("UnusedVariable") // asked for, so that another shell is an error
    private Shell shell;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
        // Which day it is says nothing, and makes the same version differ.
        session.print(script.replaceFirst("(?m)^# Date: .*\n", ""));
        return ExitCode.MET;
    }
}
