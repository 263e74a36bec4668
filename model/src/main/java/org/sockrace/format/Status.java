package org.sockrace.format;

/** What came of a case; what matters most comes first. */
public enum Status {
    /** It is not as it should be. */
    FAILED,
    /** It could not be checked, because of a mistake of the user or of this program. */
    ERROR,
    /** Nothing is wrong as far as was looked, but not everything was. */
    UNDECIDED,
    /** The same, and that is as it should be. */
    UNDECIDED_AS_EXPECTED,
    /** It is broken, and should be. */
    EXPECTED,
    /** It is as it should be. */
    PASSED
}
