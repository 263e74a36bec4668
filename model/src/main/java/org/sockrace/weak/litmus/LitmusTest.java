package org.sockrace.weak.litmus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A litmus test, as it was read. */
public final class LitmusTest {

    /** What is asked of all final states. */
    public enum Quantifier {
        /** Is there one? */
        EXISTS("exists", "Allowed"),
        /** Is there none? */
        NOT_EXISTS("~exists", "Forbidden"),
        /** Is it true of all? */
        FORALL("forall", "Required");

        private final String text;
        private final String kind;

        Quantifier(String text, String kind) {
            this.text = text;
            this.kind = kind;
        }

        /** As herd7 writes it. */
        public String text() {
            return text;
        }

        /** What herd7 calls a test of the kind. */
        public String kind() {
            return kind;
        }
    }

    /**
     * The code of a thread.
     *
     * @param initial what its parameters and local variables hold at first; those that are not named hold 0
     * @param names all local variables that it declares or assigns
     * @param line where it begins
     */
    record ThreadCode(List<Code.Statement> body, Map<String, Long> initial, Set<String> names, int line) { }

    /**
     * What is asked.
     *
     * @param filter executions that end otherwise do not count
     * @param shown what is shown of final states
     */
    record Question(Quantifier quantifier, Condition condition, Condition filter, List<Condition.Item> shown) { }

    private final String name;
    private final Locations locations;
    private final long[] initial;
    private final List<ThreadCode> threads;
    private final Question question;

    LitmusTest(String name, Locations locations, long[] initial, List<ThreadCode> threads, Question question) {
        this.name = name;
        this.locations = locations;
        this.initial = initial;
        this.threads = threads;
        this.question = question;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The number of threads. */
    public int threadCount() {
        return threads.size();
    }

    /** What is asked of all final states. */
    public Quantifier quantifier() {
        return question.quantifier();
    }

    /** Quantifier and condition, as herd7 writes them. */
    public String condition() {
        return String.format(Locale.ROOT, "%s (%s)", question.quantifier().text(), question.condition().text(locations));
    }

    Locations locations() {
        return locations;
    }

    /** What the variable holds at first. */
    long initial(int location) {
        return initial[location];
    }

    List<ThreadCode> threads() {
        return threads;
    }

    Question question() {
        return question;
    }
}
