package org.sockrace.reproducer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of C. */
final class CText {

    /** A thread's name has room for 15 characters. */
    private static final int MOST_NAME = 15;

    private static final Pattern NUMBERED = Pattern.compile("(.*)\\.(\\d+)");

    private CText() { }

    /** Text that does not end a comment. */
    static String comment(String text) {
        return text.replace("*/", "* /").replace("/*", "/ *").replace('\n', ' ');
    }

    /** A name that C takes, for one of the scenario. */
    static String name(String text) {
        return text.replaceAll("[^A-Za-z0-9_]", "_");
    }

    /** The name that a thread gives itself; of several copies, each with its number: {@code T0.1}. */
    static String thread(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return cut(plain(numbered.group(1)), MOST_NAME - 3) + "." + numbered.group(2).charAt(numbered.group(2).length() - 1);
        }
        return cut(plain(name), MOST_NAME);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) : text;
    }
}
