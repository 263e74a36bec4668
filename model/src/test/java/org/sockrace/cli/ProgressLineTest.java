package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sockrace.check.CheckOptions;
import org.sockrace.explore.Progress;

/** How often progress is written. */
class ProgressLineTest {

    private final StringWriter err = new StringWriter();

    private Session session(boolean terminal) {
        return new Session(new FakeEngine(), new PrintWriter(new StringWriter()), new PrintWriter(err), new AtomicBoolean(), terminal);
    }

    @Test
    void aLogGetsALineEvery15Seconds() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Plain(session(false), now::get)) {
            line.begin("rmmod-vs-socket");
            for (int second = 1; second <= 40; second++) {
                now.set(second * 1_000_000_000L);
                line.at(Progress.Phase.SEARCHING, second * 20L, second < 20 ? second * 10L : 400 - second * 10L, second);
            }
            line.end();
        }
        assertThat(err.toString().replace("\r\n", "\n")).isEqualTo("""
                 rmmod-vs-socket  300 states  20/s  level 15  frontier 150 growing  15 s
                 rmmod-vs-socket  600 states  20/s  level 30  frontier 100 shrinking  30 s
                """);
    }

    @Test
    void quietIsSilent() {
        try (ProgressLine line = ProgressLine.of(session(true), true)) {
            line.begin("x");
            line.at(Progress.Phase.SEARCHING, 1, 1, 1);
            line.end();
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aTerminalIsLeftClean() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Rewritten(session(true), now::get)) {
            for (String name : new String[] {"first", "second", "third"}) {
                line.begin(name);
                now.addAndGet(600_000_000);
                line.at(Progress.Phase.SEARCHING, 1234, 17, 3);
                line.end();
            }
        }
        assertThat(err.toString()).isEqualTo("\r second  1,234 states  2,057/s  level 3  frontier 17 growing  0 s" + "\r" + " ".repeat(65) + "\r");
    }

    @Test
    void whatIsBeingDoneIsSaid() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Plain(session(false), now::get)) {
            line.begin("x");
            say(line, now, Progress.Phase.BUILDING, 1, 0, 0);
            say(line, now, Progress.Phase.REDUCING, 0, 0, 0);
            say(line, now, Progress.Phase.SEARCHING, 141, 5, 2);
            say(line, now, Progress.Phase.SEARCHING, 1, 1, 1);
            say(line, now, Progress.Phase.SEARCHING, 7, 3, 0);
            say(line, now, Progress.Phase.JUDGING, 2, 0, 0);
            say(line, now, Progress.Phase.EXPLAINING, 1000, 0, 1);
            line.begin("y");
            say(line, now, Progress.Phase.SEARCHING, 2, 0, 0);
        }
        assertThat(err.toString().replace("\r\n", "\n")).isEqualTo("""
                 x  running the code: 1 history  15 s
                 x  computing reductions  30 s
                 x  141 states  9/s  level 2  frontier 5 growing  45 s
                 x  pass 2: 1 state  level 1  frontier 1 growing  60 s
                 x  pass 2: 7 states  75 s
                 x  reading results: 2 final states  90 s
                 x  looking for the simplest schedule: 1,000 states  105 s
                 y  2 states  15 s
                """);
    }

    @Test
    void aSearchByPreemptionsSaysHowManyAreLookedAt() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Plain(session(false), now::get)) {
            line.begin("x", ProgressLine.levels(CheckOptions.DEFAULT.withPreemptions(2)));
            say(line, now, Progress.Phase.SEARCHING, 30_000, 50, 0);
            say(line, now, Progress.Phase.SEARCHING, 90_000, 20, 1);
            line.begin("y", ProgressLine.levels(CheckOptions.DEFAULT));
            say(line, now, Progress.Phase.SEARCHING, 30_000, 50, 7);
        }
        assertThat(err.toString().replace("\r\n", "\n")).isEqualTo("""
                 x  30,000 states  2,000/s  preemptions 0  frontier 50 growing  15 s
                 x  90,000 states  4,000/s  preemptions 1  frontier 20 shrinking  30 s
                 y  30,000 states  2,000/s  level 7  frontier 50 growing  15 s
                """);
    }

    @Test
    void howManyStatesThereMayBeIsSaid() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Plain(session(false), now::get); ProgressLine narrow = new ProgressLine.Rewritten(session(true), now::get)) {
            line.begin("x");
            narrow.begin("x");
            for (int level = 1; level <= 15; level++) {
                now.addAndGet(1_000_000_000);
                line.at(Progress.Phase.SEARCHING, level * 100_000L, 100_000, level);
            }
            line.at(Progress.Phase.SEARCHING, 200_000, 100_000, 7);
            say(line, now, Progress.Phase.SEARCHING, 1_600_000, 100_000, 8);
            say(line, now, Progress.Phase.SEARCHING, 1_600_000, 100_000, 0);
        }
        assertThat(err.toString().replace("\r\n", "\n")).startsWith("""
                 x  1,500,000 states  100,000/s  in all 1.5 to 12 million  0 s to 105 s more  level 15  frontier 100,000 growing  15 s
                 x  pass 2: 1,600,000 states  106,667/s  level 8  frontier 100,000 growing  30 s
                """);
    }

    @Test
    void whenThereIsNoRoomAnyMoreIsSaid() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Plain(session(false), now::get)) {
            line.begin("x");
            line.room(Progress.Store.MEMORY, 4, 100);
            say(line, now, Progress.Phase.SEARCHING, 15_000, 5, 2);
            line.room(Progress.Store.MEMORY, 20, 100);
            say(line, now, Progress.Phase.SEARCHING, 60_000, 5, 3);
            line.room(Progress.Store.DISK, 50, 100);
            say(line, now, Progress.Phase.SEARCHING, 61_500, 5, 4);
            line.room(Progress.Store.DISK, 120, 100);
            say(line, now, Progress.Phase.SEARCHING, 61_515, 5, 5);
            say(line, now, Progress.Phase.SEARCHING, 61_515, 5, 5);
            say(line, now, Progress.Phase.SEARCHING, 15_000, 5, 1);
        }
        assertThat(err.toString().replace("\r\n", "\n")).isEqualTo("""
                 x  15,000 states  1,000/s  level 2  frontier 5 growing  15 s
                 x  60,000 states  3,000/s  memory 20 %, full in 80 s  level 3  frontier 5 growing  30 s
                 x  61,500 states  100/s  disk 50 %, full in 10 min  level 4  frontier 5 growing  45 s
                 x  61,515 states  1/s  disk 100 %, full in 0 s  level 5  frontier 5 growing  60 s
                 x  61,515 states  level 5  frontier 5 growing  75 s
                 x  pass 2: 15,000 states  level 1  frontier 5 growing  90 s
                """);
    }

    @Test
    void whatATerminalHasNoRoomForIsLeftOutWhole() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine.Rewritten(session(true), now::get)) {
            line.begin("rmmod-vs-socket");
            line.room(Progress.Store.MEMORY, 1, 2);
            say(line, now, Progress.Phase.SEARCHING, 360_000, 123_456_789, 200);
            say(line, now, Progress.Phase.SEARCHING, 360_000_000, 123_456_789, 200);
        }
        assertThat(err.toString()).startsWith("\r rmmod-vs-socket  360,000 states  24,000/s  memory 50 %, full in 15 s  15 s"
                + "\r rmmod-vs-socket  360,000,000 states  23,976,000/s  30 s ");
    }

    private static void say(ProgressLine line, AtomicLong now, Progress.Phase phase, long count, long frontier, int level) {
        now.addAndGet(15_000_000_000L);
        line.at(phase, count, frontier, level);
    }

    @Test
    void aTerminalThatCannotRewriteGetsLines() {
        Terminal dumb = Terminal.of(Map.of("TERM", "dumb"), true, true, () -> 80);
        Session session = new Session(new FakeEngine(), InputStream.nullInputStream(), Output.of(new PrintWriter(new StringWriter())),
                Output.of(new PrintWriter(err)), new AtomicBoolean(), dumb);
        assertThat(ProgressLine.of(session, false)).isInstanceOf(ProgressLine.Plain.class);
        assertThat(ProgressLine.of(session(true), false)).isInstanceOf(ProgressLine.Rewritten.class);
    }
}
