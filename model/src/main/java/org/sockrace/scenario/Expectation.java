package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import org.sockrace.machine.Property;

/**
 * What a scenario is expected to show.
 *
 * @param kind the verdict
 * @param properties those expected to break; empty unless the verdict is {@code breaks}
 * @param where where it is said
 */
public record Expectation(Kind kind, List<Property> properties, Where where) {

    /** Every property holds: what is expected if nothing is said. */
    public static final Expectation HOLDS = new Expectation(Kind.HOLDS, List.of(), Where.NOWHERE);

    /** The expected verdict. */
    public enum Kind {
        /** Every property holds in every interleaving. */
        HOLDS,
        /** The named properties are broken. */
        BREAKS,
        /** Nothing is broken as far as is searched: too large to be searched to the end. */
        BOUNDED;

        /** As users write it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the properties. */
    public Expectation {
        properties = List.copyOf(properties);
    }

    /** That exactly these are broken, as somebody says who writes no scenario file. */
    public static Expectation breaks(List<Property> properties) {
        return new Expectation(Kind.BREAKS, properties, Where.NOWHERE);
    }

    /** What should be: {@code should hold}, if nothing else is said; {@code should say breaks no-use-after-unload}. */
    public String demand() {
        return "should " + (kind == Kind.HOLDS ? "hold" : "say " + text());
    }

    /** As users write it: {@code holds}, {@code breaks no-use-after-unload}. */
    public String text() {
        return properties.isEmpty() ? kind.id() : kind.id() + " " + String.join(", ", properties.stream().map(Property::id).toList());
    }
}
