package org.sockrace.scenario;

import java.util.List;

/**
 * A thread, or several identical ones.
 *
 * @param name its name
 * @param copies how many there are, at least 1
 * @param any whether there may be any number of them; then {@code copies} is how many are searched where a number is needed
 * @param privileged whether it has all capabilities; else none
 * @param calls what it does, in order
 * @param where where it is said
 */
public record ThreadDecl(String name, int copies, boolean any, boolean privileged, List<Call> calls, Where where) {

    /** Copies the calls. */
    public ThreadDecl {
        calls = List.copyOf(calls);
    }

    /** The same, so many times. */
    ThreadDecl times(int number) {
        return new ThreadDecl(name, number, false, privileged, calls, where);
    }

    /** All its calls in one line, as the user wrote them. */
    public String text() {
        return String.join("; ", calls.stream().map(Call::toString).toList());
    }

    /** Its name and number: {@code T0}, {@code T0 x5}, {@code T0 xN}. */
    public String label() {
        return any ? name + " xN" : copies == 1 ? name : name + " x" + copies;
    }
}
