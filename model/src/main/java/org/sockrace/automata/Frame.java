package org.sockrace.automata;

import java.util.List;

/**
 * One line of the modelled source.
 *
 * @param file the source file, for example {@code NetSocket.java}
 * @param function the function
 * @param line the line in the file
 */
public record Frame(String file, String function, int line) {

    /** Where an operation stands: the innermost function first. Automata are full of them, and compared a lot: a stack knows its hash code. */
    public static final class Stack {

        /** No position: outside the modelled source. */
        public static final Stack NONE = new Stack(List.of());

        private final List<Frame> frames;
        private final int hash;

        /** Copies the frames. */
        public Stack(List<Frame> frames) {
            this.frames = List.copyOf(frames);
            this.hash = this.frames.hashCode();
        }

        /** The lines, innermost first. */
        public List<Frame> frames() {
            return frames;
        }

        /** The innermost line, or null if there is none. */
        public Frame top() {
            return frames.isEmpty() ? null : frames.get(0);
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Stack stack && hash == stack.hash && frames.equals(stack.frames);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return frames.toString();
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Frame f && line == f.line && function.equals(f.function) && file.equals(f.file);
    }

    @Override
    public int hashCode() {
        return (31 * line + function.hashCode()) * 31 + file.hashCode();
    }

    @Override
    public String toString() {
        return function + " " + file + ":" + line;
    }
}
