package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.scenario.NoScenarioException;
import org.sockrace.scenario.ScenarioSyntaxException;
import org.sockrace.scenario.Suggest;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into a line for users and an exit code. */
final class Errors {

    private final Session session;

    Errors(Session session) {
        this.session = session;
    }

    /** Wrong options: one line. */
    int parameters(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = e.getMessage().lines().findFirst().orElse("").strip();
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            message = unknown(command, unmatched.getUnmatched().get(0));
        } else if (e.getArgSpec() != null && e.getValue() != null && message.contains(": expected one of [")) {
            message = noneOf(e.getArgSpec(), e.getValue());
        }
        session.complain("error: " + lowerFirst(message) + " (" + command.getCommandSpec().qualifiedName() + " --help shows usage)");
        return ExitCode.USAGE;
    }

    /** That the command has no such option, subcommand or argument. */
    static String unknown(CommandLine command, String word) {
        boolean option = word.startsWith("-");
        List<String> valid = option ? command.getCommandSpec().options().stream().flatMap(o -> List.of(o.names()).stream()).toList()
                : List.copyOf(command.getSubcommands().keySet());
        String what = option ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
        return "unknown " + what + " '" + word + "'" + nearest(word, valid).map(w -> "; did you mean '" + w + "'?").orElse("");
    }

    /** That an argument is none of the words which it can be. */
    private static String noneOf(ArgSpec argument, String word) {
        List<String> valid = new ArrayList<>();
        argument.completionCandidates().forEach(valid::add);
        String what = argument instanceof OptionSpec option ? "invalid value for option '" + option.longestName() + "': unknown value" : "unknown argument";
        return what + " '" + word + "'" + nearest(word, valid).map(w -> "; did you mean '" + w + "'?").orElse("; there are " + String.join(", ", valid));
    }

    /** The option of one letter is as near to any other as it can be: that says nothing. */
    private static Optional<String> nearest(String word, List<String> valid) {
        return word.length() <= 2 ? Optional.empty() : Suggest.nearest(word, valid);
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() || text.length() > 1 && Character.isUpperCase(text.charAt(1)) ? text
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** What is told of a wrong scenario, or of wrong usage. */
    static String text(Exception e) {
        return e instanceof ScenarioSyntaxException || e instanceof CodeException ? e.getMessage() : "error: " + e.getMessage();
    }

    /** Anything that a command threw. */
    int execution(Exception e, boolean trace) {
        if (e instanceof OutputException) {
            return ExitCode.NOT_WRITTEN;
        }
        if (e instanceof ScenarioSyntaxException || e instanceof CodeException) {
            session.complain(text(e));
            return ExitCode.USAGE;
        }
        if (e instanceof SetupException) {
            session.complain("error: the scenario cannot be set up: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof ModelTooLargeException) {
            session.complain("error: the scenario is too large: " + e.getMessage());
            return ExitCode.INCONCLUSIVE;
        }
        if (e instanceof UsageException || e instanceof NoScenarioException) {
            session.complain(text(e));
            return ExitCode.USAGE;
        }
        Failure.report(session, "", e, trace);
        return ExitCode.INTERNAL;
    }
}
