package org.sockrace.explore;

/** A scenario is too large to be explored at all. The message is for users. */
public final class ModelTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for users. */
    public ModelTooLargeException(String message) {
        super(message);
    }
}
