package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The statements of a scenario that begin with a word; the others are threads with their calls, {@code setup:} and the rows of the table. */
public enum Statement {
    SCENARIO("scenario NAME \"what is suspected\"", "what it is called, and is about; another one in a file begins another scenario"),
    KERNEL("kernel VERSION [SWITCH=VALUE ...]", "the kernel it runs on: see list kernels and list switches"),
    MODULE("module NAME [ATTRIBUTE=VALUE ...]", "a module, loaded before the threads start: see list modules and list attributes"),
    PROCESS("process THREAD, THREAD, ...", "these threads share their descriptors"),
    FAULTS("faults FAULT, ... | all | none", "what may fail at any moment: see list faults"),
    AUTOLOAD("autoload yes | no", "whether request_module works: each thread that asks has a modprobe of its own"),
    ALWAYS("always PROPERTY, ...", "only these are checked: see list properties"),
    NEVER("never RESULT, ... [\"why\"]", "a forbidden outcome, for the results in the order of the calls, or of the columns"),
    OUTCOME("outcome VARIABLE, ...", "the columns of a table; its rows follow: RESULT, ... [GRADE] [by FAULT, ...] [\"why\"], see list grades"),
    REPAIRED_BY("repaired-by NAME", "which other scenario of the file is this one without its mistake; check says whether that one holds"),
    EXPECT("expect holds | bounded | breaks PROPERTY, ... [FINDING]", "what check is to say; breaks names all that does, and no more");

    private final String syntax;
    private final String meaning;

    Statement(String syntax, String meaning) {
        this.syntax = syntax;
        this.meaning = meaning;
    }

    /** The word that it begins with. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How it is written: what is between brackets can be left out, a stroke separates alternatives. */
    public String syntax() {
        return syntax;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }

    /** All words. */
    public static List<String> ids() {
        return Stream.of(values()).map(Statement::id).toList();
    }
}
