package org.sockrace.report;

/**
 * Where a scenario comes from: how the user would name it again.
 *
 * @param name the scenario's name
 * @param option {@code -f} or {@code -e} if it is not in the catalogue, {@code java} or {@code changed} if no command names it, else an empty string
 * @param value what stands after the option; what is changed; in the catalogue the path in it, or an empty string
 * @param several whether there are others in the same file, so that the name has to stand behind it
 */
public record Origin(String name, String option, String value, boolean several) {

    private static final String JAVA = "java";
    private static final String CHANGED = "changed";

    /** Blanks around a program say nothing. */
    public Origin {
        value = option.equals("-e") ? value.strip() : value;
    }

    /** One that is alone where it is. */
    public Origin(String name, String option, String value) {
        this(name, option, value, false);
    }

    /** What has to stand after the option to have this scenario and no other: {@code my.race:my-scenario} if the file has several. */
    public String given() {
        return several ? value + ":" + name : value;
    }

    /** A scenario of the catalogue. */
    public static Origin catalogue(String name) {
        return catalogue(name, "");
    }

    /** One whose path in the catalogue is known: {@code holds/02-rmmod-vs-socket.race}. */
    public static Origin catalogue(String name, String path) {
        return new Origin(name, "", path);
    }

    /** Whether it is in the catalogue. */
    boolean isCatalogue() {
        return option.isEmpty();
    }

    /** The file in which it is, as the user named it; null if it is in none. */
    public String file() {
        return option.equals("-f") ? value : null;
    }

    /** Its text, if that is what the user gave; null if it is not. */
    public String program() {
        return option.equals("-e") ? value : null;
    }

    /** One that was made by a test. */
    public static Origin java(String name) {
        return new Origin(name, JAVA, "");
    }

    /** That scenario, with a change of its text. */
    public Origin changed(String what) {
        return new Origin(name, CHANGED, what);
    }

    /** A schedule's id: {@code rmmod-vs-socket:0x4,1x9,0}. */
    public String id(String schedule) {
        return name + ":" + schedule;
    }

    /** The command that shows the execution again; the call that does if the scenario was made in Java. */
    public String replay(String schedule) {
        if (option.equals(JAVA)) {
            return "race.replay(\"" + id(schedule) + "\")";
        }
        if (option.equals(CHANGED)) {
            return "the scenario with '" + value + "', and the schedule " + schedule;
        }
        String id = option.isEmpty() ? id(schedule) : option + " " + quoted(given()) + " " + schedule;
        return "sockrace replay " + id;
    }

    /** That command of the program, for the scenario; what it is called if no command names it. */
    public String command(String verb) {
        if (option.equals(JAVA) || option.equals(CHANGED)) {
            return name;
        }
        return "sockrace " + verb + " " + (option.isEmpty() ? name : option + " " + quoted(given()));
    }

    /** The text as a shell takes it for one word. */
    public static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
