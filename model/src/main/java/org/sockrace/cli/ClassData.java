package org.sockrace.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several commands in one process, with {@code --then} between them. The build does so once and archives the classes that they needed, so that a command
 * starts faster ({@code sockrace.jsa}). What the commands print goes nowhere; one that is wrong fails the build.
 */
public final class ClassData {

    private static final String THEN = "--then";

    private ClassData() { }

    /** Runs the commands; exits with the code of the first that was wrong. */
    public static void main(String[] args) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        for (String[] command : commands(args)) {
            int code = Main.run(nowhere, errors, command);
            if (code >= ExitCode.USAGE) {
                System.exit(code);
            }
        }
    }

    private static List<String[]> commands(String... args) {
        List<String[]> commands = new ArrayList<>();
        List<String> command = new ArrayList<>();
        for (String arg : args) {
            if (arg.equals(THEN)) {
                commands.add(command.toArray(String[]::new));
                command.clear();
            } else {
                command.add(arg);
            }
        }
        commands.add(command.toArray(String[]::new));
        return commands;
    }
}
