package org.sockrace.mutate;

import java.util.Comparator;
import java.util.List;

/**
 * Replaces a piece of a source text. Edits keep the lines below where they are, so that what is shown of a mutant can be looked up in the original.
 *
 * @param from where the piece begins, from 0
 * @param to where it ends, not included
 * @param text what stands in its place
 */
record Edit(int from, int to, String text) {

    /** Puts the text before what stands there. */
    static Edit insert(int at, String text) {
        return new Edit(at, at, text);
    }

    /** Takes the piece away. */
    static Edit remove(int from, int to) {
        return new Edit(from, to, "");
    }

    /** Whether both change the same place; what is put before a piece that another takes away does. */
    boolean overlaps(Edit other) {
        return from <= other.to && other.from <= to;
    }

    /** The text with all the edits, none of which overlaps another. */
    static String apply(String source, List<Edit> edits) {
        StringBuilder changed = new StringBuilder(source);
        for (Edit edit : edits.stream().sorted(Comparator.comparingInt(Edit::from).reversed()).toList()) {
            changed.replace(edit.from, edit.to, edit.kept(source));
        }
        return changed.toString();
    }

    /** Statements in one line, without comments to its end, which would hide what follows. */
    static String inOneLine(String statements) {
        return statements.replaceAll("//[^\n]*", "").replaceAll("\\s*\n\\s*", " ");
    }

    /** As many lines as there were. */
    private String kept(String source) {
        long before = source.substring(from, to).chars().filter(c -> c == '\n').count();
        long after = text.chars().filter(c -> c == '\n').count();
        return after > before ? inOneLine(text) + "\n".repeat((int) before) : text + "\n".repeat((int) (before - after));
    }
}
