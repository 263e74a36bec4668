package org.sockrace.weak.graph;

import java.util.Set;

/**
 * What one thread does at once.
 *
 * @param thread the number of its thread, {@link #INITIAL} for what a variable starts with
 * @param kind whether it reads, writes, or neither
 * @param tags what else it is
 * @param text the code it comes from
 * @param line the line of the code, 0 for a variable's first value
 */
public record Event(int thread, Kind kind, Set<Tag> tags, String text, int line) {

    /** The thread of first values. */
    public static final int INITIAL = -1;

    /** What it does to memory. */
    public enum Kind {
        /** Reads. */
        READ,
        /** Writes. */
        WRITE,
        /** Neither. */
        FENCE
    }

    /** Takes over the tags. */
    public Event {
        tags = Set.copyOf(tags);
    }

    /** Whether it has the tag. */
    public boolean is(Tag tag) {
        return tags.contains(tag);
    }

    /** Whether it is what a variable starts with. */
    public boolean initial() {
        return thread == INITIAL;
    }
}
