package org.sockrace.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lines that somebody types, or that come through a pipe. Who waits for one can be interrupted, though a read cannot. */
final class Input {

    /** Stands for the end. */
    private static final String END = new String("end");
    private static final int POLL_MILLIS = 50;
    /** Nobody types more in a line. */
    private static final int LONGEST = 100_000;

    private final InputStream in;
    private final AtomicBoolean cancelled;
    private final SynchronousQueue<String> lines = new SynchronousQueue<>();
    private Thread reader;
    private boolean ended;

    Input(InputStream in, AtomicBoolean cancelled) {
        this.in = in;
        this.cancelled = cancelled;
    }

    /** The next line without its end; null if there is none, or whoever waits is interrupted. */
    String line() {
        if (reader == null) {
            reader = new Thread(this::read, "input");
            reader.setDaemon(true);
            reader.start();
        }
        try {
            String line = null;
            while (!ended && line == null && !cancelled.get()) {
                line = lines.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            ended |= isEnd(line);
            return ended ? null : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // a line may say the same
    private static boolean isEnd(String line) {
        return line == END;
    }

    private void read() {
        try {
            BufferedReader from = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            StringBuilder line = new StringBuilder();
            for (int c = from.read(); c >= 0; c = from.read()) {
                if (c == '\n') {
                    lines.put(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST) {
                    line.append((char) c);
                }
            }
            if (!line.isEmpty()) {
                lines.put(line.toString());
            }
            lines.put(END);
        } catch (IOException e) {
            ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be read any more has ended. */
    private void ended() {
        try {
            lines.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
