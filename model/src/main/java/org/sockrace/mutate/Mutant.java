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
 * @param statement the statement in one line, as far as a block that begins in it
 * @param nth which of the mistakes that have the operator, function and statement in common, from 1
 * @param edits what is changed
 * @param text what is wrong, in one line
 */
public record Mutant(Operator operator, String file, int line, String function, int site, String statement, int nth, List<Edit> edits, String text) {

    /** Copies the edits. */
    public Mutant {
        edits = List.copyOf(edits);
    }

    /** A name that stays the same as long as the file does: {@code SocketCore.java:139/drop}. */
    public String id() {
        return file + ":" + line + "/" + operator.id();
    }

    /** A name that stays the same as long as the statement does: {@code SocketCore.java sock_unregister drop: synchronize_rcu();}. */
    public String name() {
        return file + " " + function + " " + operator.id() + ": " + statement + (nth == 1 ? "" : " #" + nth);
    }

    /** Whether both can be made at once: each leaves what the other changes as it is. */
    boolean goesWith(Mutant other) {
        return !file.equals(other.file) || edits.stream().noneMatch(e -> other.edits.stream().anyMatch(e::overlaps));
    }
}
