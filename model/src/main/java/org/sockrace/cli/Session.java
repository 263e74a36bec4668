package org.sockrace.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * What all commands share.
 *
 * @param engine the checker
 * @param in what a file called {@code -} is read from
 * @param out where results go
 * @param err where progress and errors go
 * @param cancelled set when the user interrupts
 * @param terminal whether somebody is looking, and how
 * @param environment variables of the process
 */
record Session(Engine engine, InputStream in, Output out, Output err, AtomicBoolean cancelled, Terminal terminal, Map<String, String> environment) {

    /** Control characters, and what turns the direction of writing. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{IsCc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

    /** Without variables. */
    Session(Engine engine, InputStream in, Output out, Output err, AtomicBoolean cancelled, Terminal terminal) {
        this(engine, in, out, err, cancelled, terminal, Map.of());
    }

    /** Without input. */
    Session(Engine engine, PrintWriter out, PrintWriter err, AtomicBoolean cancelled, boolean terminal) {
        this(engine, InputStream.nullInputStream(), Output.of(out), Output.of(err), cancelled, terminal ? Terminal.PLAIN : Terminal.NONE);
    }

    /**
     * Prints a piece of the results.
     *
     * @throws OutputException if it cannot be written
     */
    void print(String text) {
        out.writer().print(text);
        arrived();
    }

    /**
     * Sends the results that were written so far.
     *
     * @throws OutputException if they cannot be written
     */
    void arrived() {
        if (out.failed()) {
            throw new OutputException();
        }
    }

    /** Prints a line, or a few, that somebody has to read. What would do something to a terminal is replaced: it may have been in a file. */
    void complain(String text) {
        err.line(UNSHOWN.matcher(text).replaceAll("?"));
    }

    /** What a command that ended with that code has to end with: results and complaints that nobody was given are no success. */
    int finish(int code) {
        if (out.isPipeClosed()) {
            return ExitCode.PIPE_CLOSED;
        }
        if (out.failed()) {
            complain("error: cannot write the output: " + out.why());
            return ExitCode.NOT_WRITTEN;
        }
        return err.missedLine() && code == ExitCode.MET ? ExitCode.NOT_WRITTEN : code;
    }
}
