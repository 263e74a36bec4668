package org.sockrace.conform.ftrace;

import java.util.function.UnaryOperator;

/** The names that a recording repeats in every line, each made into a string once as long as it is repeated. Of fixed size. Not thread-safe. */
final class Names {

    /** How many names are kept; a power of two. */
    private static final int SIZE = 1024;

    private final String[] names = new String[SIZE];
    private final String[] meanings = new String[SIZE];
    private final UnaryOperator<String> meaning;

    /** Names that stand for what this makes of each. */
    Names(UnaryOperator<String> meaning) {
        this.meaning = meaning;
    }

    /** What the name between these places of the text stands for. */
    String at(String text, int from, int to) {
        int length = to - from;
        int hash = length;
        for (int i = to - 1; i >= from; i -= 2) {
            hash = hash * 31 + text.charAt(i);
        }
        int slot = (hash ^ hash >>> 10) & SIZE - 1;
        String known = names[slot];
        if (known == null || known.length() != length || !text.startsWith(known, from)) {
            String name = text.substring(from, to);
            meanings[slot] = meaning.apply(name);
            names[slot] = name;
        }
        return meanings[slot];
    }
}
