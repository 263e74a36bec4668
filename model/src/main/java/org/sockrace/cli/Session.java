package org.sockrace.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all commands share.
 *
 * @param engine the checker
 * @param out where results go
 * @param err where progress and errors go
 * @param cancelled set when the user interrupts
 * @param terminal whether somebody is looking
 */
record Session(Engine engine, PrintWriter out, PrintWriter err, AtomicBoolean cancelled, boolean terminal) {

    void print(String text) {
        out.print(text);
        out.flush();
    }

    void complain(String line) {
        err.println(line);
        err.flush();
    }
}
