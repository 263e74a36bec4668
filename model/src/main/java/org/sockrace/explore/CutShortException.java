package org.sockrace.explore;

/** The budget is used up in the middle of something; the message says which limit was reached. Caught by engines, who make it a {@link Claim.CutShort}. */
public final class CutShortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A limit was reached. */
    public CutShortException(String limit) {
        super(limit, null, false, false);
    }
}
