package org.sockrace.check;

/** What is to be waited for was not said, and there is nothing that breaks. The message is for users. */
public final class NothingBreaksException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingBreaksException(String scenario) {
        super("nothing breaks in " + scenario + ", so there is nothing to wait for: give --goal an outcome");
    }
}
