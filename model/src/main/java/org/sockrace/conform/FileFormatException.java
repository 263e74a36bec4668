package org.sockrace.conform;

/** A file that cannot be read as what it should be. The message is for users: it names the file, the line and what is wrong there. */
public final class FileFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for users. */
    public FileFormatException(String message) {
        super(message);
    }

    static FileFormatException at(String file, long line, String what) {
        return new FileFormatException(file + ":" + line + ": " + what);
    }
}
