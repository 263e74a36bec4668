package org.sockrace.machine.simulated;

/** Something went wrong while a scenario was set up, before its threads start. The message is for users. */
public final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for users. */
    public SetupException(String message) {
        super(message);
    }
}
