package org.sockrace.disk;

/** A folder cannot be worked in. The message says why and what to do, in one line, for users; nothing in the folder was lost. */
public final class WorkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that message. */
    public WorkException(String message) {
        super(message);
    }

    /** A file is not as it was written. */
    static WorkException damaged(java.nio.file.Path file, String how) {
        return new WorkException(file + " is damaged (" + how + "): this search cannot go on; delete the folder, and the same command begins again");
    }
}
