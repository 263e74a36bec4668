package org.sockrace.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command found.
 *
 * @param command the command, for example {@code check} or {@code conform errno}
 * @param rules what was checked for; every rule that a finding names is among them
 * @param suites what was checked, in order
 * @param details the command's own fields of the JSON document
 * @param part which part of a run it is; null if it is the whole
 */
public record Results(String command, List<Rule> rules, List<Suite> suites, Details details, Part part) {

    /** Writes the fields of a JSON document; the object has been begun and will be ended by the caller. */
    @FunctionalInterface
    public interface Details {
        /**
         * Writes them.
         *
         * @throws IOException if that fails
         */
        void write(JsonGenerator json) throws IOException;
    }

    /** Copies the lists. */
    public Results {
        rules = List.copyOf(rules);
        suites = List.copyOf(suites);
    }

    /** Those of a whole run. */
    public Results(String command, List<Rule> rules, List<Suite> suites, Details details) {
        this(command, rules, suites, details, null);
    }

    /** Those of a part of a run; of the whole if it is null. */
    public Results asPart(Part of) {
        return new Results(command, rules, suites, details, of);
    }

    /** The cases of that status, each with its suite. */
    Stream<InSuite> all(Status status) {
        return suites.stream().flatMap(suite -> suite.cases().stream().filter(c -> c.status() == status).map(c -> new InSuite(suite, c)));
    }

    /** How many cases have one of these statuses. */
    long count(Status... of) {
        return suites.stream().mapToLong(suite -> suite.count(of)).sum();
    }

    /** A case and the suite that it is in. */
    record InSuite(Suite suite, Case one) { }
}
