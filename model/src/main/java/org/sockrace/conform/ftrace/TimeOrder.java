package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.Map;
import org.sockrace.conform.Lines;

/**
 * The order of time in a recording. What one processor recorded is in it always; the layouts with a heading are in it as a whole. Equal times are in order.
 * Not thread-safe.
 */
final class TimeOrder {

    /** When something was recorded, and where that stands. */
    private static final class Stamp {
        long nanoseconds = Long.MIN_VALUE;
        int line;
        String text;
    }

    private static final int DIGITS = 9;
    private static final long SECOND = 1_000_000_000;
    /** More than that of nanoseconds is more than a long. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private final Lines lines;
    private final Map<Integer, Stamp> processors = new HashMap<>();
    private final Stamp all = new Stamp();
    private boolean sorted;

    TimeOrder(Lines lines) {
        this.lines = lines;
    }

    /** There is a heading: the lines of all processors are in the order of time. */
    void sorted() {
        sorted = true;
    }

    /** Seconds with a fraction as nanoseconds, -1 if it is too much or has two dots. */
    private static long nanoseconds(String text) {
        int dot = text.indexOf('.');
        if (text.length() - dot - 1 > DIGITS || text.indexOf('.', dot + 1) >= 0) {
            return -1;
        }
        long seconds = 0;
        for (int i = 0; i < dot; i++) {
            seconds = Math.min(seconds * 10 + text.charAt(i) - '0', MOST_SECONDS + 1);
        }
        if (seconds > MOST_SECONDS) {
            return -1;
        }
        long fraction = 0;
        for (int i = 1; i <= DIGITS; i++) {
            fraction = fraction * 10 + (dot + i < text.length() ? text.charAt(dot + i) - '0' : 0);
        }
        return seconds * SECOND + fraction;
    }

    /**
     * The line last read is of that processor, at that time, in seconds with a fraction.
     *
     * @throws org.sockrace.conform.FileFormatException if time goes back
     */
    void next(int cpu, String time) {
        long nanoseconds = nanoseconds(time);
        if (nanoseconds < 0) {
            throw lines.error("'" + time + "' is no time in seconds");
        }
        check(processors.computeIfAbsent(cpu, c -> new Stamp()), nanoseconds, time, true);
        check(all, nanoseconds, time, sorted);
    }

    private void check(Stamp last, long nanoseconds, String time, boolean demanded) {
        if (demanded && nanoseconds < last.nanoseconds) {
            throw lines.error("time goes back from " + last.text + " in line " + last.line + " to " + time
                    + ": give each recording in a file of its own, its lines in the order of time");
        }
        last.nanoseconds = nanoseconds;
        last.line = lines.number();
        last.text = time;
    }
}
