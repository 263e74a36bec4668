package org.sockrace.weak.litmus;

/** A test that cannot be read, or has something that is not supported. The message is one line that says where and what. */
public final class LitmusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;

    LitmusException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }
}
