package org.sockrace.own;

import java.util.List;
import java.util.stream.Collectors;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.scenario.ScenarioSyntaxException;

/**
 * Something that is wrong in a user's file.
 *
 * @param source the file
 * @param line the line, from 1
 * @param column the column, from 1
 * @param length how many columns are meant
 * @param problem what is wrong, in one line, with the way out
 */
record Mistake(OwnSource source, long line, long column, long length, String problem) {

    private static final int SHOWN = 3;

    private String text() {
        String code = source.line(line);
        int at = (int) Math.min(column, code.length() + 1);
        int caret = (int) Math.max(1, Math.min(length, code.length() + 1 - at));
        ScenarioSyntaxException.Place place = new ScenarioSyntaxException.Place(source.shown(), (int) line, at, caret, code);
        return source.shown() + ":" + line + ":" + column + ": error: " + problem + "\n" + place.shown();
    }

    /** All of them, the first few in full. */
    static CodeException exception(List<Mistake> all) {
        String text = all.stream().limit(SHOWN).map(Mistake::text).collect(Collectors.joining("\n"));
        int more = all.size() - SHOWN;
        return new CodeException(more <= 0 ? text : text + "\nand " + more + (more == 1 ? " more error" : " more errors"));
    }
}
