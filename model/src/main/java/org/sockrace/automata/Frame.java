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

    /** Where an operation stands: the innermost function first. */
    public record Stack(List<Frame> frames) {

        /** No position: outside the modelled source. */
        public static final Stack NONE = new Stack(List.of());

        /** Copies the frames. */
        public Stack {
            frames = List.copyOf(frames);
        }

        /** The innermost line, or null if there is none. */
        public Frame top() {
            return frames.isEmpty() ? null : frames.get(0);
        }
    }

    @Override
    public String toString() {
        return function + " " + file + ":" + line;
    }
}
