package org.sockrace.machine.simulated;

/**
 * Code that a user wrote cannot be modelled: it does not compile, keeps state where the machine cannot see it, throws an exception or does not end. The message
 * is for users, and names the file and the line.
 */
public final class CodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message that is shown as it is, after the word {@code error}. */
    public CodeException(String message) {
        super(message);
    }

    /** The same, with what was thrown. */
    public CodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
