package org.sockrace.conform.ftrace;

/** A file that cannot be read as what it should be. The message is for users: it names the file, the line and what is wrong there. */
public final class TraceFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for users. */
    public TraceFormatException(String message) {
        super(message);
    }

    static TraceFormatException at(String file, long line, String what) {
        return new TraceFormatException(file + ":" + line + ": " + what);
    }
}
