package org.sockrace.mutate;

import java.util.List;

/**
 * The kernel with one mistake.
 *
 * @param operator which mistake
 * @param file the file of the kernel
 * @param line the line, from 1
 * @param function the function
 * @param site the number of the statement in its file
 * @param edits what is changed
 * @param text what is wrong, in one line
 */
public record Mutant(Operator operator, String file, int line, String function, int site, List<Edit> edits, String text) {

    /** Copies the edits. */
    public Mutant {
        edits = List.copyOf(edits);
    }

    /** A name that stays the same as long as the file does: {@code SocketCore.java:139/drop}. */
    public String id() {
        return file + ":" + line + "/" + operator.id();
    }
}
