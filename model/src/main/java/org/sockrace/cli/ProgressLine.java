package org.sockrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.EngineKind;
import org.sockrace.explore.Growth;
import org.sockrace.explore.Progress;
import org.sockrace.report.Numbers;

/**
 * How far a search is: on a terminal one line that is written anew at most once a second, else a line every 15 seconds; nothing if quiet. What
 * cannot be written is lost: nobody waits for it.
 */
abstract class ProgressLine implements Progress, AutoCloseable {

    /** The line for that session. */
    static ProgressLine of(Session session, boolean quiet) {
        return quiet ? new Silent() : session.terminal().rewrites() ? new Rewritten(session, System::nanoTime) : new Plain(session, System::nanoTime);
    }

    /** A search begins, whose levels are called that. */
    abstract void begin(String scenario, String levels);

    /** A search begins that counts levels. */
    void begin(String scenario) {
        begin(scenario, "level");
    }

    /** What the levels of a search are called. */
    static String levels(CheckOptions options) {
        return options.engine() == EngineKind.BY_PREEMPTIONS ? "preemptions" : "level";
    }

    /** So many of all things are done; what was done before {@link #begin} is not among them. */
    abstract void done(long n, long all, String noun);

    /** It is over: what was written on a terminal is taken away. */
    abstract void end();

    @Override
    public void close() {
        end();
    }

    private static final class Silent extends ProgressLine {
        @Override
        void begin(String scenario, String levels) { }

        @Override
        void done(long n, long all, String noun) { }

        @Override
        void end() { }

        @Override
        public void at(Phase phase, long count, long frontier, int level) { }
    }

    /** Says from time to time how far it is. */
    private abstract static class Speaking extends ProgressLine {

        private static final long WORTH_SAYING = 20;
        private static final long MINUTE = 60;
        private static final long HOUR = 60 * MINUTE;
        final Session session;
        private final LongSupplier nanos;
        private final long interval;
        private long began;
        /** When something was said last. */
        private long said;
        private String scenario;
        private String levels;
        private int pass;
        private long searched;
        /** When states were counted last for their rate, and how many there were. */
        private long counted;
        private long statesThen;
        private long lastFrontier;
        private Growth growth = new Growth();
        private Store store;
        private long used;
        private long most;

        Speaking(Session session, LongSupplier nanos, long seconds) {
            this.session = session;
            this.nanos = nanos;
            this.interval = seconds * 1_000_000_000;
            hush();
        }

        /** Says all of that; where there is no room, parts of the middle are left out, the first ones last, and then the end, too. */
        abstract void say(String first, List<String> middle, String last);

        private void say(String text) {
            say(text, List.of(), "");
        }

        @Override
        void begin(String name, String levelsAre) {
            scenario = name;
            levels = levelsAre;
            began = nanos.getAsLong();
            pass = 1;
            searched = 0;
            lastFrontier = 0;
            growth = new Growth();
            counted = began;
            statesThen = 0;
            used = 0;
        }

        @Override
        public void room(Store kept, long bytes, long all) {
            store = kept;
            used = bytes;
            most = all;
        }

        @Override
        public void at(Phase phase, long count, long frontier, int level) {
            long now = nanos.getAsLong();
            if (phase == Phase.SEARCHING) {
                if (count < searched) {
                    pass++;
                    lastFrontier = 0;
                    statesThen = 0;
                    counted = now;
                    used = 0;
                }
                searched = count;
                growth.level(level, count);
            } else {
                counted = now;
            }
            if (now - said >= interval) {
                said = now;
                String what = " " + scenario + "  " + doing(phase, count);
                String time = "  " + (now - began) / 1_000_000_000 + " s";
                if (phase == Phase.SEARCHING) {
                    long rate = rate(count, now);
                    Growth.Estimate estimate = levels.equals("level") && rate > 0 ? growth.estimate() : null;
                    say(what + (rate <= 0 ? "" : String.format(Locale.ROOT, "  %,d/s", rate)),
                            List.of(inAll(estimate), more(estimate, count, rate), room(count, rate), reached(frontier, level)), time);
                } else {
                    say(what, List.of(), time);
                }
            }
            lastFrontier = frontier;
        }

