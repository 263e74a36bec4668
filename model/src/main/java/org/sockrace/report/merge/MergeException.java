package org.sockrace.report.merge;

/** Documents that cannot be joined; the message says for users why, in one line. */
public final class MergeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With that message. */
    public MergeException(String message) {
        super(message);
    }
}
