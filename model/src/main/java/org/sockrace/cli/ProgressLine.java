package org.sockrace.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sockrace.explore.Progress;

/**
 * How far a search is: on a terminal one line that is written anew at most once a second, else a line every 15 seconds; nothing if quiet.
 */
abstract class ProgressLine implements Progress, AutoCloseable {

    /** The line for that session. */
    static ProgressLine of(Session session, boolean quiet) {
        if (quiet) {
            return new Silent();
        }
        return session.terminal() ? new Rewritten(session) : new Plain(session, System::nanoTime);
    }

    /** A search begins. */
    abstract void begin(String scenario);

    /** It is over: what was written on a terminal is taken away. */
    abstract void end();

    /** What is being done, and how much of it is. */
    static String doing(Progress.Phase phase, long count) {
        return switch (phase) {
            case BUILDING -> String.format(Locale.ROOT, "running the code: %,d histories", count);
            case REDUCING -> "computing reductions";
            case SEARCHING -> String.format(Locale.ROOT, "%,d states", count);
            case JUDGING -> String.format(Locale.ROOT, "reading results: %,d final states", count);
            case EXPLAINING -> String.format(Locale.ROOT, "looking for the simplest schedule: %,d states", count);
        };
    }

    @Override
    public void close() {
        end();
    }

    private static final class Silent extends ProgressLine {
        @Override
        void begin(String scenario) { }

        @Override
        void end() { }

        @Override
        public void at(Phase phase, long count, long frontier, int level) { }
    }

    /** Plain lines, seldom. */
    static final class Plain extends ProgressLine {

        private static final long INTERVAL = 15_000_000_000L;

        private final Session session;
        private final LongSupplier nanos;
        private long began;
        private long written;
        private long lastFrontier;
        private String scenario;

        Plain(Session session, LongSupplier nanos) {
            this.session = session;
            this.nanos = nanos;
        }

        @Override
        void begin(String name) {
            scenario = name;
            began = nanos.getAsLong();
            written = began;
            lastFrontier = 0;
        }

        @Override
        void end() { }

        @Override
        public void at(Phase phase, long count, long frontier, int level) {
            long now = nanos.getAsLong();
            if (now - written >= INTERVAL) {
                written = now;
                String how = phase != Phase.SEARCHING || level == 0 ? "" : String.format(Locale.ROOT, "  level %d  frontier %,d %s", level, frontier,
                        frontier < lastFrontier ? "shrinking" : "growing");
                session.complain(String.format(Locale.ROOT, " %s  %s%s  %d s", scenario, doing(phase, count), how, (now - began) / 1_000_000_000));
            }
            lastFrontier = frontier;
        }
    }

    private static final class Rewritten extends ProgressLine {

        private final Display display;
        private ProgressBar bar;

        Rewritten(Session session) {
            this.display = new Display(session);
        }

        @Override
        void begin(String scenario) {
            bar = new ProgressBarBuilder().setTaskName(" " + scenario).setInitialMax(-1).setUnit(" states", 1).setUpdateIntervalMillis(1000)
                    .setStyle(ProgressBarStyle.ASCII).showSpeed().hideEta().setMaxRenderedLength(Display.WIDTH).clearDisplayOnFinish()
                    .setConsumer(display).build();
        }

        @Override
        public void at(Phase phase, long count, long frontier, int level) {
            bar.stepTo(phase == Phase.SEARCHING ? count : 0);
            bar.setExtraMessage(phase == Phase.SEARCHING ? String.format(Locale.ROOT, " level %d, frontier %,d", level, frontier)
                    : " " + doing(phase, count));
        }

        @Override
        void end() {
            if (bar != null) {
                bar.close();
                bar = null;
                display.clear();
            }
        }
    }

    /** Where the bar is drawn. Not the progress line itself: the bar's own thread closes it. */
    private static final class Display implements ProgressBarConsumer {

        private static final int WIDTH = 100;

        private final Session session;
        private int written;

        Display(Session session) {
            this.session = session;
        }

        @Override
        public int getMaxRenderedLength() {
            return WIDTH;
        }

        @Override
        public synchronized void accept(String line) {
            written = Math.max(written, line.length());
            session.err().print("\r" + line);
            session.err().flush();
        }

        @Override
        public synchronized void clear() {
            if (written > 0) {
                session.err().print("\r" + " ".repeat(written) + "\r");
                session.err().flush();
                written = 0;
            }
        }

        @Override
        public void close() { }
    }
}
