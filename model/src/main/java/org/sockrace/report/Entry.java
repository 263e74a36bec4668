package org.sockrace.report;

/** What became of a scenario that was to be checked. */
public sealed interface Entry permits Checked, Unchecked {

    /** Where it comes from. */
    Origin origin();
}
