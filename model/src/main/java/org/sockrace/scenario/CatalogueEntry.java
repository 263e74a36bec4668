package org.sockrace.scenario;

/** A scenario of the catalogue. Its file is read when it is asked for: most commands want one of many. Thread-safe. */
public final class CatalogueEntry {

    private final String chapter;
    private final String name;
    private final String path;
    private String text;
    private Scenario scenario;

    CatalogueEntry(String chapter, String name, String path) {
        this.chapter = chapter;
        this.name = name;
        this.path = path;
    }

    /** Its number, for example {@code 02}. */
    public String chapter() {
        return chapter;
    }

    /** The scenario's name. */
    public String name() {
        return name;
    }

    /** Its path in the catalogue: {@code holds/02-rmmod-vs-socket.race}. */
    public String path() {
        return path;
    }

    /**
     * The file's text.
     *
     * @throws IllegalStateException if there is no such file
     */
    public synchronized String text() {
        if (text == null) {
            text = Catalogue.read(path);
        }
        return text;
    }

    /**
     * The scenario.
     *
     * @throws IllegalStateException if there is no such file, or it holds a scenario of another name
     * @throws ScenarioSyntaxException if the file holds no scenario
     */
    public synchronized Scenario scenario() {
        if (scenario == null) {
            Scenario read = ScenarioParser.parse(text(), path, name);
            if (!read.name().equals(name)) {
                throw new IllegalStateException(path + " holds the scenario " + read.name());
            }
            scenario = read;
        }
        return scenario;
    }
}
