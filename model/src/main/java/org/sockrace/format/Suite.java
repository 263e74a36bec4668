package org.sockrace.format;

import java.util.List;

/**
 * A scenario, or a file that was held against the model.
 *
 * @param name its name
 * @param verdict the verdict in few words, with what makes it trustworthy: {@code holds: 66 states, exhaustive}
 * @param seconds how long it took; null if that is not to be told
 * @param notes what one should know before one believes it, one line each
 * @param cases what was checked of it; at least one
 */
public record Suite(String name, String verdict, Double seconds, List<String> notes, List<Case> cases) {

    /** Copies the lists. */
    public Suite {
        notes = List.copyOf(notes);
        cases = List.copyOf(cases);
    }

    /** Without notes. */
    public Suite(String name, String verdict, Double seconds, List<Case> cases) {
        this(name, verdict, seconds, List.of(), cases);
    }

    /** How many of its cases have one of these statuses. */
    public long count(Status... of) {
        List<Status> wanted = List.of(of);
        return cases.stream().filter(c -> wanted.contains(c.status())).count();
    }

    /** What matters most of its cases. */
    public Status worst() {
        return cases.stream().map(Case::status).min(Status::compareTo).orElse(Status.PASSED);
    }
}
