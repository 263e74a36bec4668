package org.sockrace.conform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read more than once, one time after the other. What is no regular file gives its content only once: it is kept in a temporary file, which
 * goes with this program, as far as it was read the first time. Not thread-safe.
 */
public final class Rereadable {

    private final Path file;
    private FileChannel kept;

    /** That file. */
    public Rereadable(Path file) {
        this.file = file;
    }

    /** What it is called in messages. */
    public String name() {
        return Lines.name(file);
    }

    /**
     * Its lines from the first on.
     *
     * @throws FileFormatException if it cannot be read
     */
    public Lines lines() {
        if (kept == null && (Files.isRegularFile(file) || Files.isDirectory(file))) {
            return Lines.of(file);
        }
        try {
            if (kept != null) {
                kept.position(0);
                return new Lines(name(), new Kept());
            }
            InputStream in = Lines.open(file);
            kept = FileChannel.open(Files.createTempFile("sockrace", null), StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            return new Lines(name(), new Keeping(in));
        } catch (IOException e) {
            throw new FileFormatException(name() + ": cannot be kept in a temporary file, to be read again: " + e.getMessage());
        }
    }

    private static int one(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Keeps what it reads. */
    private final class Keeping extends FilterInputStream {

        Keeping(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return one(this);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            ByteBuffer bytes = ByteBuffer.wrap(into, from, Math.max(0, n));
            while (bytes.hasRemaining()) {
                kept.write(bytes);
            }
            return n;
        }
    }

    /** Reads what was kept, which stays. */
    private final class Kept extends InputStream {

        @Override
        public int read() throws IOException {
            return one(this);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return kept.read(ByteBuffer.wrap(into, from, length));
        }
    }
}
