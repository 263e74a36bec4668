package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.sockrace.conform.Lines;

/**
 * The order of time in a recording, in seconds or in whatever its clock counts. What one processor recorded is in it always; the layouts with a heading are in
 * it as a whole. Not thread-safe.
 */
final class TimeOrder {

    /** When something was recorded, in nanoseconds, and where that stands. */
    private static final class Stamp {
        long time;
        int line;
    }

    private static final int DIGITS = 9;
    private static final long SECOND = 1_000_000_000;
    private static final long MICROSECOND = 1_000;
    /** More than that of nanoseconds is more than a long. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private final Lines lines;
    private final Map<Integer, Stamp> processors = new HashMap<>();
    private final Stamp all = new Stamp();
    private boolean sorted;
    /** Whether the clock counts in whole numbers, or null before the first. */
    private Boolean counts;

    TimeOrder(Lines lines) {
        this.lines = lines;
    }

    /** There is a heading: the lines of all processors are in the order of time. */
    void sorted() {
        sorted = true;
    }

    /**
     * The line last read is of that processor, and its time stands between these places of it: in seconds with a fraction, or as the number that the clock
     * has counted to.
     *
     * @return the time, in nanoseconds or as that number
     * @throws org.sockrace.conform.FileFormatException if that is no time, is counted otherwise than those before, or goes back
     */
    long next(int cpu, String line, int from, int to) {
        boolean whole = line.indexOf('.', from) < 0 || line.indexOf('.', from) >= to;
        long time = whole ? counted(line, from, to) : nanoseconds(line, from, to);
        if (time < 0) {
            throw lines.error("'" + line.substring(from, to) + "' is no time" + (whole ? "" : " in seconds"));
        }
        if (counts != null && counts != whole) {
            throw lines.error("the time " + line.substring(from, to) + (whole ? " has no fraction, but those above have one"
                    : " has a fraction, but those above have none") + ": give each recording in a file of its own");
        }
        counts = whole;
        check(processors.computeIfAbsent(cpu, c -> new Stamp()), time, true);
        check(all, time, sorted);
        return time;
    }

    /** As a number that is not negative; -1 if it is too much. */
    private static long counted(String line, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = line.charAt(i) - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** As nanoseconds, -1 if it is too much, too exact or has two dots. */
    private static long nanoseconds(String line, int from, int to) {
        long seconds = 0;
        int at = from;
        for (; at < to && line.charAt(at) != '.'; at++) {
            seconds = Math.min(seconds * 10 + line.charAt(at) - '0', MOST_SECONDS + 1);
        }
        if (seconds > MOST_SECONDS || to - at - 1 > DIGITS) {
            return -1;
        }
        long fraction = 0;
        for (int i = 1; i <= DIGITS; i++) {
            char digit = at + i < to ? line.charAt(at + i) : '0';
            if (digit == '.') {
                return -1;
            }
            fraction = fraction * 10 + digit - '0';
        }
        return seconds * SECOND + fraction;
    }

    private void check(Stamp last, long time, boolean demanded) {
        if (demanded && time < last.time) {
            throw lines.error("time goes back from " + show(last.time) + " in line " + last.line + " to " + show(time)
                    + ": give each recording in a file of its own, its lines in the order of time");
        }
        last.time = time;
        last.line = lines.number();
    }

    private String show(long time) {
        if (counts) {
            return Long.toString(time);
        }
        boolean exact = time % MICROSECOND != 0;
        return exact ? String.format(Locale.ROOT, "%d.%09d", time / SECOND, time % SECOND)
                : String.format(Locale.ROOT, "%d.%06d", time / SECOND, time % SECOND / MICROSECOND);
    }
}
