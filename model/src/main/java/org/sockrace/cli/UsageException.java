package org.sockrace.cli;

/** The command line cannot be done as it is. The message is one line for users. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
