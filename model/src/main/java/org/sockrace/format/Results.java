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
 */
public record Results(String command, List<Rule> rules, List<Suite> suites, Details details) {

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
