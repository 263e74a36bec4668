package org.sockrace.check;

/** Other machines cannot be used. The message says why and what to do, in one line, for users. */
public final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that message. */
    public ClusterException(String message) {
        super(message);
    }

    /** With that message, because of that. */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