        @Override
        void done(long n, long all, String noun) {
            long now = nanos.getAsLong();
            if (now - said >= interval && n > 0) {
                said = now;
                double seconds = (now - began) / 1e9;
                say(String.format(Locale.ROOT, " %s  %,d of %s  %.1f/s  %d s, some %d s left", scenario, n, Numbers.count(all, noun), n / seconds,
                        Math.round(seconds), Math.round((all - n) * seconds / n)));
            }
        }

        /** How many states a second were visited since that was said last. */
        private long rate(long count, long now) {
            long rate = now <= counted ? 0 : Math.round((count - statesThen) * 1e9 / (now - counted));
            counted = now;
            statesThen = count;
            return rate;
        }

        private static String inAll(Growth.Estimate estimate) {
            return estimate == null ? "" : "  in all " + Numbers.roughly(estimate.least(), estimate.most());
        }

        /** How long it takes if there are so many, at that rate. */
        private static String more(Growth.Estimate estimate, long count, long rate) {
            return estimate == null ? "" : "  " + time((estimate.least() - count) / rate) + " to " + time((estimate.most() - count) / rate) + " more";
        }

        /** When there is no room for states any more, if they go on to be as many a second and as large. What takes little is not worth a word. */
        private String room(long count, long rate) {
            if (rate <= 0 || used <= 0 || used < most / WORTH_SAYING) {
                return "";
            }
            double states = (double) Math.max(0, most - used) * count / used;
            return String.format(Locale.ROOT, "  %s %d %%, full in %s", store == Store.MEMORY ? "memory" : "disk", Math.min(100, 100 * used / most),
                    time(Math.round(states / rate)));
        }

        private static String time(long seconds) {
            return seconds < 2 * MINUTE ? seconds + " s" : seconds < 2 * HOUR ? seconds / MINUTE + " min" : seconds < 48 * HOUR ? seconds / HOUR + " h"
                    : seconds / (24 * HOUR) + " days";
        }

        private String reached(long frontier, int level) {
            boolean byPreemptions = !levels.equals("level");
            return level == 0 && !byPreemptions ? "" : String.format(Locale.ROOT, "  %s %d  frontier %,d %s", levels, level, frontier,
                    frontier < lastFrontier ? "shrinking" : "growing");
        }

        /** Nothing is to be said before the interval has passed. */
        final void hush() {
            said = nanos.getAsLong();
        }

        /** A search that meets what the automata do not cover begins again, and counts from nothing: that is said, lest it look like an error. */
        private String doing(Phase phase, long count) {
            return switch (phase) {
                case BUILDING -> "running the code: " + Numbers.count(count, "history", "histories");
                case REDUCING -> "computing reductions";
                case SEARCHING -> (pass == 1 ? "" : "pass " + pass + ": ") + Numbers.count(count, "state");
                case JUDGING -> "reading results: " + Numbers.count(count, "final state");
                case EXPLAINING -> "looking for the simplest schedule: " + Numbers.count(count, "state");
            };
        }
    }

    /** Plain lines, seldom. */
    static final class Plain extends Speaking {

        Plain(Session session, LongSupplier nanos) {
            super(session, nanos, 15);
        }

        @Override
        void begin(String name, String levels) {
            super.begin(name, levels);
            hush();
        }

        @Override
        void say(String first, List<String> middle, String last) {
            session.err().writer().println(first + String.join("", middle) + last);
            session.err().writer().flush();
        }

        @Override
        void end() { }
    }

    /** One line, written again and again. */
    static final class Rewritten extends Speaking {

        /** No terminal is narrower, hopefully: a line that wraps could not be taken away. */
        private static final int WIDTH = 79;

        private int written;

        Rewritten(Session session, LongSupplier nanos) {
            super(session, nanos, 1);
        }

        @Override
        void say(String first, List<String> middle, String last) {
            StringBuilder text = new StringBuilder(first);
            middle.stream().filter(part -> text.length() + part.length() + last.length() <= WIDTH).forEach(text::append);
            text.append(text.length() + last.length() <= WIDTH ? last : "");
            String line = text.substring(0, Math.min(WIDTH, text.length()));
            session.err().writer().print("\r" + line + " ".repeat(Math.max(0, written - line.length())));
            session.err().writer().flush();
            written = line.length();
        }

        @Override
        void end() {
            if (written > 0) {
                session.err().writer().print("\r" + " ".repeat(written) + "\r");
                session.err().writer().flush();
                written = 0;
            }
        }
    }
}
