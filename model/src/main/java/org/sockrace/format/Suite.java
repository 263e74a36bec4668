package org.sockrace.format;

import java.util.List;

/**
 * A scenario, or a file that was held against the model.
 *
 * @param name its name
 * @param verdict the verdict in few words, with what makes it trustworthy: {@code holds: 66 states, exhaustive}
 * @param seconds how long it took; null if that is not to be told
 * @param cases what was checked of it; at least one
 */
public record Suite(String name, String verdict, Double seconds, List<Case> cases) {

    /** Copies the cases. */
    public Suite {
        cases = List.copyOf(cases);
    }

    /** How many of its cases have one of these statuses. */
    long count(Status... of) {
        List<Status> wanted = List.of(of);
        return cases.stream().filter(c -> wanted.contains(c.status())).count();
    }

    /** What matters most of its cases. */
    Status worst() {
        return cases.stream().map(Case::status).min(Status::compareTo).orElse(Status.PASSED);
    }
}
