package org.sockrace.mutate;

/** Defects cannot be tried; the message is for users. */
public final class MutationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that message. */
    public MutationException(String message) {
        super(message);
    }
}
