package org.sockrace.check;

/**
 * Other processes that a search may use, and what they are told to search.
 *
 * @param master where they are, as Apache Spark writes it: {@code local[2]}, {@code spark://HOST:7077}
 * @param text the scenario's text; it has no module with a source of its own
 * @param name what it is called if the text does not say so
 */
public record Cluster(String master, String text, String name) { }
