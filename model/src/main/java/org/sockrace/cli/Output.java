package org.sockrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where text is written, and whether it got there. A {@link PrintWriter} alone says nothing when a disk is full or a pipe is closed. */
final class Output {

    private final PrintWriter writer;
    private final Sink sink;
    private boolean missed;

    private Output(PrintWriter writer, Sink sink) {
        this.writer = writer;
        this.sink = sink;
    }

    /** The standard output. */
    static Output standard() {
        return of(new Sink(new FileOutputStream(FileDescriptor.out), 1));
    }

    /** The standard error output. */
    static Output errors() {
        return of(new Sink(new FileOutputStream(FileDescriptor.err), 2));
    }

    /** A writer that somebody else made. */
    static Output of(PrintWriter writer) {
        return new Output(writer, null);
    }

    /** A stream that may fail. */
    static Output of(OutputStream stream) {
        return of(new Sink(stream, -1));
    }

    private static Output of(Sink sink) {
        return new Output(new PrintWriter(sink, false, StandardCharsets.UTF_8), sink);
    }

    /** To write with; what is written has arrived when {@link #failed()} says no. */
    PrintWriter writer() {
        return writer;
    }

    /** Sends what was written, and says whether anything of it, now or before, has not arrived. */
    boolean failed() {
        return writer.checkError();
    }

    /** Writes a line that somebody has to read, unlike progress. */
    void line(String line) {
        writer.println(line);
        missed |= failed();
    }

    /** Whether a {@link #line} has not arrived. */
    boolean missedLine() {
        return missed;
    }

    /** Why something has not arrived. */
    String why() {
        return sink == null || sink.failure == null ? "it cannot be written" : sink.failure.getMessage();
    }

    /** Whether something has not arrived because nobody reads it: the other end of the pipe is closed, as by {@code head}. */
    boolean isPipeClosed() {
        return failed() && sink != null && sink.isPipeClosed();
    }

    /** Remembers the first failure, after which nothing is written any more. */
    private static final class Sink extends OutputStream {

        private final OutputStream to;
        private final int descriptor;
        private volatile IOException failure;

        Sink(OutputStream to, int descriptor) {
            this.to = to;
            this.descriptor = descriptor;
        }

        /** Linux says what a descriptor is; elsewhere the message must do, which is in the user's language. */
        boolean isPipeClosed() {
            try {
                String what = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
                return what.startsWith("pipe:") || what.startsWith("socket:");
            } catch (IOException | UnsupportedOperationException e) {
                return String.valueOf(failure.getMessage()).contains("Broken pipe");
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (failure != null) {
                throw failure;
            }
            try {
                to.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
