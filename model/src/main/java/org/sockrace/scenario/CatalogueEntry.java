package org.sockrace.scenario;

/**
 * A scenario of the catalogue.
 *
 * @param chapter its number, for example {@code 02}
 * @param path its path in the catalogue: {@code holds/02-rmmod-vs-socket.race}
 * @param text the file's text
 * @param scenario the scenario
 */
public record CatalogueEntry(String chapter, String path, String text, Scenario scenario) { }
