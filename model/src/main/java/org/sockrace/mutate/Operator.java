package org.sockrace.mutate;

import java.util.Locale;

/** One way to make a mistake. */
public enum Operator {
    /** A call is left out: a get, a put, a lock, a wait, a registration, a store. */
    DROP("a call is left out"),
    /** A call is made twice. */
    REPEAT("a call is made twice"),
    /** Two calls that follow each other change places. */
    SWAP("a call changes places with the next one"),
    /** A call is made after the label that follows it in the function, so that jumps to the label make it as well. */
    PAST_LABEL("a call is made behind the next label"),
    /** Both the taking of a lock, or the beginning of a section, and every end of it in the function are left out. */
    UNLOCKED("a lock or section is left out in a function, both ends"),
    /** An atomic operation is a load and a store. */
    SPLIT("an atomic operation is split into a load and a store"),
    /** A marked access is a plain one, a publication a mere store. */
    WEAKEN("an access or a publication is a plain one"),
    /** The other kind of grace period is waited for. */
    FLAVOUR("a grace period of the other flavour is waited for"),
    /** A condition is the opposite. */
    NEGATE("a test is the other way round"),
    /** A condition is found false. */
    NEVER("a test is never true"),
    /** A condition is found true. */
    ALWAYS("a test is always true"),
    /** Another label is jumped to. */
    LABEL("a jump goes to a neighbouring label"),
    /** Another error is returned. */
    ERRNO("another error number"),
    /** The state of a module is another. */
    STATE("another state of a module");

    private final String meaning;

    Operator(String meaning) {
        this.meaning = meaning;
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in a few words. */
    public String meaning() {
        return meaning;
    }
}
