package org.sockrace.odds;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long operations take on some machine. A row is for a function, that is for one call of it without what has a row of its own; for a class of operations;
 * for the operations of a class in a function, {@code inet_create/read}, or one of them, {@code inet_create/read(state)}; or, {@code *}, for any other
 * operation. Immutable.
 *
 * @param name what it is called
 * @param machine on which machine that is
 * @param rows the rows, by what they are for, in order; {@code *} is among them
 */
public record TimeTable(String name, String machine, Map<String, Row> rows) {

    /** What the row for any other operation is for. */
    public static final String OTHER = "*";
    /** The source of a row that nobody has measured. */
    public static final String ASSUMED = "assumed";

    /**
     * One row.
     *
     * @param duration how long it takes
     * @param source where that is from; {@link #ASSUMED} if nobody has measured it
     */
    public record Row(Duration duration, String source) {

        /** Whether nobody has measured it. */
        public boolean isAssumed() {
            return source.equals(ASSUMED);
        }
    }

    /** Copies the rows. */
    public TimeTable {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        if (!rows.containsKey(OTHER)) {
            throw new IllegalArgumentException("no row " + OTHER);
        }
    }

    /** One in which every operation takes a second on average. */
    public static TimeTable uniform() {
        return new TimeTable("uniform", "each operation takes as long as any other", Map.of(OTHER, new Row(Duration.exponential(1), ASSUMED)));
    }

    /** The same, but for one row. */
    public TimeTable with(String operation, Duration duration, String source) {
        Map<String, Row> more = new LinkedHashMap<>(rows);
        more.put(operation, new Row(duration, source));
        return new TimeTable(name, machine, more);
    }
}
