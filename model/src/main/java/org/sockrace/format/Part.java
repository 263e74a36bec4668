package org.sockrace.format;

import java.util.List;

/**
 * What a document says besides that has only part of a run's results: enough to join it with the others.
 *
 * @param part which part it is, from 1
 * @param of how many there are
 * @param program the program that made it, with its version
 * @param arguments the command line but for what every part has of its own
 * @param all everything that the whole run is about, in its order
 * @param items for each of the suites, which of {@code all} it is, or is the first of
 * @param code the exit code
 * @param unused what all parts together should use and this one does not, in lines; null if that cannot be said
 */
public record Part(int part, int of, String program, List<String> arguments, List<Item> all, List<Integer> items, int code, List<String> unused) {

    /**
     * One of the things that a run is about.
     *
     * @param name a scenario's name, or that of a mistake
     * @param file the file in which it is, or null
     * @param program the text that {@code -e} gave, or null
     * @param part the part that does it
     */
    public record Item(String name, String file, String program, int part) { }

    /** Copies the lists. */
    public Part {
        arguments = List.copyOf(arguments);
        all = List.copyOf(all);
        items = List.copyOf(items);
        unused = unused == null ? null : List.copyOf(unused);
    }

    /** It in a document, with the results in the form that every format is made of. */
    record Written(int part, int of, String program, List<String> arguments, List<Item> all, List<Integer> items, int code, List<String> unused,
                   List<Rule> rules, List<Suite> suites) {

        Written(Part of, Results results) {
            this(of.part, of.of, of.program, of.arguments, of.all, of.items, of.code, of.unused, results.rules(), results.suites());
        }

        Part meaning() {
            return new Part(part, of, program, arguments, all, items, code, unused);
        }
    }
}
