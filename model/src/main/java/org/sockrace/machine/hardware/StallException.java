package org.sockrace.machine.hardware;

/** A thread has waited longer than the machine's limit, or would wait for itself. Its execution cannot go on. */
public final class StallException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StallException(String message) {
        super(message);
    }
}
