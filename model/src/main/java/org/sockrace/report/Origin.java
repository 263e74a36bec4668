package org.sockrace.report;

/**
 * Where a scenario comes from: how the user would name it again.
 *
 * @param name the scenario's name
 * @param option {@code -f} or {@code -e} if it is not in the catalogue, else an empty string
 * @param value what stands after the option; in the catalogue the path in it, or an empty string
 */
public record Origin(String name, String option, String value) {

    /** Blanks around a program say nothing. */
    public Origin {
        value = option.equals("-e") ? value.strip() : value;
    }

    /** A scenario of the catalogue. */
    public static Origin catalogue(String name) {
        return catalogue(name, "");
    }

    /** One whose path in the catalogue is known: {@code holds/02-rmmod-vs-socket.race}. */
    public static Origin catalogue(String name, String path) {
        return new Origin(name, "", path);
    }

    /** A schedule's id: {@code rmmod-vs-socket:0x4,1x9,0}. */
    public String id(String schedule) {
        return name + ":" + schedule;
    }

    /** The command that shows the execution again. */
    public String replay(String schedule) {
        String id = option.isEmpty() ? id(schedule) : option + " " + quoted(value) + " " + schedule;
        return "sockrace replay " + id;
    }

    /** That command of the program, for the scenario. */
    public String command(String verb) {
        return "sockrace " + verb + " " + (option.isEmpty() ? name : option + " " + quoted(value));
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
