package org.sockrace.disk;

import java.nio.file.Path;

/**
 * Where a search keeps its states, and whose they are: a folder is gone on with by the same search only.
 *
 * @param folder the folder; made if there is none
 * @param scenario what is searched, as users call it
 * @param build the program that searches
 */
public record Work(Path folder, String scenario, String build) { }
