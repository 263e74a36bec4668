package org.sockrace.scenario;

/**
 * Where something is said, for messages. Equal to every other: two scenarios that say the same are equal, wherever they say it.
 *
 * @param place the place
 */
public record Where(ScenarioSyntaxException.Place place) {

    /** Nowhere: nothing is said. */
    static final Where NOWHERE = new Where(new ScenarioSyntaxException.Place("", 0, 0, 0, ""));

    /** The line in the scenario's text, from 1; 0 if nothing is said. */
    public int line() {
        return place.line();
    }

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
