package org.sockrace.machine.hardware;

import org.sockrace.machine.Property;

/**
 * Something that must not happen and did.
 *
 * @param property what is broken
 * @param what what happened, for people
 * @param thread the name of the context that did it
 */
public record Violation(Property property, String what, String thread) {

    @Override
    public String toString() {
        return property.id() + ": " + what + " (" + thread + ")";
    }
}
