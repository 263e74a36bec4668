package org.sockrace.report;

import java.nio.file.Path;
import org.sockrace.explain.SourceText;
import org.sockrace.format.Place;

/** Where things are, as the root of the source tree sees it. */
final class Places {

    private static final String KERNEL = "model/src/main/java/org/sockrace/kernel/";
    private static final String CATALOGUE = "model/src/main/resources/scenarios/";
    private static final String STANDARD_INPUT = "/dev/stdin";

    private Places() { }

    /** A line of the modelled kernel, or of a module that a user wrote; null if there is no file. */
    static Place kernel(String file, int line) {
        return !file.isEmpty() && !SourceText.isBundled(file) ? file(file, line) : file.isEmpty() ? null : new Place(KERNEL + SourceText.path(file), line);
    }

    /** {@code file:line} of the modelled kernel. */
    static Place kernel(String place) {
        int colon = place.lastIndexOf(':');
        return kernel(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
    }

    /** A line of the scenario's file, its first if that is 0; null if it is not in one. */
    static Place scenario(Origin origin, int line) {
        int known = Math.max(1, line);
        return switch (origin.option()) {
            case "" -> origin.value().isEmpty() ? null : new Place(CATALOGUE + origin.value(), known);
            case "-f" -> file(origin.value(), known);
            default -> null;
        };
    }

    /** What the scenario is in every run: it does not matter where the source tree lies. */
    static String identity(Origin origin) {
        Place place = scenario(origin, 0);
        return origin.name() + "\n" + (place == null ? origin.value() : place.path());
    }

    /** A file that the user named, relative to the working directory if it is in there; null if it is none. */
    static Place file(String name, int line) {
        if (name.equals("-") || name.equals(STANDARD_INPUT)) {
            return null;
        }
        Path file = Path.of(name).normalize();
        Path here = Path.of("").toAbsolutePath();
        Path shown = file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
        return new Place(shown.toString().replace('\\', '/'), line);
    }
}
