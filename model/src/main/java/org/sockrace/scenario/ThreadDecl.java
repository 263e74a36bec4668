package org.sockrace.scenario;

import java.util.List;

/**
 * A thread, or several identical ones.
 *
 * @param name its name
 * @param copies how many there are, at least 1
 * @param privileged whether it has all capabilities; else none
 * @param calls what it does, in order
 * @param where where it is said
 */
public record ThreadDecl(String name, int copies, boolean privileged, List<Call> calls, Where where) {

    /** Copies the calls. */
    public ThreadDecl {
        calls = List.copyOf(calls);
    }

    /** All its calls in one line, as the user wrote them. */
    public String text() {
        return String.join("; ", calls.stream().map(Call::toString).toList());
    }

    /** Its name and number: {@code T0}, {@code T0 x5}. */
    public String label() {
        return copies == 1 ? name : name + " x" + copies;
    }
}
