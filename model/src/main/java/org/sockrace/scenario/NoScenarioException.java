package org.sockrace.scenario;

/** No scenario of the catalogue has that name, or fits that pattern. The message is for users. */
public final class NoScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With that message. */
    public NoScenarioException(String message) {
        super(message);
    }
}
