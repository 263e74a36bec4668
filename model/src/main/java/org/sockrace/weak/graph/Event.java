package org.sockrace.weak.graph;

import java.util.Objects;
import java.util.Set;

/** What one thread does at once. Immutable. */
public final class Event {

    /** The thread of first values. */
    public static final int INITIAL = -1;

    private final int thread;
    private final Kind kind;
    private final Set<Tag> tags;
    private final String text;
    private final int line;
    /** The tags as bits, by their order: that is asked all the time. */
    private final long bits;

    /** What it does to memory. */
    public enum Kind {
        /** Reads. */
        READ,
        /** Writes. */
        WRITE,
        /** Neither. */
        FENCE
    }

    /**
     * An event.
     *
     * @param thread the number of its thread, {@link #INITIAL} for what a variable starts with
     * @param kind whether it reads, writes, or neither
     * @param tags what else it is
     * @param text the code it comes from
     * @param line the line of the code, 0 for a variable's first value
     */
    public Event(int thread, Kind kind, Set<Tag> tags, String text, int line) {
        this.thread = thread;
        this.kind = kind;
        this.tags = Set.copyOf(tags);
        this.text = text;
        this.line = line;
        long all = 0;
        for (Tag tag : tags) {
            all |= 1L << tag.ordinal();
        }
        this.bits = all;
    }

    /** The number of its thread, {@link #INITIAL} for what a variable starts with. */
    public int thread() {
        return thread;
    }

    /** Whether it reads, writes, or neither. */
    public Kind kind() {
        return kind;
    }

    /** What else it is. */
    public Set<Tag> tags() {
        return tags;
    }

    /** The code it comes from. */
    public String text() {
        return text;
    }

    /** The line of the code, 0 for a variable's first value. */
    public int line() {
        return line;
    }

    /** Whether it has the tag. */
    public boolean is(Tag tag) {
        return (bits >> tag.ordinal() & 1) != 0;
    }

    /** Whether it is what a variable starts with. */
    public boolean initial() {
        return thread == INITIAL;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event e && thread == e.thread && kind == e.kind && bits == e.bits && line == e.line && text.equals(e.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(thread, kind, bits, text, line);
    }

    @Override
    public String toString() {
        return "T" + thread + " " + kind + tags + " " + text + ":" + line;
    }
}
