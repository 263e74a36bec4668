package org.sockrace.conform;

import java.util.regex.Pattern;

/** A file that cannot be read as what it should be. The message is for users: it names the file, the line and what is wrong there. */
public final class FileFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    /** What is quoted from a file is no more than that. */
    private static final int LONGEST = 400;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** With a message for users. */
    public FileFormatException(String message) {
        super(message);
    }

    static FileFormatException at(String file, long line, String what) {
        String shown = what.length() > LONGEST ? what.substring(0, LONGEST) + " ..." : what;
        return new FileFormatException(file + ":" + line + ": " + CONTROL.matcher(shown).replaceAll("?"));
    }
}
