package org.sockrace.stress;

/** A failure that its message explains: where in the bridge it was noticed helps nobody. */
final class Failed extends AssertionError {

    private static final long serialVersionUID = 1L;

    Failed(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
