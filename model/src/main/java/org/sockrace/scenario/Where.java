package org.sockrace.scenario;

/**
 * Where something is said, for messages. Equal to every other: two scenarios that say the same are equal, wherever they say it.
 *
 * @param place the place
 */
public record Where(ScenarioSyntaxException.Place place) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Where;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    /** A problem with what is said there, with the line and a caret under the place. */
    public String problem(String what) {
        return (place.file().isEmpty() ? "" : place.file() + ":" + place.line() + ":" + place.column() + ": ") + what + "\n" + place.shown();
    }
}
