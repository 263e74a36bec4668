package org.sockrace.cli;

/** Results cannot be written, so there is no use in going on. {@link Session#finish} says why. */
final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutputException() {
        super("cannot write the output");
    }
}
