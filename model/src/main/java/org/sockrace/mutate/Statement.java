package org.sockrace.mutate;

/**
 * A statement of the modelled kernel.
 *
 * @param file its file
 * @param line its line, from 1
 * @param function its function
 * @param text it in one line, as far as a block that begins in it
 * @param nth which of those of the function that have the same text, from 1
 */
public record Statement(String file, int line, String function, String text, int nth) {

    /** {@code SocketCore.java:139}. */
    public String place() {
        return file + ":" + line;
    }

    /** A name that stays the same as long as the statement does. */
    public String name() {
        return file + " " + function + ": " + text + (nth == 1 ? "" : " #" + nth);
    }
}
