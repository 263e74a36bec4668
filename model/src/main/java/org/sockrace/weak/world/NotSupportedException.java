package org.sockrace.weak.world;

/** A scenario does something that has no meaning here; the message is for users. */
public final class NotSupportedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What it does. */
    public NotSupportedException(String message) {
        super(message);
    }
}
