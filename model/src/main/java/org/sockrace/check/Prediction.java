package org.sockrace.check;

import java.util.Map;

/**
 * How often a thread that comes at any moment while another one unloads a module has each result, by simulation. Only unloads that succeed count.
 *
 * @param limit why there is nothing to report; an empty string if there is
 * @param parts by result, which part of them have it
 * @param attempts how many attempts that is a part of
 * @param broken how many of them broke something
 */
public record Prediction(String limit, Map<String, Double> parts, long attempts, long broken) {

    /** There is none, for that reason. */
    static Prediction none(String limit) {
        return new Prediction(limit, Map.of(), 0, 0);
    }

    /** Copies the map. */
    public Prediction {
        parts = Map.copyOf(parts);
    }
}
