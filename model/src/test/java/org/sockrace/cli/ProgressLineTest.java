package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
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
                line.at(Progress.Phase.SEARCHING, second * 1000L, second < 20 ? second * 10L : 400 - second * 10L, second);
            }
            line.end();
        }
        assertThat(err.toString().replace("\r\n", "\n")).isEqualTo("""
                 rmmod-vs-socket  15,000 states  level 15  frontier 150 growing  15 s
                 rmmod-vs-socket  30,000 states  level 30  frontier 100 shrinking  30 s
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
        try (ProgressLine line = ProgressLine.of(session(true), false)) {
            line.begin("x");
            line.at(Progress.Phase.SEARCHING, 1234, 17, 3);
        }
        assertThat(err.toString()).contains("x").doesNotContain("\n").endsWith("\r");
    }
}
