package org.sockrace.own;

/**
 * A Java file that a user wrote.
 *
 * @param shown what it is called in messages and traces: its path, as the user would write it
 * @param name the file's own name, without folders: the class that is the module has it, without {@code .java}
 * @param text what is in it
 */
public record OwnSource(String shown, String name, String text) {

    /** The name of the class that is the module, without its package. */
    String module() {
        return name.substring(0, name.length() - ".java".length());
    }

    /** That line, from 1; an empty text if there is none. */
    String line(long number) {
        String[] lines = text.split("\r\n|\r|\n", -1);
        return number >= 1 && number <= lines.length ? lines[(int) number - 1] : "";
    }
}
